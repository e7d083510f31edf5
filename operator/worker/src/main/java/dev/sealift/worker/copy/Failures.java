package dev.sealift.worker.copy;

import dev.sealift.api.worker.ReportLine;
import dev.sealift.worker.copy.Engine.Failed;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.Seen;
import dev.sealift.worker.objects.Source;
import dev.sealift.worker.work.Report;
import dev.sealift.worker.work.TroubleException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sorts what failed. What has been archived, and couldn't be told from others by a listing, is left out like all archived objects. In a bucket that is written to, some always fail because their object changed or went while it was
 * read; those belong to the next pass and are no failure of this one. So each is looked at again.
 */
final class Failures {

    /** Two clouds' clocks and S3's whole seconds. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    private static final int MOST_LOOKED_AT = 2000;

    private final Source source;
    private final Instant begun;
    private final Restores restores;
    private final Report report;

    private long pending;
    private long gone;
    private long archived;
    private @Nullable String worst;

    Failures(Source source, Instant begun, Restores restores, Report report) {
        this.source = source;
        this.begun = begun;
        this.restores = restores;
        this.report = report;
    }

    void examine(List<Failed> failed) {
        for (int i = 0; i < failed.size(); i++) {
            examine(failed.get(i).key(), failed.get(i).cause(), i < MOST_LOOKED_AT);
        }
    }

    private void examine(String key, String cause, boolean look) {
        Fate fate = look ? fate(key) : new Fate.Failed();
        switch (fate) {
            case Fate.Gone() -> gone++;
            case Fate.Archived(Item item) -> {
                archived++;
                restores.wanted(item, readable -> {});
                report.add(
                        ReportLine.Kind.Archived,
                        key,
                        "in an archived tier; it is copied once it is restored at the source");
            }
            case Fate.Changed() -> {
                pending++;
                report.add(ReportLine.Kind.Pending, key, "it changed while it was copied; the next pass copies it");
            }
            case Fate.Failed() -> {
                worst = worst == null ? key + ": " + cause : worst;
                report.add(ReportLine.Kind.Failed, key, cause);
            }
        }
    }

    private sealed interface Fate {

        record Gone() implements Fate {}

        record Archived(Item item) implements Fate {}

        record Changed() implements Fate {}

        record Failed() implements Fate {}
    }

    private Fate fate(String key) {
        try {
            Optional<Seen> seen = source.look(key);
            return seen.map(now -> fate(key, now)).orElseGet(Fate.Gone::new);
        } catch (TroubleException e) {
            return new Fate.Failed();
        }
    }

    private Fate fate(String key, Seen now) {
        if (now.archived()) {
            return new Fate.Archived(now.item(key));
        }
        return now.lastModified().isBefore(begun.minus(SKEW)) ? new Fate.Failed() : new Fate.Changed();
    }

    /** How many turned out to be no failure of this pass. */
    long overtaken() {
        return pending + gone + archived;
    }

    long pending() {
        return pending;
    }

    Optional<String> worst() {
        return Optional.ofNullable(worst);
    }
}
