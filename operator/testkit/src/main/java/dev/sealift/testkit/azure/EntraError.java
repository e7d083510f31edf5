package dev.sealift.testkit.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealift.testkit.json.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/**
 * Refusals in Entra's form. See
 * <a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">AADSTS error codes</a>.
 */
final class EntraError {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private EntraError() {}

    static Refusal of(int status, String error, int code, String message, Instant now) {
        return new Refusal(answer(status, error, code, message, now));
    }

    static Answer.Whole answer(int status, String error, int code, String message, Instant now) {
        String trace = UUID.randomUUID().toString();
        String correlation = UUID.randomUUID().toString();
        String stamp = STAMP.format(now);
        ObjectNode body = Json.object()
                .put("error", error)
                .put(
                        "error_description",
                        "AADSTS%d: %s Trace ID: %s Correlation ID: %s Timestamp: %s"
                                .formatted(code, message, trace, correlation, stamp));
        body.putArray("error_codes").add(code);
        body.put("timestamp", stamp)
                .put("trace_id", trace)
                .put("correlation_id", correlation)
                .put("error_uri", "https://login.microsoftonline.com/error?code=" + code);
        return Answer.json(status, body);
    }
}
