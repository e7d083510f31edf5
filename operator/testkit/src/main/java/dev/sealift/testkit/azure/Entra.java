package dev.sealift.testkit.azure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealift.testkit.json.Json;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Entra: discovery documents and tokens for applications. Interactive sign-in isn't played. */
final class Entra {

    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static final String DEFAULT_SCOPE = "/.default";
    private static final Set<String> OPENID_SCOPES = Set.of("openid", "profile", "offline_access");

    /** The resources that tokens are issued for; others are unknown to the tenant. */
    private static final Set<String> RESOURCES = Set.of(
            "https://management.azure.com",
            "https://management.core.windows.net",
            "https://management.chinacloudapi.cn",
            "https://management.core.chinacloudapi.cn",
            "https://management.usgovcloudapi.net",
            "https://storage.azure.com",
            "https://vault.azure.net",
            "https://servicebus.azure.net",
            "https://eventhubs.azure.net",
            "https://search.azure.com",
            "https://redis.azure.com",
            "https://ossrdbms-aad.database.windows.net",
            "https://containerregistry.azure.net",
            "https://graph.microsoft.com");

    private final Clock clock;
    private final Directory directory;
    private final Tokens tokens;
    private final ClientAssertions assertions;

    Entra(Clock clock, Directory directory, Tokens tokens, ClientAssertions assertions) {
        this.clock = clock;
        this.directory = directory;
        this.tokens = tokens;
        this.assertions = assertions;
    }

    /** Whether the path is one of Entra's, for hosts whose name doesn't say what they are. */
    static boolean isPath(String path) {
        return path.matches("/[^/]+/oauth2/(v2\\.0/)?[a-z]+")
                || path.matches("/[^/]+/(v2\\.0/)?\\.well-known/openid-configuration")
                || path.matches("/[^/]+/discovery/(v2\\.0/)?(keys|instance)");
    }

    Answer handle(Request request) {
        String path = request.rawPath();
        if (path.startsWith("/common/discovery/instance")) {
            return instances(request);
        }
        if (path.endsWith("/.well-known/openid-configuration")) {
            return configuration(request, tenantIn(path));
        }
        if (path.endsWith("/discovery/keys") || path.endsWith("/discovery/v2.0/keys")) {
            return Answer.json(200, tokens.keySet());
        }
        if (request.method().equals("POST") && path.endsWith("/oauth2/v2.0/token")) {
            return token(request, tenantIn(path), false);
        }
        if (request.method().equals("POST") && path.endsWith("/oauth2/token")) {
            return token(request, tenantIn(path), true);
        }
        throw refuse(
                404, "invalid_request", 900144, "The endpoint '%s' isn't one that the double plays.".formatted(path));
    }

    private Answer instances(Request request) {
        ObjectNode body = Json.object()
                .put("tenant_discovery_endpoint", request.origin() + "/common/v2.0/.well-known/openid-configuration")
                .put("api-version", request.parameter("api-version").orElse("1.1"));
        ArrayNode metadata = body.putArray("metadata");
        metadata.add(cloud(
                "login.microsoftonline.com",
                "login.windows.net",
                List.of("login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net")));
        metadata.add(cloud(
                "login.partner.microsoftonline.cn",
                "login.partner.microsoftonline.cn",
                List.of("login.partner.microsoftonline.cn", "login.chinacloudapi.cn")));
        metadata.add(cloud(
                "login.microsoftonline.us",
                "login.microsoftonline.us",
                List.of("login.microsoftonline.us", "login.usgovcloudapi.net")));
        if (body.findValuesAsText("preferred_network").stream().noneMatch(request.host()::equals)) {
            metadata.add(cloud(request.authority(), request.authority(), List.of(request.authority(), request.host())));
        }
        return Answer.json(200, body);
    }

    private static ObjectNode cloud(String network, String cache, List<String> aliases) {
        ObjectNode cloud = Json.object().put("preferred_network", network).put("preferred_cache", cache);
        aliases.stream().distinct().forEach(cloud.putArray("aliases")::add);
        return cloud;
    }

    private Answer configuration(Request request, String tenant) {
        if (!tenant.equals("common") && !tenant.equals("organizations")) {
            requireTenant(tenant);
        }
        String base = request.origin() + "/" + tenant;
        boolean v2 = request.rawPath().contains("/v2.0/");
        ObjectNode body = Json.object()
                .put("token_endpoint", base + (v2 ? "/oauth2/v2.0/token" : "/oauth2/token"))
                .put("authorization_endpoint", base + (v2 ? "/oauth2/v2.0/authorize" : "/oauth2/authorize"))
                .put("device_authorization_endpoint", base + "/oauth2/v2.0/devicecode")
                .put("jwks_uri", base + (v2 ? "/discovery/v2.0/keys" : "/discovery/keys"))
                .put("issuer", v2 ? base + "/v2.0" : Tokens.ISSUER + tenant + "/")
                .put("tenant_region_scope", "EU")
                .put("cloud_instance_name", "microsoftonline.com");
        List.of("client_secret_post", "private_key_jwt", "client_secret_basic")
                .forEach(body.putArray("token_endpoint_auth_methods_supported")::add);
        List.of("code", "id_token").forEach(body.putArray("response_types_supported")::add);
        body.putArray("subject_types_supported").add("pairwise");
        body.putArray("id_token_signing_alg_values_supported").add("RS256");
        return Answer.json(200, body);
    }

