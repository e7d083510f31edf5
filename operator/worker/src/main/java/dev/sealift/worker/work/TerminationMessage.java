package dev.sealift.worker.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sealift.api.worker.ReportLine;
import dev.sealift.api.worker.WorkOutcome;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Cuts an outcome until its JSON fits a pod's termination message. What is lost first matters least: whole lines from the
 * mild end, then the message's tail; the facts go last, and only if they alone were too much.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/">Kubernetes: the
 *     termination message is at most 4096 bytes</a>
 */
public final class TerminationMessage {

    public static final int LIMIT = 4096;

    private static final int MOST_LINES = 20;
    private static final int LINE_ITEM = 300;
    private static final int LINE_DETAIL = 300;
    private static final int SHORTEST_MESSAGE = 200;

    private TerminationMessage() {}

    public static WorkOutcome fit(WorkOutcome outcome) {
        WorkOutcome fitted = with(outcome, outcome.message(), outcome.facts(), shortened(outcome.worst()));
        while (size(fitted) > LIMIT && !fitted.worst().isEmpty()) {
            List<ReportLine> fewer = fitted.worst().subList(0, fitted.worst().size() - 1);
            fitted = with(fitted, fitted.message(), fitted.facts(), fewer);
        }
        while (size(fitted) > LIMIT && fitted.message().length() > SHORTEST_MESSAGE) {
            String shorter = Report.cut(
                    fitted.message(),
                    Math.max(SHORTEST_MESSAGE, fitted.message().length() * 3 / 4));
            fitted = with(fitted, shorter, fitted.facts(), List.of());
        }
        return size(fitted) > LIMIT ? bare(fitted) : fitted;
    }

    private static WorkOutcome bare(WorkOutcome outcome) {
        return new WorkOutcome(
                outcome.succeeded(),
                Report.cut(outcome.reason(), 64),
                outcome.message(),
                outcome.retryable(),
                Map.of(),
                List.of(),
                outcome.reportDigest() == null ? null : Report.cut(outcome.reportDigest(), 100));
    }

    private static List<ReportLine> shortened(List<ReportLine> lines) {
        return lines.stream()
                .limit(MOST_LINES)
                .map(line -> new ReportLine(
                        line.kind(), Report.cut(line.item(), LINE_ITEM), Report.cut(line.detail(), LINE_DETAIL)))
                .toList();
    }

    private static WorkOutcome with(
            WorkOutcome outcome, String message, Map<String, String> facts, List<ReportLine> worst) {
        return new WorkOutcome(
                outcome.succeeded(),
                outcome.reason(),
                message,
                outcome.retryable(),
                facts,
                worst,
                outcome.reportDigest());
    }

    private static int size(WorkOutcome outcome) {
        return json(outcome).getBytes(StandardCharsets.UTF_8).length;
    }

    public static String json(WorkOutcome outcome) {
        try {
            return Json.MAPPER.writeValueAsString(outcome);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
