package dev.sealift.engine;

import dev.sealift.api.Goal;
import dev.sealift.api.Migration;
import dev.sealift.api.MigrationSpec;
import dev.sealift.api.MigrationStatus;
import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.api.MigrationStatus.ReportReference;
import dev.sealift.api.Sealift;
import dev.sealift.api.worker.WorkProgress;
import dev.sealift.lifecycle.Decider;
import dev.sealift.lifecycle.Decision;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.Fact;
import dev.sealift.lifecycle.Journal;
import dev.sealift.lifecycle.JournalEntry;
import dev.sealift.lifecycle.Observation;
import dev.sealift.lifecycle.Pace;
import dev.sealift.lifecycle.Snapshot;
import dev.sealift.lifecycle.Step;
import dev.sealift.lifecycle.Wish;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One reconcile of any kind: observe, decide, record the intent, act, write the status. Level-triggered: it asks what is, not what
 * has happened. It blocks for seconds at most and keeps nothing between reconciles.
 */
public final class Engine<M extends Migration> {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /** What a log line says of the step that it is about; whose it is, the framework says. */
    private static final String LOGGED_STEP = "step";

    /** Decisions that one reconcile carries out before it lets others have the thread. */
    private static final int ROUNDS = 8;

    /** At the latest then the verdict is reckoned anew: its inputs age while nothing happens. */
    private static final Duration LONGEST_REST = Duration.ofSeconds(30);

    private static final Duration AT_ONCE = Duration.ofMillis(200);

    private final Kind<M> kind;
    private final Map<Step, StepAction<M>> actions = new EnumMap<>(Step.class);
    private final Statuses statuses;
    private final ReportStore reports;
    private final Pacing pacing;
    private final Clock clock;

    /** An engine for the kind. */
    public Engine(Kind<M> kind, Statuses statuses, ReportStore reports, Pacing pacing, Clock clock) {
        this.kind = kind;
        kind.actions().forEach(action -> actions.put(action.step(), action));
        this.statuses = statuses;
        this.reports = reports;
        this.pacing = pacing;
        this.clock = clock;
    }

    Clock clock() {
        return clock;
    }

    /** What a reconcile comes to. */
    public sealed interface Turn {

        /** To be looked at again then. */
        record Again(Duration after) implements Turn {}

        /** The resource is being deleted and nothing of ours is left. */
        record Gone() implements Turn {}
    }

    /** What was seen at one moment. */
    private record Scene<M extends Migration>(
            M migration, Journal journal, Sight sight, Outlook outlook, Snapshot snapshot) {

        Instant now() {
            return snapshot.now();
        }

        Scene<M> as(M written, Journal recorded) {
            return new Scene<>(written, recorded, sight, outlook, snapshot);
        }

        Scene<M> saying(String message) {
            return new Scene<>(migration, journal, Sight.running(WorkProgress.none(message)), outlook, snapshot);
        }

        Operating<M> operating(JournalEntry entry) {
            return new Operating<>(migration, entry, journal, now());
        }
    }

    /** What a decision came to: the resource as it then is, and how long to rest; no rest means to go on at once. */
    private record Carried<M extends Migration>(M migration, Optional<Duration> rest) {}

    /** One reconcile. */
    public Turn reconcile(M resource) {
        M migration = resource;
        for (int round = 0; round < ROUNDS; round++) {
            Scene<M> scene = look(migration);
            Decision decision = Decider.decide(scene.snapshot());
            LOG.debug("decided {}", decision);
            if (decision instanceof Decision.Done && scene.snapshot().deleting()) {
                return new Turn.Gone();
            }
            Carried<M> carried = logged(scene, decision);
            if (carried.rest().isPresent()) {
                return new Turn.Again(shorter(carried.rest().get(), LONGEST_REST));
            }
            migration = carried.migration();
        }
        return new Turn.Again(AT_ONCE);
    }

    private Scene<M> look(M migration) {
        Journal journal = Journals.read(migration.status());
        Instant now = clock.instant();
        boolean asks = !isSuspended(migration) || migration.isMarkedForDeletion();
        Sight sight = journal.open()
                .filter(_ -> asks)
                .map(open -> observed(new Operating<>(migration, open, journal, now)))
                .orElseGet(() -> Sight.of(new Observation.NotAsked()));
        Outlook outlook = Outlook.of(kind, migration, journal, now);
        return new Scene<>(migration, journal, sight, outlook, snapshot(migration, journal, sight, outlook, now));
    }

