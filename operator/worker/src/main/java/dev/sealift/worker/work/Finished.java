package dev.sealift.worker.work;

import dev.sealift.api.worker.WorkOutcome;

/**
 * How work ended, and the lines behind it.
 *
 * @param report one JSON line an item, as it is served
 */
public record Finished(WorkOutcome outcome, String report) {

    /** Whether the outcome says all that the report does, so that nobody needs to come for it. */
    public boolean tellsAll() {
        return report.equals(Report.text(outcome.worst()));
    }
}
