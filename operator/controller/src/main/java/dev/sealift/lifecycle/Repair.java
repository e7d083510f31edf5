package dev.sealift.lifecycle;

import java.time.Instant;

/**
 * What a comparison missed at the target is copied by the next pass, and at once rather than after the interval: what came late with
 * an old time, or was lost. One pass follows one comparison, so what no pass mends costs no more than a pass for each comparison.
 */
public final class Repair {

    private Repair() {}

    /** Whether the last comparison missed something and no pass was begun since. */
    public static boolean isDue(Journal journal) {
        return journal.last(Step.Validate)
                .filter(compared -> compared.number(Fact.MISSING).orElse(0L) > 0)
                .flatMap(compared -> compared.instant(Fact.ENDED_AT))
                .filter(ended -> !passBegunSince(journal, ended))
                .isPresent();
    }

    /** A pass that is open is the one that asks. One that failed is tried again as one that repairs. */
    private static boolean passBegunSince(Journal journal, Instant ended) {
        return journal.last(Step.IncrementalSync)
                .flatMap(pass -> pass.instant(Fact.BEGUN_AT))
                .filter(begun -> !begun.isBefore(ended))
                .isPresent();
    }
}