    private Sight observed(Operating<M> operating) {
        Step step = operating.entry().step();
        try (var _ = MDC.putCloseable(LOGGED_STEP, step.name())) {
            return action(step).observe(operating);
        }
    }

    private Snapshot snapshot(M migration, Journal journal, Sight sight, Outlook outlook, Instant now) {
        return new Snapshot(
                migration.getMetadata().getUid(),
                migration.getMetadata().getGeneration(),
                wish(migration.spec().goal()),
                isSuspended(migration),
                migration.isMarkedForDeletion(),
                isRetryRequested(migration),
                DrillRequest.isOpen(migration, journal),
                kind.itinerary(),
                journal,
                outlook.verdict(),
                outlook.gate(),
                Outlook.terms(migration.spec()),
                sight.observation(),
                pace(migration.spec()),
                now);
    }

    private Carried<M> logged(Scene<M> scene, Decision decision) {
        String step = step(decision).map(Step::name).orElse("");
        try (var _ = MDC.putCloseable(LOGGED_STEP, step)) {
            return carryOut(scene, decision);
        }
    }

    private static Optional<Step> step(Decision decision) {
        return switch (decision) {
            case Decision.Begin begin -> Optional.of(begin.step());
            case Decision.Adopt(JournalEntry entry) -> Optional.of(entry.step());
            case Decision.Conclude(JournalEntry entry, var _) -> Optional.of(entry.step());
            case Decision.Cancel(JournalEntry entry, var _) -> Optional.of(entry.step());
            case Decision.Stall stall -> Optional.of(stall.step());
            case Decision.Wait _, Decision.Hold _, Decision.Done _ -> Optional.empty();
        };
    }

    private Carried<M> carryOut(Scene<M> scene, Decision decision) {
        return switch (decision) {
            case Decision.Begin begin -> begin(scene, begin);
            case Decision.Adopt(JournalEntry entry) -> goingOn(adopt(scene, decision, entry));
            case Decision.Conclude(JournalEntry entry, Ending ending) ->
                goingOn(conclude(scene, decision, entry, ending));
            case Decision.Cancel(JournalEntry entry, String why) -> goingOn(cancel(scene, decision, entry, why));
            case Decision.Wait(Duration atMost, var _) -> resting(scene, decision, atMost);
            case Decision.Hold _, Decision.Done _ -> resting(scene, decision, LONGEST_REST);
            case Decision.Stall stall ->
                resting(scene, decision, stall.recheckAfter().orElse(LONGEST_REST));
        };
    }

    private Carried<M> goingOn(M migration) {
        return new Carried<>(migration, Optional.empty());
    }

    private Carried<M> resting(Scene<M> scene, Decision decision, Duration rest) {
        return new Carried<>(write(scene, scene.journal(), decision, Left.NOTHING), Optional.of(rest));
    }

    /** The intent stands in the status before anything is done, so that whoever comes after a crash knows what to look for. */
    private Carried<M> begin(Scene<M> scene, Decision.Begin begin) {
        Journal intending = isRecorded(scene.journal(), begin)
                ? scene.journal()
                : scene.journal()
                        .intending(begin, scene.migration().getMetadata().getGeneration(), scene.now());
        M recorded = write(scene, intending, begin, Left.NOTHING);
        JournalEntry entry = intending.last(begin.step()).orElseThrow();
        Scene<M> after = scene.as(recorded, intending);
        return switch (action(begin.step()).begin(after.operating(entry))) {
            case Begun.Running _ -> goingOn(adopt(after, begin, entry));
            case Begun.Refused(Ending.Failure failure, var findings) ->
                goingOn(write(after, concluding(after, entry, failure), begin, new Left(findings, Optional.empty())));
            case Begun.Unknown(String message) -> unanswered(after, message);
        };
    }

    private static boolean isRecorded(Journal journal, Decision.Begin begin) {
        return journal.open().filter(open -> open.key().equals(begin.key())).isPresent();
    }