    private Answer token(Request request, String tenant, boolean firstVersion) {
        requireTenant(tenant);
        Map<String, String> form = request.form();
        if (!form.getOrDefault("grant_type", "").equals("client_credentials")) {
            throw refuse(
                    400,
                    "unsupported_grant_type",
                    70003,
                    "The app requested an unsupported grant type '%s'.".formatted(form.getOrDefault("grant_type", "")));
        }
        String audience = firstVersion ? required(form, "resource") : audience(required(form, "scope"));
        Directory.App app = application(tenant, required(form, "client_id"));
        request.calledBy(app.clientId());
        boolean byAssertion = form.containsKey("client_assertion");
        authenticate(app, form);
        requireResource(tenant, audience);
        return issued(tokens.issue(app, audience, byAssertion), audience, firstVersion);
    }

    private void authenticate(Directory.App app, Map<String, String> form) {
        if (form.containsKey("client_assertion")) {
            if (!ASSERTION_TYPE.equals(form.get("client_assertion_type"))) {
                throw refuse(
                        400, "invalid_request", 50002, "The client_assertion_type must be '" + ASSERTION_TYPE + "'.");
            }
            assertions.require(app, required(form, "client_assertion"));
        } else if (!form.containsKey("client_secret")) {
            throw refuse(
                    401,
                    "invalid_client",
                    7000218,
                    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
        } else if (!app.hasSecret(required(form, "client_secret"))) {
            throw refuse(
                    401,
                    "invalid_client",
                    7000215,
                    "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '%s'."
                            .formatted(app.clientId()));
        }
    }

    /**
     * The one resource asked for, without {@code /.default}; a doubled slash leaves one, as with the real service. MSAL asks
     * for its usual scopes besides, which mean nothing here.
     */
    private String audience(String scope) {
        List<String> resources = Arrays.stream(scope.trim().split("\\s+"))
                .filter(one -> !OPENID_SCOPES.contains(one))
                .toList();
        if (resources.size() != 1 || !resources.getFirst().endsWith(DEFAULT_SCOPE)) {
            throw refuse(
                    400,
                    "invalid_scope",
                    1002012,
                    "The provided value for scope %s is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI)."
                            .formatted(scope));
        }
        String resource = resources.getFirst();
        return resource.substring(0, resource.length() - DEFAULT_SCOPE.length());
    }

    private void requireResource(String tenant, String audience) {
        String plain = audience.endsWith("/") ? audience.substring(0, audience.length() - 1) : audience;
        boolean ofOneAccount = plain.matches("https://[a-z0-9]+\\.(blob|dfs|queue|table|file)\\.[a-z0-9.]+");
        if (!RESOURCES.contains(plain) && !ofOneAccount) {
            throw refuse(
                    400,
                    "invalid_resource",
                    500011,
                    "The resource principal named %s was not found in the tenant named %s. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant."
                            .formatted(audience, tenant));
        }
    }

    private Directory.App application(String tenant, String clientId) {
        return directory
                .app(tenant, clientId)
                .orElseThrow(() -> refuse(
                        400,
                        "unauthorized_client",
                        700016,
                        "Application with identifier '%s' was not found in the directory '%s'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant."
                                .formatted(clientId, tenant)));
    }

    private void requireTenant(String tenant) {
        if (!directory.hasTenant(tenant)) {
            throw refuse(
                    400,
                    "invalid_request",
                    90002,
                    "Tenant '%s' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant."
                            .formatted(tenant));
        }
    }

    private String required(Map<String, String> form, String field) {
        String value = form.getOrDefault(field, "");
        if (value.isEmpty()) {
            throw refuse(
                    400,
                    "invalid_request",
                    900144,
                    "The request body must contain the following parameter: '%s'.".formatted(field));
        }
        return Objects.requireNonNull(value);
    }

    private Answer issued(String token, String audience, boolean firstVersion) {
        long seconds = Math.max(0, tokens.lifetime().toSeconds() - 1);
        ObjectNode body = Json.object().put("token_type", "Bearer");
        if (firstVersion) {
            long end = clock.instant().getEpochSecond() + seconds;
            body.put("expires_in", Long.toString(seconds))
                    .put("ext_expires_in", Long.toString(seconds))
                    .put("expires_on", Long.toString(end))
                    .put("not_before", Long.toString(clock.instant().getEpochSecond()))
                    .put("resource", audience);
        } else {
            body.put("expires_in", seconds).put("ext_expires_in", seconds);
        }
        return Answer.json(200, body.put("access_token", token)).with("Cache-Control", "no-store, no-cache");
    }

    private Refusal refuse(int status, String error, int code, String message) {
        return EntraError.of(status, error, code, message, clock.instant());
    }

    private static String tenantIn(String path) {
        return path.split("/", -1)[1];
    }
}
