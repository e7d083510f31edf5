package dev.sealift.e2e.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sealift.e2e.Lab;
import dev.sealift.e2e.Tenant;
import dev.sealift.testkit.azure.Seed;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The target's container, read and written by plain HTTP as anybody with the same identity could. */
final class Container {

    private static final int SERVER_ERROR = 500;
    private static final int MOST_AGAIN = 4;

    private final Tenant tenant;
    private final String account;
    private final String container;
    /** Good for an hour, which no test outlives. */
    private @Nullable String token;

    Container(Tenant tenant, String account, String container) {
        this.tenant = tenant;
        this.account = account;
        this.container = container;
    }

    /** A busy Azurite answers a read with 500 now and then; as every client of Azure Storage does, this asks once more. */
    HttpResponse<byte[]> get(String key) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = ask(key);
        for (int again = 0; again < MOST_AGAIN && answer.statusCode() >= SERVER_ERROR; again++) {
            answer = ask(key);
        }
        return answer;
    }

    private HttpResponse<byte[]> ask(String key) throws IOException, InterruptedException {
        HttpRequest request = request(key).GET().build();
        return lab().http().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Each object of the bucket that Azure can hold is here, with its bytes, type and metadata. */
    void assertHolds(Bucket bucket) throws IOException, InterruptedException {
        for (Map.Entry<String, byte[]> object : bucket.objects().entrySet()) {
            HttpResponse<byte[]> blob = get(object.getKey());
            assertThat(blob.statusCode()).as(object.getKey()).isEqualTo(200);
            assertThat(blob.body()).as(object.getKey()).isEqualTo(object.getValue());
            assertThat(blob.headers().firstValue("Content-Type"))
                    .as(object.getKey())
                    .contains(Bucket.CONTENT_TYPE);
            assertThat(blob.headers().firstValue("x-ms-meta-origin"))
                    .as(object.getKey())
                    .contains("e2e");
        }
    }

    /** What a person with a browser does by mistake. */
    int put(String key, byte[] content) throws IOException, InterruptedException {
        return send(request(key), content);
    }

    /** The same, by somebody who keeps all the rest as it is. */
    int putLike(HttpResponse<byte[]> former, String key, byte[] content) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(key);
        former.headers().firstValue("Content-Type").ifPresent(type -> request.header("x-ms-blob-content-type", type));
        former.headers().map().forEach((name, values) -> {
            if (name.startsWith("x-ms-meta-")) {
                request.header(name, values.getFirst());
            }
        });
        return send(request, content);
    }

    private int send(HttpRequest.Builder request, byte[] content) throws IOException, InterruptedException {
        HttpRequest put = request.header("x-ms-blob-type", "BlockBlob")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
                .build();
        return lab().http().send(put, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private Lab lab() {
        return tenant.lab();
    }

    private HttpRequest.Builder request(String key) throws IOException, InterruptedException {
        URI uri = URI.create("%s/%s/%s/%s".formatted(lab().azure(), account, container, encoded(key)));
        return HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token())
                .header("x-ms-version", "2023-11-03");
    }

    private static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }

    private synchronized String token() throws IOException, InterruptedException {
        if (token == null) {
            token = freshToken();
        }
        return token;
    }

    private String freshToken() throws IOException, InterruptedException {
        String form = Map.of(
                        "grant_type", "client_credentials",
                        "client_id", Seed.SEALIFT,
                        "scope", "https://storage.azure.com/.default",
                        "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                        "client_assertion", serviceAccountToken())
                .entrySet()
                .stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("%s/%s/oauth2/v2.0/token".formatted(lab().azure(), Seed.TENANT)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        String answer =
                lab().http().send(request, HttpResponse.BodyHandlers.ofString()).body();
        return new ObjectMapper().readTree(answer).path("access_token").asText();
    }

    private String serviceAccountToken() {
        var request = new TokenRequestBuilder()
                .withNewSpec()
                .withAudiences("api://AzureADTokenExchange")
                .withExpirationSeconds(3600L)
                .endSpec()
                .build();
        return lab().kubernetes()
                .serviceAccounts()
                .inNamespace(tenant.namespace())
                .withName(Tenant.WORKER)
                .tokenRequest(request)
                .getStatus()
                .getToken();
    }
}
