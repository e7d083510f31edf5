package dev.sealift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealift.cloud.Calls;
import dev.sealift.cloud.Calls.Answer;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TracesTest {

    private final Exported exported = new Exported();
    private final Tracer tracer = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exported))
            .build()
            .get("test");
    private final Metrics reconciles = new TracedReconciles(tracer, Metrics.NOOP);
    private final Calls calls = new TracedCalls(tracer, Calls.UNTOLD);

    @Test
    void a_reconcile_is_a_span_and_its_calls_to_clouds_are_children() throws Exception {
        reconciles.timeControllerExecution(new Execution(() ->
                calls.begin("azure", "ResourceManager", "GET subscriptions").end(Answer.of(200))));

        SpanData call = exported.spans.getFirst();
        SpanData reconcile = exported.spans.getLast();
        assertThat(reconcile.getName()).isEqualTo("reconcile BucketMigration");
        assertThat(attributes(reconcile))
                .isEqualTo(Map.of(
                        "sealift.kind", "BucketMigration", "sealift.name", "orders", "k8s.namespace.name", "shop"));
        assertThat(call.getParentSpanId()).isEqualTo(reconcile.getSpanId());
        assertThat(call.getName()).isEqualTo("ResourceManager GET subscriptions");
        assertThat(call.getKind()).isEqualTo(SpanKind.CLIENT);
    }

    /** All that a span of a call holds is here: no address, no name of a thing, no credential. */
    @Test
    void a_call_tells_who_was_asked_for_what_and_what_came_of_it() {
        calls.begin("aws", "S3", "HeadBucket").end(Answer.of(403));

        SpanData call = exported.spans.getFirst();
        assertThat(attributes(call))
                .isEqualTo(Map.of(
                        "cloud.provider", "aws",
                        "rpc.service", "S3",
                        "rpc.method", "HeadBucket",
                        "sealift.outcome", "Refused",
                        "http.response.status_code", "403"));
        assertThat(call.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void a_call_without_an_answer_has_no_status() {
        calls.begin("aws", "S3", "HeadBucket").end(Answer.NONE);

        assertThat(attributes(exported.spans.getFirst()))
                .containsEntry("sealift.outcome", "Unanswered")
                .doesNotContainKey("http.response.status_code");
    }

    @Test
    void a_reconcile_that_throws_is_an_error_that_quotes_nothing() {
        Execution failing = new Execution(() -> {
            throw new IllegalStateException("the key AKIA is bad");
        });

        assertThatThrownBy(() -> reconciles.timeControllerExecution(failing)).isInstanceOf(IllegalStateException.class);

        assertThat(exported.spans.getFirst().getStatus().getDescription()).isEqualTo("IllegalStateException");
        assertThat(exported.spans.getFirst().getEvents()).isEmpty();
    }

    private static Map<String, String> attributes(SpanData span) {
        return span.getAttributes().asMap().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().getKey(),
                        entry -> entry.getValue().toString()));
    }

    private static final class Exported implements SpanExporter {
        private final List<SpanData> spans = new CopyOnWriteArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> ended) {
            spans.addAll(ended);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
