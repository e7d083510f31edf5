package dev.sealift.testkit.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sealift.testkit.json.Json;
import java.time.Duration;
import java.util.Map;

/** Microsoft's clients, pointed at a double and told not to try twice. */
final class Clients {

    static final String SECRET = "a-secret-of-the-lab";
    static final String ARM = "https://management.azure.com/.default";
    static final String STORAGE = "https://storage.azure.com/.default";
    static final String ACCOUNTS = Seed.GROUP_ID + "/providers/Microsoft.Storage/storageAccounts";
    static final RetryOptions ONCE = new RetryOptions(new FixedDelayOptions(0, Duration.ofMillis(1)));

    private final NamedHosts hosts;

    Clients(AzureDouble azure) {
        this.hosts = new NamedHosts(azure);
    }

    NamedHosts hosts() {
        return hosts;
    }

    TokenCredential secret(String tenant, String clientId, String secret) {
        return new ClientSecretCredentialBuilder()
                .tenantId(tenant)
                .clientId(clientId)
                .clientSecret(secret)
                .httpClient(hosts)
                .retryOptions(ONCE)
                .build();
    }

    TokenCredential sealift() {
        return secret(Seed.TENANT, Seed.SEALIFT, SECRET);
    }

    TokenCredential nobody() {
        return secret(Seed.TENANT, Seed.NOBODY, SECRET);
    }

    static AccessToken token(TokenCredential credential, String scope) {
        return credential.getTokenSync(new TokenRequestContext().addScopes(scope));
    }

    BlobServiceClient blobs(String account, TokenCredential credential) {
        return new BlobServiceClientBuilder()
                .endpoint("https://" + account + ".blob.core.windows.net")
                .credential(credential)
                .httpClient(hosts)
                .retryOptions(ONCE)
                .buildClient();
    }

    /** What the resource manager answered. */
    record Reply(int status, JsonNode body, Map<String, String> headers) {

        String code() {
            return body.path("error").path("code").asText();
        }

        String message() {
            return body.path("error").path("message").asText();
        }

        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), "");
        }
    }

    /** The resource manager as {@code sealift} sees it; the api-version is added. */
    Reply arm(HttpMethod method, String path, String body) {
        return arm(sealift(), ARM, method, "https://management.azure.com" + path, body);
    }

    Reply arm(HttpMethod method, String path) {
        return arm(method, path, "");
    }

    Reply arm(TokenCredential credential, String scope, HttpMethod method, String url, String body) {
        HttpPipeline pipeline = new HttpPipelineBuilder()
                .policies(new BearerTokenAuthenticationPolicy(credential, scope))
                .httpClient(hosts)
                .build();
        return reply(pipeline, method, url, body);
    }

    Reply anonymous(HttpMethod method, String url) {
        return reply(new HttpPipelineBuilder().httpClient(hosts).build(), method, url, "");
    }

    private static Reply reply(HttpPipeline pipeline, HttpMethod method, String url, String body) {
        boolean bare = url.endsWith("#bare");
        String plain = url.replace("#bare", "");
        String versioned = bare || plain.contains("api-version")
                ? plain
                : plain + (plain.contains("?") ? "&" : "?") + "api-version=2023-05-01";
        HttpRequest request = new HttpRequest(method, versioned);
        if (!body.isEmpty()) {
            request.setBody(BinaryData.fromString(body)).setHeader("Content-Type", "application/json");
        }
        try (HttpResponse response = pipeline.sendSync(request, Context.NONE)) {
            byte[] bytes = response.getBodyAsBinaryData().toBytes();
            Map<String, String> headers = new java.util.HashMap<>();
            response.getHeaders()
                    .forEach(header ->
                            headers.put(header.getName().toLowerCase(java.util.Locale.ROOT), header.getValue()));
            return new Reply(response.getStatusCode(), bytes.length == 0 ? Json.object() : Json.read(bytes), headers);
        }
    }

    static String account(String properties) {
        return "{\"location\":\"germanywestcentral\",\"kind\":\"StorageV2\",\"sku\":{\"name\":\"Standard_ZRS\"},\"properties\":{%s}}"
                .formatted(properties);
    }

    /** Makes an account that is ready. */
    void makeAccount(AzureDouble azure, String name, String properties) {
        Reply made = arm(HttpMethod.PUT, ACCOUNTS + "/" + name, account(properties));
        if (made.status() != 202) {
            throw new IllegalStateException(made.body().toString());
        }
        azure.admin().advance(Duration.ofSeconds(3));
    }
}
