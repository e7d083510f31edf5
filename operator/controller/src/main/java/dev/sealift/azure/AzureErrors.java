package dev.sealift.azure;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import com.azure.storage.blob.models.BlobStorageException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sealift.api.Reason;
import dev.sealift.cloud.CloudProblem;
import dev.sealift.cloud.Meaning;
import dev.sealift.cloud.NetworkFailure;
import dev.sealift.cloud.Redaction;
import dev.sealift.cloud.Refusal;
import dev.sealift.cloud.RetryAfter;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what Azure's errors say, wherever each service puts it, and looks up what it means in {@link AzureTable}. */
public final class AzureErrors {

    private static final Pattern ENTRA = Pattern.compile("(AADSTS\\d+):?\\s*(.*)", Pattern.DOTALL);

    private static final Pattern BLOB_MESSAGE = Pattern.compile("<Message>([^<]*)", Pattern.DOTALL);

    /** Codes that only say that an inner error says more. */
    private static final Set<String> VAGUE =
            Set.of("DeploymentFailed", "ResourceDeploymentFailure", "MultipleErrorsOccurred");

    /** Stands for the status of what was told without one: the table's word for it is that the same call will fail again. */
    private static final int UNSAID = 400;

    private static final HttpHeaderName BLOB_CODE = HttpHeaderName.fromString("x-ms-error-code");

    private final AzureCaller caller;
    private final String tenantId;
    private final String subscriptionId;
    private final Clock clock;

    AzureErrors(AzureCaller caller, String tenantId, String subscriptionId, Clock clock) {
        this.caller = caller;
        this.tenantId = tenantId;
        this.subscriptionId = subscriptionId;
        this.clock = clock;
    }

    /**
     * What the failure means.
     *
     * @param attempt what was attempted, in words for people, such as {@code list container orders}
     */
    public CloudProblem problem(Throwable failure, String attempt) {
        return NetworkFailure.cause(failure, Refusal.class)
                .map(Refusal::problem)
                .or(() -> entra(failure, attempt))
                .or(() -> NetworkFailure.cause(failure, BlobStorageException.class)
                        .map(e -> blob(e, attempt)))
                .or(() -> NetworkFailure.of(failure, attempt))
                .or(() -> NetworkFailure.cause(failure, HttpResponseException.class)
                        .flatMap(e -> plain(e, attempt)))
                .orElseGet(() -> unknown(failure, attempt));
    }

    /** What the resource manager's answer means. */
    CloudProblem ofResponse(int status, JsonNode body, Optional<String> retryAfter, String attempt) {
        return told(answer("was answered " + status, status, error(body), retryAfter), attempt);
    }

    /** What the {@code error} of an operation that has failed means; the status of its telling says nothing. */
    CloudProblem ofBody(JsonNode error, String attempt) {
        return told(answer("failed with", UNSAID, error(error), Optional.empty()), attempt);
    }

    /** The code of the answer, empty if it has none. */
    static String code(JsonNode body) {
        return error(body).path("code").asText("");
    }

    /** The error that decides: the first inner one, where the outer says no more than that something has failed. */
    private static JsonNode error(JsonNode body) {
        JsonNode error = body.path("error").isObject() ? body.path("error") : body;
        JsonNode inner = error.path("details").path(0);
        return VAGUE.contains(error.path("code").asText()) && inner.hasNonNull("code") ? inner : error;
    }

    private static Answer answer(String how, int status, JsonNode error, Optional<String> retryAfter) {
        return new Answer(how, status, error.path("code").asText(""), message(error), policies(error), retryAfter);
    }

    /**
     * What Azure said.
     *
     * @param how how it came to say it, as the beginning of a sentence
     */
    private record Answer(
            String how, int status, String code, String said, Optional<String> policies, Optional<String> retryAfter) {}

