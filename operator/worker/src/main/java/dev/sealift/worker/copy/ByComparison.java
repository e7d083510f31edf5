package dev.sealift.worker.copy;

import dev.sealift.worker.compare.Findings;
import dev.sealift.worker.compare.Judge;
import dev.sealift.worker.compare.Pair;
import dev.sealift.worker.compare.Verdict;
import dev.sealift.worker.compare.Verdict.Archived;
import dev.sealift.worker.compare.Verdict.Different;
import dev.sealift.worker.compare.Verdict.Equal;
import dev.sealift.worker.compare.Verdict.Missing;
import dev.sealift.worker.objects.Item;

/**
 * Finds what to copy by the same comparison that verifies, so that a pass copies what verification would complain of.
 *
 * @param all whether a blob that is newer than its object, and yet another, is copied over: in a first copy, which had the target to
 *     itself. Later it may be somebody's work, or damage, and it is a person who must look
 * @param listing what the source is found to hold
 * @param restores takes what is archived and not at the target as it is at the source
 * @param account what of the target is found to be the migration's own work
 */
record ByComparison(Delta delta, SourceIndex.Listing listing, Account account, Restores restores, boolean all)
        implements Findings, AutoCloseable {

    @Override
    public void listed(Pair pair, Verdict first) {
        account.compared(pair, first);
        switch (pair) {
            case Pair.SourceOnly(Item source) -> listed(source, first);
            case Pair.Both(Item source, Item target) -> listed(source, first);
            case Pair.TargetOnly only -> {}
        }
    }

    /** What is at the target or will be when this pass ends. */
    private void listed(Item source, Verdict first) {
        boolean comes = first instanceof Missing || (first instanceof Different && !source.archived());
        if (comes || first instanceof Equal) {
            listing.add(source);
        }
    }

    @Override
    public void judged(Pair pair, Verdict verdict) {
        account.judged(pair, verdict);
        switch (pair) {
            case Pair.SourceOnly(Item source) when verdict instanceof Missing -> delta.missing(source);
            case Pair.SourceOnly(Item source)
            when verdict instanceof Archived -> restores.wanted(source, delta::missing);
            case Pair.SourceOnly only -> {}
            case Pair.Both(Item source, Item target) -> judged(source, target, verdict);
            case Pair.TargetOnly only -> {}
        }
    }

    private void judged(Item source, Item target, Verdict verdict) {
        switch (verdict) {
            case Missing() -> delta.missing(source);
            case Different different when source.archived() -> restores.wanted(source, delta::stale);
            case Different different when all || Judge.mayBeNewer(source, target) -> delta.stale(source);
            case Different different -> {}
            case Equal same -> delta.equal();
            case Verdict.Extra extra -> {}
            case Verdict.Gone gone -> {}
            case Verdict.Pending pending -> {}
            case Verdict.Archived archived -> {}
            case Verdict.Unsupported unsupported -> {}
            case Verdict.Marker marker -> {}
        }
    }

    @Override
    public void close() {
        listing.close();
        account.close();
    }
}
