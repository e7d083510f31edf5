package dev.sealift.testkit.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealift.testkit.json.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Issues access tokens and reads them back. */
final class Tokens {

    static final String ISSUER = "https://sts.windows.net/";

    /** What a presented token turned out to be. */
    sealed interface Reading {}

    /** A token of ours, still valid. Its audience is the reader's to judge. */
    record Valid(String clientId, String principal, String tenant, String audience) implements Reading {}

    record Expired(Instant at) implements Reading {}

    record Malformed() implements Reading {}

    private static final int REMEMBERED = 1000;

    private final Clock clock;
    private final KeyPair keys;
    private final String keyId;
    private final Map<String, Jwt> verified = new ConcurrentHashMap<>();
    private volatile Duration lifetime;

    /** @param keys an RSA pair; tokens outlive a restart if it does */
    Tokens(Clock clock, KeyPair keys, Duration lifetime) {
        this.clock = clock;
        this.keys = keys;
        this.keyId = Jwt.encode(
                UUID.nameUUIDFromBytes(keys.getPublic().getEncoded()).toString().getBytes(StandardCharsets.US_ASCII));
        this.lifetime = lifetime;
    }

    static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    Duration lifetime() {
        return lifetime;
    }

    void lifetime(Duration changed) {
        lifetime = changed;
    }

    String issue(Directory.App app, String audience, boolean byAssertion) {
        Instant now = clock.instant();
        ObjectNode claims = Json.object()
                .put("aud", audience)
                .put("iss", ISSUER + app.tenant() + "/")
                .put("iat", now.getEpochSecond())
                .put("nbf", now.getEpochSecond())
                .put("exp", now.plus(lifetime).getEpochSecond())
                .put("appid", app.clientId())
                .put("appidacr", byAssertion ? "2" : "1")
                .put("idp", ISSUER + app.tenant() + "/")
                .put("idtyp", "app")
                .put("oid", app.principal())
                .put("sub", app.principal())
                .put("tid", app.tenant())
                .put(
                        "uti",
                        Jwt.encode(UUID.randomUUID().toString().substring(0, 16).getBytes(StandardCharsets.US_ASCII)))
                .put("ver", "1.0");
        return Jwt.sign(keyId, claims, keys.getPrivate());
    }

    Reading read(String token) {
        Jwt known = verified.get(token);
        return known == null ? readFirst(token) : judge(known);
    }

    private Reading readFirst(String token) {
        Optional<Jwt> ours = Jwt.parse(token).filter(jwt -> jwt.isSignedBy(keys.getPublic()));
        if (verified.size() > REMEMBERED) {
            verified.clear();
        }
        ours.ifPresent(jwt -> verified.put(token, jwt));
        return ours.map(this::judge).orElseGet(Malformed::new);
    }

    private Reading judge(Jwt jwt) {
        Instant end = jwt.time("exp");
        return end.isAfter(clock.instant())
                ? new Valid(jwt.claim("appid"), jwt.claim("oid"), jwt.claim("tid"), jwt.claim("aud"))
                : new Expired(end);
    }

    /** The public key, as a JSON Web Key Set. */
    JsonNode keySet() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        ObjectNode published = Json.object()
                .put("kty", "RSA")
                .put("use", "sig")
                .put("kid", keyId)
                .put("x5t", keyId)
                .put("n", unsigned(key.getModulus()))
                .put("e", unsigned(key.getPublicExponent()));
        return Json.object().set("keys", Json.array().add(published));
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int skip = bytes[0] == 0 ? 1 : 0;
        return Jwt.encode(Arrays.copyOfRange(bytes, skip, bytes.length));
    }
}