    private CloudProblem told(Answer answer, String attempt) {
        AzureTable.Call call =
                new AzureTable.Call(caller, tenantId, subscriptionId, attempt, answer.said(), answer.policies());
        Meaning<AzureTable.Call> meaning = AzureTable.meaning(answer.code(), answer.status());
        return new CloudProblem(
                meaning.reason(),
                sentence(answer, attempt),
                meaning.remedy().words(call),
                meaning.retryable(),
                RetryAfter.of(answer.retryAfter(), clock.instant()));
    }

    private static String sentence(Answer answer, String attempt) {
        String code = answer.code().isEmpty() ? "without a code" : answer.code();
        String said = answer.said().isBlank() ? "" : ": " + answer.said();
        return attempt + " " + answer.how() + " " + code + said;
    }

    private static String message(JsonNode error) {
        return Redaction.of(error.path("message").asText(""));
    }

    private static Optional<String> policies(JsonNode error) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode more : error.path("additionalInfo")) {
            if ("PolicyViolation".equals(more.path("type").asText())) {
                policyName(more.path("info")).ifPresent(names::add);
            }
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", names));
    }

    private static Optional<String> policyName(JsonNode info) {
        return Stream.of("policyAssignmentDisplayName", "policyDefinitionDisplayName", "policyAssignmentName")
                .map(info::path)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .findFirst();
    }

    /** Entra's codes stand in the text only: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
    private Optional<CloudProblem> entra(Throwable failure, String attempt) {
        return Stream.iterate(failure, AzureErrors::isThere, Throwable::getCause)
                .limit(16)
                .map(Throwable::getMessage)
                .filter(AzureErrors::isText)
                .map(ENTRA::matcher)
                .filter(Matcher::find)
                .findFirst()
                .map(found -> entra(found, failure))
                .map(answer -> told(answer, attempt));
    }

    private static Answer entra(Matcher found, Throwable failure) {
        Optional<String> retryAfter = NetworkFailure.cause(failure, HttpResponseException.class)
                .flatMap(e -> header(e, HttpHeaderName.RETRY_AFTER));
        return new Answer(
                "was answered", 401, group(found, 1), Redaction.of(group(found, 2)), Optional.empty(), retryAfter);
    }

    private CloudProblem blob(BlobStorageException failure, String attempt) {
        String code = header(failure, BLOB_CODE)
                .or(() -> Optional.ofNullable(failure.getErrorCode()).map(Object::toString))
                .orElse("");
        Matcher said = BLOB_MESSAGE.matcher(String.valueOf(failure.getMessage()));
        String text = said.find() ? Redaction.of(group(said, 1)) : "";
        return told(
                new Answer(
                        "was answered " + failure.getStatusCode(),
                        failure.getStatusCode(),
                        code,
                        text,
                        Optional.empty(),
                        header(failure, HttpHeaderName.RETRY_AFTER)),
                attempt);
    }

    private Optional<CloudProblem> plain(HttpResponseException failure, String attempt) {
        return Optional.ofNullable(failure.getResponse())
                .map(HttpResponse::getStatusCode)
                .map(status -> told(
                        new Answer(
                                "was answered " + status,
                                status,
                                "",
                                Redaction.of(String.valueOf(failure.getMessage())),
                                Optional.empty(),
                                header(failure, HttpHeaderName.RETRY_AFTER)),
                        attempt));
    }

    private static CloudProblem unknown(Throwable failure, String attempt) {
        return new CloudProblem(
                Reason.OperationFailed,
                attempt + " failed: " + Redaction.of(String.valueOf(failure.getMessage())),
                "it is tried again by itself; read the operator's log if it lasts",
                true,
                Optional.empty());
    }

    private static Optional<String> header(HttpResponseException failure, HttpHeaderName name) {
        return Optional.ofNullable(failure.getResponse()).map(response -> response.getHeaderValue(name));
    }

    private static boolean isThere(@Nullable Throwable failure) {
        return failure != null;
    }

    private static boolean isText(@Nullable String text) {
        return text != null;
    }

    private static String group(Matcher matcher, int group) {
        String found = matcher.group(group);
        return found == null ? "" : found;
    }
}
