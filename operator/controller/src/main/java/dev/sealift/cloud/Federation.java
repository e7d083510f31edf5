package dev.sealift.cloud;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sealift.api.Reason;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/**
 * The identity of a service account, shown to a cloud by a token that the API server mints for it. The operator asks for the
 * token of the account that workers run as, so one federated subject serves both, and a tenant can use only identities that
 * trust its own namespace.
 *
 * <p>The API:
 * https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-request-v1/
 */
public final class Federation {

    /** The least that the API server mints. The token is exchanged at once, so it need not live longer. */
    private static final long LIFETIME_SECONDS = 600;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient kubernetes;
    private final String namespace;
    private final String serviceAccountName;
    private final String audience;
    private volatile String issuer = "the cluster's OIDC issuer";

    /** The identity of that service account towards that audience. */
    public Federation(KubernetesClient kubernetes, String namespace, String serviceAccountName, String audience) {
        this.kubernetes = kubernetes;
        this.namespace = namespace;
        this.serviceAccountName = serviceAccountName;
        this.audience = audience;
    }

    /**
     * A new token. Blocks for one call to the API server.
     *
     * @throws Refusal if the account is missing, or the operator may not have tokens minted for it
     */
    public String mint() {
        try {
            TokenRequest answer = kubernetes
                    .serviceAccounts()
                    .inNamespace(namespace)
                    .withName(serviceAccountName)
                    .tokenRequest(request());
            String token = answer.getStatus().getToken();
            issuerOf(token).ifPresent(name -> issuer = name);
            return token;
        } catch (KubernetesClientException refused) {
            throw new Refusal(problem(refused));
        }
    }

    /** Who the token says it is of, as a trust policy or a federated credential must name it. */
    public String subject() {
        return "system:serviceaccount:" + namespace + ":" + serviceAccountName;
    }

    /** For whom the token is meant. */
    public String audience() {
        return audience;
    }

    /** Who the last token says has minted it; before the first, words for it. */
    public String issuer() {
        return issuer;
    }

    /** What the other side must trust, in one phrase for remedies. */
    public String claims() {
        return "issuer " + issuer() + ", subject " + subject() + ", audience " + audience;
    }

    /** The service account's name. */
    public String serviceAccountName() {
        return serviceAccountName;
    }

    private TokenRequest request() {
        return new TokenRequestBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(serviceAccountName)
                .endMetadata()
                .withNewSpec()
                .withAudiences(audience)
                .withExpirationSeconds(LIFETIME_SECONDS)
                .endSpec()
                .build();
    }

    private CloudProblem problem(KubernetesClientException refused) {
        String account = "ServiceAccount " + namespace + "/" + serviceAccountName;
        return switch (refused.getCode()) {
            case 404 ->
                new CloudProblem(
                        Reason.ReferenceNotFound,
                        account + " does not exist",
                        "create it, or name another by serviceAccountName; workers run as it",
                        false,
                        Optional.empty());
            case 401, 403 ->
                new CloudProblem(
                        Reason.PermissionMissing,
                        "the operator may not have tokens minted for " + account,
                        "add " + serviceAccountName + " to workerServiceAccounts in the chart's values",
                        false,
                        Optional.empty());
            default -> References.apiServer(refused, "mint a token for " + account);
        };
    }

    /** Read, not verified: it only helps to tell a person what to register. */
    private static Optional<String> issuerOf(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
            return Optional.ofNullable(JSON.readTree(claims).path("iss").textValue());
        } catch (IllegalArgumentException | IOException notAToken) {
            return Optional.empty();
        }
    }
}
