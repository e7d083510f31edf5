package dev.sealift.testkit.azure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealift.testkit.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Judges the token of a Kubernetes service account that is presented in place of a secret, as
 * <a href="https://learn.microsoft.com/entra/workload-id/workload-identity-federation">workload identity federation</a> does.
 */
final class ClientAssertions {

    static final String AUDIENCE = "api://AzureADTokenExchange";

    private final Clock clock;
    private final Directory directory;
    private final Optional<Path> clusterKeySet;

    /** @param clusterKeySet a file that may appear later, since the cluster may start after the double */
    ClientAssertions(Clock clock, Directory directory, Optional<Path> clusterKeySet) {
        this.clock = clock;
        this.directory = directory;
        this.clusterKeySet = clusterKeySet;
    }

    /** Returns if the assertion may stand for the application. */
    void require(Directory.App app, String assertion) {
        Jwt jwt = Jwt.parse(assertion)
                .orElseThrow(() -> refuse("invalid_request", 50027, "JWT token is invalid or malformed."));
        requireSignature(jwt);
        requireTime(jwt);
        requireMatch(app, jwt);
    }

    private void requireSignature(Jwt jwt) {
        Optional<JsonNode> keySet = directory.keySet(jwt.claim("iss")).or(this::clusterKeys);
        if (keySet.isPresent() && !jwt.isSignedByOneOf(keySet.get())) {
            throw refuse(
                    "invalid_client",
                    50027,
                    "JWT token is invalid or malformed. External ID token from issuer failed signature verification.");
        }
    }

    private void requireTime(Jwt jwt) {
        Instant now = clock.instant();
        Instant from = jwt.claims().has("nbf") ? jwt.time("nbf") : jwt.time("iat");
        Instant to = jwt.time("exp");
        if (now.isBefore(from) || !now.isBefore(to)) {
            throw refuse(
                    "invalid_client",
                    700024,
                    "Client assertion is not within its valid time range. Current time: %s, assertion valid from %s, expiry time of assertion %s. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials ."
                            .formatted(now, from, to));
        }
    }

    private void requireMatch(Directory.App app, Jwt jwt) {
        if (!jwt.isFor(AUDIENCE)) {
            throw noMatch(700212, "audience", jwt.claims().path("aud").toString());
        }
        List<Directory.FederatedCredential> ofIssuer = app.credentials().stream()
                .filter(credential -> credential.accepts(jwt.claim("iss")))
                .toList();
        if (ofIssuer.isEmpty() && !app.credentials().isEmpty()) {
            throw noMatch(700211, "issuer", jwt.claim("iss"));
        }
        if (ofIssuer.stream().noneMatch(credential -> credential.isFor(jwt.claim("sub")))) {
            throw noMatch(700213, "subject", jwt.claim("sub"));
        }
    }

    private Refusal noMatch(int code, String what, String presented) {
        return refuse(
                "invalid_client",
                code,
                "No matching federated identity record found for presented assertion %s '%s'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation"
                        .formatted(what, presented));
    }

    private Refusal refuse(String error, int code, String message) {
        return EntraError.of(error.equals("invalid_client") ? 401 : 400, error, code, message, clock.instant());
    }

    private Optional<JsonNode> clusterKeys() {
        return clusterKeySet.filter(Files::isReadable).map(ClientAssertions::readKeySet);
    }

    private static JsonNode readKeySet(Path file) {
        try {
            return Json.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
