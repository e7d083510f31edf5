package dev.sealift.worker.survey;

import dev.sealift.api.worker.ReportLine;
import dev.sealift.api.worker.SurveyOrder;
import dev.sealift.api.worker.SurveyOrder.TargetState;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.worker.objects.BlobNaming;
import dev.sealift.worker.objects.Source;
import dev.sealift.worker.objects.Target;
import dev.sealift.worker.work.Finished;
import dev.sealift.worker.work.Outcomes;
import dev.sealift.worker.work.Progress;
import dev.sealift.worker.work.Report;
import dev.sealift.worker.work.Retries;
import dev.sealift.worker.work.Trouble;
import dev.sealift.worker.work.TroubleException;
import dev.sealift.worker.work.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at both sides at the same time and reports everything that stands in the way at once, so that a person fixes all of
 * it in one go. Changes nothing.
 */
public final class Survey implements Work {

    private final SurveyOrder order;
    private final Source source;
    private final Target target;
    private final Progress progress;
    private final Retries retries;
    /** Begun anew with each attempt at the source. */
    private volatile Census census;
    /** Likewise. */
    private volatile History history;

    public Survey(SurveyOrder order, Source source, Target target, Progress progress, Retries retries) {
        this.order = order;
        this.source = source;
        this.target = target;
        this.progress = progress;
        this.retries = retries;
        this.census = newCensus();
        this.history = newHistory();
    }

    @Override
    public Finished run() throws InterruptedException {
        progress.say("Listing " + source.name());
        List<Trouble> troubles = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<Trouble>> targetSide = threads.submit(this::askTarget);
            Future<Optional<Trouble>> versions = threads.submit(this::askVersions);
            Future<Optional<Trouble>> sourceSide = threads.submit(this::askSource);
            result(sourceSide).ifPresent(troubles::add);
            result(versions).ifPresent(troubles::add);
            result(targetSide).ifPresent(troubles::add);
        }
        census.tell();
        census.report().addAll(history.report());
        return troubles.isEmpty() ? clean() : troubled(troubles);
    }

    private Census newCensus() {
        boolean hierarchical = order.target().hierarchicalNamespace();
        BlobNaming naming = new BlobNaming(order.target().prefix(), hierarchical);
        return new Census(naming, hierarchical, new Report(order.reportLimit()), progress);
    }

    private History newHistory() {
        return new History(new Report(order.reportLimit()));
    }

    private Optional<Trouble> askSource() throws InterruptedException {
        return trouble(() -> {
            census = newCensus();
            source.list(census);
            readOne(census.readable());
        });
    }

    /** Objects that intelligent tiering has archived look readable in a listing, so a few may be tried. */
    private void readOne(List<String> keys) {
        for (String key : keys) {
            try {
                source.readFirstByte(key);
                if (order.tags()) {
                    source.tags(key);
                }
                return;
            } catch (TroubleException e) {
                if (!passes(e.trouble())) {
                    throw e;
                }
            }
        }
    }

    /** Another object may be readable where this one was archived, or has gone since the listing. */
    private static boolean passes(Trouble trouble) {
        return trouble.reason().equals("SourceArchived") || trouble.reason().equals("SourceNotFound");
    }

    /** An order that doesn't say is asked the most of. */
    private static TargetState there(@Nullable TargetState said) {
        return said == null ? TargetState.Container : said;
    }

    private Optional<Trouble> askTarget() throws InterruptedException {
        return switch (there(order.there())) {
            case Container -> trouble(target::isEmpty);
            case Account -> trouble(target::reach);
            case Nothing -> Optional.empty();
        };
    }

    private Optional<Trouble> askVersions() throws InterruptedException {
        return order.versions()
                ? trouble(() -> {
                    history = newHistory();
                    source.listOld(history);
                    history.end();
                })
                : Optional.empty();
    }

    /** A pod's first names may not resolve and its first connections fail, for a few seconds, and that stands in nobody's way. */
    private Optional<Trouble> trouble(Runnable question) throws InterruptedException {
        try {
            return retries.send(() -> {
                question.run();
                return Optional.empty();
            });
        } catch (TroubleException e) {
            return Optional.of(e.trouble());
        }
    }

    private static Optional<Trouble> result(Future<Optional<Trouble>> side) throws InterruptedException {
        try {
            return side.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Finished clean() {
        String message = census.items() + " objects, " + census.bytes() + " bytes; " + census.unsupported()
                + " can't be held by the target, " + census.colliding() + " collide, " + census.archived()
                + " are archived, " + census.markers() + " are empty directory markers";
        progress.say(message);
        return Outcomes.done("Surveyed", message, facts(), census.report());
    }

    private Finished troubled(List<Trouble> troubles) {
        troubles.forEach(t -> census.report().add(ReportLine.Kind.Failed, t.reason(), t.message()));
        String message = troubles.stream().map(Trouble::message).collect(Collectors.joining(" Also: "));
        boolean retryable = troubles.stream().allMatch(Trouble::retryable);
        progress.say(message);
        return Outcomes.failed(new Trouble(troubles.getFirst().reason(), message, retryable), facts(), census.report());
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>();
        facts.put(Fact.SOURCE_ITEMS, Long.toString(census.items()));
        facts.put(Fact.SOURCE_BYTES, Long.toString(census.bytes()));
        facts.put(Fact.ARCHIVED_ITEMS, Long.toString(census.archived()));
        facts.put(Fact.ARCHIVED_BYTES, Long.toString(census.archivedBytes()));
        facts.put(Fact.DEEP_ARCHIVED_ITEMS, Long.toString(census.deepArchived()));
        facts.put(Fact.UNSUPPORTED_ITEMS, Long.toString(census.unsupported()));
        facts.put(Fact.DIRECTORY_MARKERS, Long.toString(census.markers()));
        facts.put(Fact.COLLIDING_ITEMS, Long.toString(census.colliding()));
        if (order.versions()) {
            facts.put(Fact.OLD_VERSIONS, Long.toString(history.versions()));
            facts.put(Fact.OLD_VERSION_BYTES, Long.toString(history.bytes()));
            facts.put(Fact.DELETE_MARKERS, Long.toString(history.markers()));
        }
        expiry().ifPresent(expire -> facts.put(Fact.SOURCE_CREDENTIALS_EXPIRE, expire));
        return facts;
    }

    private Optional<String> expiry() {
        try {
            return source.credentialsExpire().map(Object::toString);
        } catch (TroubleException e) {
            return Optional.empty();
        }
    }
}
