package dev.sealift.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sealift.cloud.CloudProblem;
import dev.sealift.cloud.RetryAfter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The resource manager's REST interface. One call is one request: nothing here polls or waits, for an operation is looked at
 * again in a later reconcile. Never throws for what Azure or the network does.
 *
 * <p>The protocol: https://github.com/cloud-and-ai-microsoft/resource-provider-contract/blob/master/v1.0/async-api-reference.md
 * and https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations
 */
public final class Arm {

    private static final HttpHeaderName ASYNC_OPERATION = HttpHeaderName.fromString("Azure-AsyncOperation");

    private static final HttpHeaderName CORRELATION_ID = HttpHeaderName.fromString("x-ms-correlation-request-id");

    private static final Logger LOG = LoggerFactory.getLogger(Arm.class);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI resourceManager;
    private final HttpPipeline pipeline;
    private final AzureErrors errors;
    private final Clock clock;

    Arm(URI resourceManager, HttpPipeline pipeline, AzureErrors errors, Clock clock) {
        this.resourceManager = resourceManager;
        this.pipeline = pipeline;
        this.errors = errors;
        this.clock = clock;
    }

    /**
     * Reads.
     *
     * @param path from {@code /subscriptions} on
     */
    public ArmReply get(String path, String apiVersion) {
        return send(HttpMethod.GET, address(path, apiVersion), null);
    }

    /** Makes, or makes like this. Idempotent. */
    public ArmReply put(String path, String apiVersion, JsonNode body) {
        return send(HttpMethod.PUT, address(path, apiVersion), body);
    }

    /** Changes what the body names. */
    public ArmReply patch(String path, String apiVersion, JsonNode body) {
        return send(HttpMethod.PATCH, address(path, apiVersion), body);
    }

    /** Asks for what is no plain resource, such as {@code checkNameAvailability}. */
    public ArmReply post(String path, String apiVersion, JsonNode body) {
        return send(HttpMethod.POST, address(path, apiVersion), body);
    }

    /** Deletes; deleting what is not there is {@link ArmReply.Ok} with 204, or {@link ArmReply.NotFound}. */
    public ArmReply delete(String path, String apiVersion) {
        return send(HttpMethod.DELETE, address(path, apiVersion), null);
    }

    /**
     * Looks how an operation goes, at the address that {@link ArmReply.Ok#operation()} gave.
     *
     * @throws IllegalArgumentException if the address is not the resource manager's: our token goes nowhere else
     */
    public ArmReply look(URI operation) {
        if (!isOurs(operation)) {
            throw new IllegalArgumentException("not an address of " + resourceManager + ": " + operation.getHost());
        }
        return send(HttpMethod.GET, operation, null);
    }

    /** What the {@code error} of an operation that has failed means. */
    public CloudProblem problem(JsonNode error, String attempt) {
        return errors.ofBody(error, attempt);
    }

    private ArmReply send(HttpMethod method, URI address, @Nullable JsonNode body) {
        String attempt = method + " " + address.getPath();
        HttpRequest request = new HttpRequest(method, address.toString());
        request.setHeader(HttpHeaderName.ACCEPT, "application/json");
        if (body != null) {
            request.setHeader(HttpHeaderName.CONTENT_TYPE, "application/json").setBody(body.toString());
        }
        try (HttpResponse response = pipeline.sendSync(request, Context.NONE)) {
            return read(response, attempt);
        } catch (RuntimeException failure) {
            return new ArmReply.Problem(errors.problem(failure, attempt));
        }
    }

    private ArmReply read(HttpResponse response, String attempt) {
        int status = response.getStatusCode();
        JsonNode body = body(response);
        if (status / 100 == 2) {
            Optional<Duration> retryAfter =
                    RetryAfter.of(header(response, HttpHeaderName.RETRY_AFTER), clock.instant());
            return new ArmReply.Ok(status, body, retryAfter, operation(response));
        }
        // What Azure's support asks for. It differs with each call, so it stands in no status.
        LOG.debug(
                "{} was answered {}, correlation id {}",
                attempt,
                status,
                header(response, CORRELATION_ID).orElse("none"));
        CloudProblem problem = errors.ofResponse(status, body, header(response, HttpHeaderName.RETRY_AFTER), attempt);
        return status == 404 && isThingItself(body) ? new ArmReply.NotFound(problem) : new ArmReply.Problem(problem);
    }

    /** A missing group or subscription is no missing thing: making the thing would not help. */
    private static boolean isThingItself(JsonNode body) {
        return switch (AzureErrors.code(body).toLowerCase(Locale.ROOT)) {
            case "resourcegroupnotfound", "subscriptionnotfound", "invalidsubscriptionid", "parentresourcenotfound" ->
                false;
            default -> true;
        };
    }

    private static JsonNode body(HttpResponse response) {
        String text = response.getBodyAsBinaryData().toString();
        try {
            return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            // A proxy's page, say; the status speaks for itself.
            return MissingNode.getInstance();
        }
    }

    /** Where both are given, Azure-AsyncOperation is the one that tells of the operation. */
    private Optional<URI> operation(HttpResponse response) {
        return Stream.of(ASYNC_OPERATION, HttpHeaderName.LOCATION)
                .flatMap(name -> header(response, name).stream())
                .flatMap(text -> parsed(text).stream())
                .filter(this::isOurs)
                .findFirst();
    }

    private static Optional<URI> parsed(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** Some providers answer with the resource manager's regional name, a label before its own. */
    private boolean isOurs(URI address) {
        String ours = resourceManager.getHost();
        String theirs = address.getHost();
        return "https".equalsIgnoreCase(address.getScheme())
                && theirs != null
                && address.getPort() == resourceManager.getPort()
                && (theirs.equalsIgnoreCase(ours)
                        || theirs.toLowerCase(Locale.ROOT).endsWith("." + ours));
    }

    private static Optional<String> header(HttpResponse response, HttpHeaderName name) {
        return Optional.ofNullable(response.getHeaderValue(name));
    }

    private URI address(String path, String apiVersion) {
        return URI.create(resourceManager + path + (path.contains("?") ? "&" : "?") + "api-version=" + apiVersion);
    }
}
