package dev.sealift.worker.copy;

import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.worker.copy.Engine.Moved;
import dev.sealift.worker.work.Progress;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the runs of one copy have come to.
 *
 * @param total of the items that were taken up
 * @param bytesTotal 0 while unknown
 */
record Totals(long transferred, long skipped, long failed, long pending, long total, long bytes, long bytesTotal) {

    static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0);

    /** With what one more run has moved, at its end or underway. */
    Totals with(Moved run) {
        return new Totals(
                transferred + run.completed(),
                skipped + run.skipped(),
                failed + run.failed(),
                pending,
                total + run.total(),
                bytes + run.bytes(),
                bytesTotal + run.bytesTotal());
    }

    /** Before a run: what it needn't take up. That includes what a former run of this copy has brought. */
    Totals alreadyThere(long equal) {
        long before = Math.max(0, equal - transferred);
        return new Totals(transferred, before, failed, pending, transferred + before, bytes, bytes);
    }

    /** After a second look at the failed ones. */
    Totals failed(long reallyFailed, long leftToNextPass) {
        return new Totals(transferred, skipped, reallyFailed, leftToNextPass, total, bytes, bytesTotal);
    }

    Progress.Counts counts() {
        return new Progress.Counts(transferred + skipped, total, bytes, bytesTotal, failed);
    }

    Map<String, String> facts() {
        return new TreeMap<>(Map.of(
                Fact.TRANSFERRED_ITEMS, Long.toString(transferred),
                Fact.TRANSFERRED_BYTES, Long.toString(bytes),
                Fact.SKIPPED_ITEMS, Long.toString(skipped),
                Fact.FAILED_ITEMS, Long.toString(failed),
                Fact.PENDING_ITEMS, Long.toString(pending)));
    }
}
