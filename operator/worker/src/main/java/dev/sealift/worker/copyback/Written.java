package dev.sealift.worker.copyback;

import dev.sealift.api.worker.ReportLine;
import dev.sealift.worker.compare.Findings;
import dev.sealift.worker.compare.Pair;
import dev.sealift.worker.compare.Verdict;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.work.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What was written to the target since a moment, and is not at the source as well. Without a digest on both sides nobody can tell
 * whether it is, so it counts as written.
 */
final class Written implements Findings {

    private final Instant since;
    private final Report report;
    private final List<Item> items = new ArrayList<>();
    private long conflicts;

    Written(Instant since, Report report) {
        this.since = since;
        this.report = report;
    }

    @Override
    public void listed(Pair pair, Verdict first) {
        switch (pair) {
            case Pair.TargetOnly(Item target) when isNew(target) -> items.add(target);
            case Pair.Both(Item source, Item target)
            when isNew(target) && !isSame(source, target) -> written(source, target);
            case Pair.TargetOnly _, Pair.SourceOnly _, Pair.Both _ -> {}
        }
    }

    private void written(Item source, Item target) {
        if (!isNew(source)) {
            items.add(target);
            return;
        }
        conflicts++;
        report.add(
                ReportLine.Kind.Different,
                target.key(),
                "written at both sides since the cutover, at the source %s and at the target %s; the source's is kept there"
                        .formatted(source.lastModified(), target.lastModified()));
    }

    private boolean isNew(Item item) {
        return !item.lastModified().isBefore(since);
    }

    private static boolean isSame(Item source, Item target) {
        return source.size() == target.size() && source.md5() != null && Objects.equals(source.md5(), target.md5());
    }

    /** Both sides' listings have said all that is needed. */
    @Override
    public void judged(Pair pair, Verdict verdict) {}

    List<Item> items() {
        return items;
    }

    long conflicts() {
        return conflicts;
    }
}
