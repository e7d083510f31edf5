package dev.sealift.worker.work;

import dev.sealift.api.worker.WorkOutcome;
import java.util.Map;

/** Makes {@link Finished} from what a command knows, so that report, digest and outcome always belong together. */
public final class Outcomes {

    private static final int MOST_WORST = 20;

    private Outcomes() {}

    public static Finished done(String reason, String message, Map<String, String> facts, Report report) {
        return finished(true, reason, message, false, facts, report);
    }

    public static Finished failed(Trouble trouble, Map<String, String> facts, Report report) {
        return finished(false, trouble.reason(), trouble.message(), trouble.retryable(), facts, report);
    }

    public static Finished failed(Trouble trouble) {
        return failed(trouble, Map.of(), new Report(0));
    }

    private static Finished finished(
            boolean succeeded,
            String reason,
            String message,
            boolean retryable,
            Map<String, String> facts,
            Report report) {
        String text = report.text();
        WorkOutcome outcome = new WorkOutcome(
                succeeded, reason, message, retryable, facts, report.worst(MOST_WORST), Report.digest(text));
        return new Finished(TerminationMessage.fit(outcome), text);
    }
}
