package dev.sealift.app;

import dev.sealift.cloud.Calls;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;

/**
 * A span for each request to a cloud: who was asked for what, and what came of it. It has no address, no name of a thing and no
 * credential.
 */
final class TracedCalls implements Calls {

    private final Tracer tracer;
    private final Calls calls;

    /** @param calls who else is told */
    TracedCalls(Tracer tracer, Calls calls) {
        this.tracer = tracer;
        this.calls = calls;
    }

    @Override
    public Call begin(String provider, String service, String operation) {
        Span span = tracer.spanBuilder("%s %s".formatted(service, operation))
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("cloud.provider", provider)
                .setAttribute("rpc.service", service)
                .setAttribute("rpc.method", operation)
                .startSpan();
        Call call = calls.begin(provider, service, operation);
        return answer -> {
            call.end(answer);
            end(span, answer);
        };
    }

    private static void end(Span span, Answer answer) {
        span.setAttribute("sealift.outcome", answer.outcome().name());
        answer.status().ifPresent(status -> span.setAttribute("http.response.status_code", status));
        if (answer.outcome() != Outcome.Done) {
            span.setStatus(StatusCode.ERROR, answer.outcome().name());
        }
        span.end();
    }
}
