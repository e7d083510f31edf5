package dev.sealift.kinds.bucket;

import dev.sealift.api.bucket.BucketDeletes;
import dev.sealift.api.bucket.BucketTransfer;
import dev.sealift.api.worker.CopyOrder.Deletes;
import dev.sealift.api.worker.CopyOrder.Deletes.Mode;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.lifecycle.Crossing;
import dev.sealift.lifecycle.Journal;
import dev.sealift.lifecycle.JournalEntry;
import dev.sealift.lifecycle.Step;
import dev.sealift.lifecycle.Verdict;
import java.util.Optional;

/** When what has gone at the source goes at the target. Pure. */
final class Deleting {

    private Deleting() {}

    /** What a pass does. The full copy has nothing to delete yet. */
    static Deletes by(BucketTransfer transfer, Step step, Journal journal) {
        Mode mode = step == Step.FullCopy ? Mode.Keep : mode(transfer.deletes(), journal);
        return new Deletes(mode, transfer.deleteLimit());
    }

    private static Mode mode(BucketDeletes wish, Journal journal) {
        return switch (wish) {
            case Keep -> Mode.Keep;
            case AtCutover -> isLast(journal) ? Mode.Delete : Mode.Track;
            case Always -> Mode.Delete;
        };
    }

    /** Whether the source is fenced, so that nobody can take a deletion back. */
    static boolean isLast(Journal journal) {
        Crossing crossing = new Crossing(journal);
        return crossing.isBegun()
                && !crossing.isBeingUndone()
                && crossing.fencedAt().isPresent()
                && crossing.completedAt().isEmpty();
    }

    /** That the cutover won't stop at the limit, told while there is time to look at it. */
    static Optional<Verdict.Input> input(BucketTransfer transfer, Journal journal) {
        return transfer.deletes() == BucketDeletes.AtCutover
                ? journal.last(Step.IncrementalSync)
                        .filter(pass -> pass.facts().containsKey(Fact.GONE_ITEMS))
                        .map(pass -> input(transfer, pass))
                : Optional.empty();
    }

    private static Verdict.Input input(BucketTransfer transfer, JournalEntry pass) {
        long gone = pass.number(Fact.GONE_ITEMS).orElse(0L);
        long copied = pass.number(Fact.OWN_ITEMS).orElse(0L);
        long most = new Deletes(Mode.Delete, transfer.deleteLimit()).most(copied);
        boolean ok = gone <= most;
        return new Verdict.Input(
                "Deletions",
                "%d of %d".formatted(gone, copied),
                "%d (%d %%)".formatted(most, transfer.deleteLimit()),
                pass.instant(dev.sealift.lifecycle.Fact.BEGUN_AT).orElse(null),
                ok,
                "DeleteLimitExceeded",
                ok
                        ? null
                        : "so many have gone at the source, and the cutover would delete them; if that is meant, raise transfer.deleteLimit",
                null);
    }
}
