package dev.sealift.testkit.azure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Tenants and the applications registered in them. */
final class Directory {

    /**
     * An application with its service principal.
     *
     * @param objectId of the service principal
     */
    record App(
            String tenant,
            String clientId,
            String objectId,
            String name,
            List<String> secrets,
            List<FederatedCredential> federatedCredentials) {

        String principal() {
            return objectId;
        }

        boolean hasSecret(String secret) {
            return secrets.contains(secret);
        }

        List<FederatedCredential> credentials() {
            return federatedCredentials;
        }
    }

    /**
     * A workload outside that may sign in as the application.
     *
     * @param issuer the one accepted; any if empty
     * @param subject such as {@code system:serviceaccount:<namespace>:<name>}; the lab allows {@code *}, the real one doesn't
     */
    record FederatedCredential(Optional<String> issuer, String subject) {

        boolean accepts(String presentedIssuer) {
            return issuer.map(presentedIssuer::equals).orElse(true);
        }

        boolean isFor(String presentedSubject) {
            String regex = Pattern.quote(subject).replace("*", "\\E[^:]*\\Q");
            return presentedSubject.matches(regex);
        }
    }

    private final Set<String> tenants = ConcurrentHashMap.newKeySet();
    private final Map<String, App> apps = new ConcurrentHashMap<>();
    private final Map<String, JsonNode> keySets = new ConcurrentHashMap<>();

    void add(String tenant) {
        tenants.add(tenant);
    }

    /** Registers the application, replacing one of the same client id. */
    void add(App app) {
        apps.put(app.clientId(), app);
    }

    boolean removeApp(String clientId) {
        return apps.remove(clientId) != null;
    }

    /** Registers the keys with which an issuer of assertions signs. */
    void trust(String issuer, JsonNode keySet) {
        keySets.put(issuer, keySet);
    }

    boolean hasTenant(String tenant) {
        return tenants.contains(tenant);
    }

    Optional<App> app(String tenant, String clientId) {
        return Optional.ofNullable(apps.get(clientId))
                .filter(app -> app.tenant().equals(tenant));
    }

    /** The object id of the principal that a client id or an object id names. */
    String principalOf(String reference) {
        return Optional.ofNullable(apps.get(reference)).map(App::principal).orElse(reference);
    }

    boolean hasPrincipal(String objectId) {
        return apps.values().stream().anyMatch(app -> app.principal().equalsIgnoreCase(objectId));
    }

    Optional<JsonNode> keySet(String issuer) {
        return Optional.ofNullable(keySets.get(issuer));
    }
}