    /** It may run or not: its intent is recorded, and the next look finds it or begins it under the same key. */
    private Carried<M> unanswered(Scene<M> scene, String message) {
        Duration rest = scene.snapshot().pace().unreachable();
        Scene<M> told = scene.saying(message);
        return resting(told, new Decision.Wait(rest, Decision.Why.Unreachable), rest);
    }

    private M adopt(Scene<M> scene, Decision decision, JournalEntry entry) {
        String ref = action(entry.step()).ref(scene.operating(entry));
        return write(scene, scene.journal().with(entry.started(ref)), decision, Left.NOTHING);
    }

    private M conclude(Scene<M> scene, Decision decision, JournalEntry entry, Ending ending) {
        Optional<ReportReference> kept = scene.sight()
                .report()
                .filter(report -> !report.isEmpty() || entry.step() == Step.Validate)
                .map(report -> reports.keep(
                        scene.migration(), entry.step(), report, ending.facts().get(Fact.REPORT_DIGEST), scene.now()));
        Left left = new Left(scene.sight().findings(), kept);
        M written = write(scene, concluding(scene, entry, ending), decision, left);
        action(entry.step()).concluded(scene.operating(entry), ending);
        return written;
    }

    private M cancel(Scene<M> scene, Decision decision, JournalEntry entry, String why) {
        action(entry.step()).cancel(scene.operating(entry));
        return write(scene, scene.journal().with(entry.cancelled(scene.now(), why)), decision, Left.NOTHING);
    }

    private Journal concluding(Scene<M> scene, JournalEntry entry, Ending ending) {
        Duration maxLag = Outlook.limits(scene.migration().spec()).maxLag();
        return scene.journal().concluding(entry, ending, maxLag, scene.now());
    }

    /** What a step has left to be kept. */
    private record Left(Optional<List<Finding>> findings, Optional<ReportReference> report) {
        static final Left NOTHING = new Left(Optional.empty(), Optional.empty());
    }

    private M write(Scene<M> scene, Journal journal, Decision decision, Left left) {
        M migration = scene.migration();
        MigrationStatus status = StatusFactory.status(new StatusFactory.Basis(
                migration,
                journal,
                decision,
                outlook(scene, journal),
                scene.sight().progress(),
                scene.sight().unreached(),
                left.findings(),
                left.report(),
                handled(migration, decision),
                scene.now()));
        return statuses.write(migration, status);
    }

    /** As it was looked up, unless the journal has changed since: a kind's inputs are read from the API server. */
    private Outlook outlook(Scene<M> scene, Journal journal) {
        return journal.equals(scene.snapshot().journal())
                ? scene.outlook()
                : Outlook.of(kind, scene.migration(), journal, scene.now());
    }

    /** A request for another try counts as handled once a step is begun; till then it waits behind what runs. */
    private static @Nullable String handled(Migration migration, Decision decision) {
        MigrationStatus former = migration.status();
        return decision instanceof Decision.Begin
                ? request(migration)
                : former == null ? null : former.lastHandledRequest();
    }

    private static boolean isRetryRequested(Migration migration) {
        MigrationStatus status = migration.status();
        String request = request(migration);
        return request != null && status != null && !request.equals(status.lastHandledRequest());
    }

    private static @Nullable String request(Migration migration) {
        return annotation(migration, Sealift.REQUESTED_AT);
    }

    private static boolean isSuspended(Migration migration) {
        return migration.spec().suspend() || annotation(migration, Sealift.PAUSED) != null;
    }

    private static @Nullable String annotation(Migration migration, String name) {
        Map<String, String> annotations = migration.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(name);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private StepAction<M> action(Step step) {
        return Objects.requireNonNull(actions.get(step), () -> "no action for " + step);
    }

    private static Wish wish(Goal goal) {
        return switch (goal) {
            case Assess -> Wish.Assess;
            case Replicate -> Wish.Replicate;
            case Cutover -> Wish.Cutover;
            case Rollback -> Wish.Rollback;
        };
    }

    private Pace pace(MigrationSpec spec) {
        return pacing.pace(spec.interval(), spec.validation().interval().getDuration());
    }
}
