package dev.sealift.worker.stream;

import dev.sealift.worker.azcopy.Selection;
import dev.sealift.worker.compare.Comparison;
import dev.sealift.worker.compare.Findings;
import dev.sealift.worker.compare.Judge;
import dev.sealift.worker.compare.Pair;
import dev.sealift.worker.compare.Verdict;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.Source;
import dev.sealift.worker.objects.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a selection takes, object by object while it is listed. What should arrive, the judge of every comparison says. */
final class Worklist {

    private final Source source;
    private final Target target;
    private final Judge judge;
    private final boolean hierarchicalNamespace;
    private final Path scratch;

    /** @param scratch where a listing that isn't sorted may be sorted */
    Worklist(Source source, Target target, Judge judge, boolean hierarchicalNamespace, Path scratch) {
        this.source = source;
        this.target = target;
        this.judge = judge;
        this.hierarchicalNamespace = hierarchicalNamespace;
        this.scratch = scratch;
    }

    /** Gives out each object; the consumer may be called from many threads, and makes the listing wait as long as it likes. */
    void each(Selection selection, Consumer<Wanted> consumer) throws InterruptedException {
        switch (selection) {
            case Selection.Everything all -> list(item -> true, consumer);
            case Selection.ChangedSince(Instant instant) -> list(changedSince(instant), consumer);
            case Selection.Absent absent -> compare(consumer);
            case Selection.Listed(Path list) -> read(list, consumer);
        }
    }

    /** By whole seconds, as S3's listings have them; rounded down, so nothing is lost. */
    private static Predicate<Item> changedSince(Instant instant) {
        Instant second = instant.truncatedTo(ChronoUnit.SECONDS);
        return item -> !item.lastModified().isBefore(second);
    }

    private void list(Predicate<Item> wanted, Consumer<Wanted> consumer) {
        source.list(item -> {
            if (wanted.test(item) && judge.judge(new Pair.SourceOnly(item)) instanceof Verdict.Missing) {
                consumer.accept(wanted(item));
            }
        });
    }

    private static Wanted wanted(Item item) {
        return new Wanted(item.key(), OptionalLong.of(item.size()));
    }

    private void compare(Consumer<Wanted> consumer) throws InterruptedException {
        new Comparison(source, target, judge, hierarchicalNamespace, scratch).into(() -> new Missing(consumer));
    }

    private record Missing(Consumer<Wanted> consumer) implements Findings {

        @Override
        public void listed(Pair pair, Verdict atFirst) {}

        @Override
        public void judged(Pair pair, Verdict verdict) {
            if (verdict instanceof Verdict.Missing) {
                consumer.accept(new Wanted(pair.key(), OptionalLong.empty()));
            }
        }
    }

    private static void read(Path list, Consumer<Wanted> consumer) {
        try (Stream<String> keys = Files.lines(list)) {
            keys.forEach(key -> consumer.accept(new Wanted(key, OptionalLong.empty())));
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the list of what to copy", e);
        }
    }
}
