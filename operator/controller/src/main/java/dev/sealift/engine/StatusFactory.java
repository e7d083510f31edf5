package dev.sealift.engine;

import static dev.sealift.api.ConditionStatus.False;
import static dev.sealift.api.ConditionStatus.True;
import static dev.sealift.api.ConditionStatus.Unknown;

import dev.sealift.api.Condition;
import dev.sealift.api.ConditionStatus;
import dev.sealift.api.ConditionType;
import dev.sealift.api.Goal;
import dev.sealift.api.Migration;
import dev.sealift.api.MigrationStatus;
import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.api.MigrationStatus.Progress;
import dev.sealift.api.MigrationStatus.ReportReference;
import dev.sealift.api.MigrationStatus.VerdictInput;
import dev.sealift.api.Reason;
import dev.sealift.api.worker.WorkProgress;
import dev.sealift.lifecycle.Crossing;
import dev.sealift.lifecycle.Decision;
import dev.sealift.lifecycle.Fact;
import dev.sealift.lifecycle.Journal;
import dev.sealift.lifecycle.JournalEntry;
import dev.sealift.lifecycle.Lag;
import dev.sealift.lifecycle.Step;
import dev.sealift.lifecycle.Times;
import dev.sealift.lifecycle.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The only builder of a migration's status: pure, from the journal, the decision and the verdict. */
final class StatusFactory {

    private static final int MOST_FINDINGS = 12;
    private static final int LONGEST_FINDING = 220;

    private StatusFactory() {}

    /**
     * What a status is made from.
     *
     * @param seen what was seen of the operation under way, if one is
     * @param findings replaces what an earlier check found
     * @param report replaces the last report
     * @param handledRequest the annotation's value that was acted on
     */
    record Basis(
            Migration migration,
            Journal journal,
            Decision decision,
            Outlook outlook,
            Optional<WorkProgress> seen,
            Optional<String> unreached,
            Optional<List<Finding>> findings,
            Optional<ReportReference> report,
            @Nullable String handledRequest,
            Instant now) {

        MigrationStatus former() {
            MigrationStatus status = migration.status();
            return status == null ? MigrationStatus.EMPTY : status;
        }

        long generation() {
            return migration.getMetadata().getGeneration();
        }

        Goal goal() {
            return migration.spec().goal();
        }

        Verdict verdict() {
            return outlook.verdict();
        }

        Crossing crossing() {
            return new Crossing(journal);
        }

        /** Whether the goal is reached and held. */
        boolean ready() {
            return switch (goal()) {
                case Assess -> assessed();
                case Replicate -> verdict().ready() && !crossing().isBegun();
                case Cutover ->
                    crossing().completedAt().isPresent() && !crossing().isBeingUndone();
                case Rollback -> decision instanceof Decision.Done;
            };
        }

        private boolean assessed() {
            return journal.last(Step.Preflight)
                    .filter(entry -> entry.hasSucceeded() && entry.generation() == generation())
                    .isPresent();
        }
    }

    static MigrationStatus status(Basis basis) {
        List<Condition> conditions = conditions(basis);
        return new MigrationStatus(
                basis.generation(),
                phase(basis),
                conditions,
                progress(basis),
                verdict(basis),
                CutoverStanding.of(basis).status(),
                Journals.write(basis.journal()),
                basis.findings()
                        .map(StatusFactory::bounded)
                        .orElse(basis.former().findings()),
                reportRef(basis),
                basis.handledRequest());
    }

    private static List<Condition> conditions(Basis basis) {
        Conditions conditions = new Conditions(basis.former().conditions(), basis.generation(), basis.now());
        milestone(conditions, basis, ConditionType.PreflightPassed, Step.Preflight, "both sides were checked");
        milestone(
                conditions, basis, ConditionType.TargetPrepared, Step.PrepareTarget, "the target exists as it should");
        milestone(conditions, basis, ConditionType.FullCopyComplete, Step.FullCopy, "all was copied once");
        validated(conditions, basis);
        inSync(conditions, basis);
        CutoverStanding.of(basis).conditions(conditions);
        ready(conditions, basis);
        abnormal(conditions, basis);
        return conditions.all();
    }

    private static void milestone(Conditions conditions, Basis basis, ConditionType type, Step step, String whenDone) {
        Optional<JournalEntry> last = basis.journal().last(step);
        if (last.isEmpty()) {
            conditions.set(type, Unknown, Reason.Pending.name(), step + " has not begun");
            return;
        }
        JournalEntry entry = last.get();
        switch (entry.state()) {
            case Intended, Started -> conditions.set(type, Unknown, Reason.InProgress.name(), underWay(basis, entry));
            case Succeeded ->
                conditions.set(
                        type, True, Reason.Completed.name(), entry.message().isEmpty() ? whenDone : entry.message());
            case Failed -> conditions.set(type, False, entry.reason(), entry.message());
            case Cancelled -> conditions.set(type, False, "Cancelled", step + " was cancelled");
        }
    }

    private static String underWay(Basis basis, JournalEntry entry) {
        return basis.unreached()
                .or(() -> basis.seen().map(WorkProgress::message))
                .filter(message -> !message.isEmpty())
                .orElse("%s is under way (attempt %d)".formatted(entry.step(), entry.attempt()));
    }

    private static void validated(Conditions conditions, Basis basis) {
        Optional<Verdict.Input> differences = basis.verdict().input(Verdict.DIFFERENCES);
        Optional<Verdict.Input> age = basis.verdict().input("EvidenceAge");
        if (differences.isEmpty() || age.isEmpty()) {
            conditions.set(
                    ConditionType.Validated,
                    Unknown,
                    Reason.NotValidated.name(),
                    "the sides have not been compared yet");
            return;
        }
        Verdict.Input judged = differences.get().ok() ? age.get() : differences.get();
        String reason = judged.ok() ? Reason.Completed.name() : judged.reason();
        conditions.set(ConditionType.Validated, judged.ok() ? True : False, reason, comparedText(differences.get()));
    }

    private static String comparedText(Verdict.Input differences) {
        String worst = differences.message();
        return "differences: %s items%s".formatted(differences.value(), worst == null ? "" : "; " + worst);
    }

    private static void inSync(Conditions conditions, Basis basis) {
        Verdict.Input lag = basis.verdict().input(Verdict.REPLICATION_LAG).orElseThrow();
        ConditionStatus status = lag.observedAt() == null ? Unknown : lag.ok() ? True : False;
        String reason = lag.ok() ? Reason.Completed.name() : lag.reason();
        String more = lag.message();
        conditions.set(
                ConditionType.InSync,
                status,
                reason,
                "lag %s, limit %s%s".formatted(lag.value(), lag.limit(), more == null ? "" : "; " + more));
    }

    private static void ready(Conditions conditions, Basis basis) {
        if (basis.ready()) {
            conditions.set(ConditionType.Ready, True, readyReason(basis).name(), readyText(basis));
        } else if (basis.decision() instanceof Decision.Stall stall) {
            conditions.set(ConditionType.Ready, False, stall.reason(), stall.message());
        } else {
            CutoverStanding.of(basis)
                    .awaited()
                    .ifPresentOrElse(
                            awaited -> conditions.set(ConditionType.Ready, False, awaited.reason(), awaited.message()),
                            () -> conditions.set(ConditionType.Ready, False, Reason.InProgress.name(), nowText(basis)));
        }
    }

    private static Reason readyReason(Basis basis) {
        return switch (basis.goal()) {
            case Assess -> Reason.Assessed;
            case Replicate -> Reason.AllInputsGood;
            case Cutover -> Reason.CutOver;
            case Rollback -> Reason.RolledBack;
        };
    }

    private static String readyText(Basis basis) {
        return switch (basis.goal()) {
            case Assess -> "both sides were checked; set goal to Replicate to begin";
            case Replicate -> "the cutover is ready";
            case Cutover -> "consumers use the target";
            case Rollback -> "consumers use the source; nothing is copied any more";
        };
    }

    private static void abnormal(Conditions conditions, Basis basis) {
        boolean suspended = basis.decision() instanceof Decision.Hold;
        boolean stalled = basis.decision() instanceof Decision.Stall;
        if (basis.decision() instanceof Decision.Stall stall) {
            conditions.set(ConditionType.Stalled, True, stall.reason(), stall.message());
        }
        if (basis.decision() instanceof Decision.Hold hold) {
            conditions.set(ConditionType.Suspended, True, Reason.Suspended.name(), hold.message());
        }
        boolean reconciling = !basis.ready() && !stalled && !suspended;
        conditions.setIf(reconciling, ConditionType.Reconciling, reconcilingReason(basis), nowText(basis));
    }

    private static String reconcilingReason(Basis basis) {
        return switch (basis.decision()) {
            case Decision.Wait(var _, Decision.Why why) when why == Decision.Why.BackingOff -> Reason.Retrying.name();
            case Decision.Wait(var _, Decision.Why why)
            when why == Decision.Why.Unreachable -> Reason.Unreachable.name();
            case Decision decision -> Reason.InProgress.name();
        };
    }

    private static String nowText(Basis basis) {
        Optional<JournalEntry> open = basis.journal().open();
        if (open.isPresent()) {
            return "%s: %s".formatted(open.get().step(), underWay(basis, open.get()));
        }
        if (basis.decision() instanceof Decision.Wait(Duration left, Decision.Why why)
                && why == Decision.Why.BackingOff) {
            return "%s; the next attempt follows in about %s"
                    .formatted(lastFailure(basis.journal()), Times.coarse(left));
        }
        return basis.verdict().ready()
                ? "in sync"
                : Verdict.text(basis.verdict().bad());
    }

    private static String lastFailure(Journal journal) {
        return journal.inOrder().stream()
                .filter(entry -> entry.state() == JournalEntry.State.Failed)
                .map(entry -> "%s has failed %d times: %s".formatted(entry.step(), entry.failures(), entry.message()))
                .findFirst()
                .orElse("a step has failed");
    }

    private static String phase(Basis basis) {
        if (basis.migration().isMarkedForDeletion()) {
            return "Deleting";
        }
        return switch (basis.decision()) {
            case Decision.Hold _ -> "Suspended";
            case Decision.Stall stall -> stall.step() == Step.Preflight ? "PreflightFailed" : "Stalled";
            case Decision decision ->
                CutoverStanding.of(basis).phase().orElseGet(() -> basis.ready() ? readyPhase(basis) : working(basis));
        };
    }

    private static String readyPhase(Basis basis) {
        return switch (basis.goal()) {
            case Assess -> "Assessed";
            case Replicate, Cutover -> "CutoverReady";
            case Rollback -> "RolledBack";
        };
    }

    private static String working(Basis basis) {
        Journal journal = basis.journal();
        if (!journal.hasEverSucceeded(Step.FullCopy)) {
            return journal.last(Step.FullCopy).isPresent()
                    ? "Copying"
                    : journal.last(Step.PrepareTarget).isPresent() ? "PreparingTarget" : "Preflight";
        }
        boolean different = basis.verdict()
                .input(Verdict.DIFFERENCES)
                .filter(input -> "ValidationMismatch".equals(input.reason()) && !input.ok())
                .isPresent();
        boolean compared = journal.hasEverSucceeded(Step.Validate);
        return !compared ? "Validating" : different ? "Mismatch" : "Syncing";
    }

    private static @Nullable Progress progress(Basis basis) {
        Optional<Progress> copying = basis.journal()
                .open()
                .filter(open -> open.step() == Step.FullCopy)
                .flatMap(_ -> basis.seen())
                .map(seen -> copying(seen, basis));
        return copying.orElseGet(() -> resting(basis));
    }

    private static Progress copying(WorkProgress seen, Basis basis) {
        Integer percent = percent(seen);
        Instant eta = eta(seen, basis.now());
        String summary = percent == null ? "%d items".formatted(seen.itemsDone()) : percent + "%";
        return new Progress(
                summary,
                percent,
                seen.itemsDone(),
                seen.itemsTotal(),
                seen.itemsFailed(),
                seen.bytesDone(),
                seen.bytesTotal(),
                Math.round(seen.bytesPerSecond()),
                Math.round(seen.itemsPerSecond()),
                eta,
                null,
                null);
    }

    /** Rounded down, so that 100 means done; items count where there are no bytes. */
    private static @Nullable Integer percent(WorkProgress seen) {
        if (seen.bytesTotal() > 0) {
            return (int) Math.min(99, seen.bytesDone() * 100 / seen.bytesTotal());
        }
        return seen.itemsTotal() > 0 ? (int) Math.min(99, seen.itemsDone() * 100 / seen.itemsTotal()) : null;
    }

    private static @Nullable Instant eta(WorkProgress seen, Instant now) {
        long left = seen.bytesTotal() - seen.bytesDone();
        if (left <= 0 || seen.bytesPerSecond() < 1) {
            return null;
        }
        long seconds = Math.round(left / seen.bytesPerSecond());
        return now.plusSeconds(seconds - seconds % 10);
    }

    private static @Nullable Progress resting(Basis basis) {
        Progress former = basis.former().progress();
        if (!basis.journal().hasEverSucceeded(Step.FullCopy)) {
            return former;
        }
        long items = compared(basis).orElse(former == null ? 0 : former.itemsTotal());
        long bytes = former == null ? 0 : Math.max(former.bytesTotal(), former.bytesDone());
        Duration lag = Times.rounded(Lag.of(basis.journal(), basis.now()).orElse(Duration.ZERO));
        return new Progress(
                "100%", 100, items, items, 0, bytes, bytes, null, null, null, lag.toSeconds(), Times.text(lag));
    }

    private static Optional<Long> compared(Basis basis) {
        return basis.journal().last(Step.Validate).flatMap(entry -> entry.number(Fact.ITEMS));
    }

    private static List<VerdictInput> verdict(Basis basis) {
        return basis.verdict().inputs().stream()
                .map(input -> new VerdictInput(
                        input.name(),
                        input.value(),
                        input.limit(),
                        age(input.observedAt(), basis.now()),
                        basis.now().equals(input.observedAt()) ? null : input.observedAt(),
                        input.ok(),
                        input.message() == null ? null : Texts.cut(input.message(), 512),
                        input.digest()))
                .toList();
    }

    private static @Nullable String age(@Nullable Instant observedAt, Instant now) {
        return observedAt == null ? null : Times.minutes(Duration.between(observedAt, now));
    }

    /** The evidence is the last comparison's, whichever step the report in the ConfigMap was last kept for. */
    private static @Nullable ReportReference reportRef(Basis basis) {
        ReportReference last = basis.report().orElse(basis.former().reportRef());
        String evidence = basis.journal()
                .last(Step.Validate)
                .map(entry -> entry.facts().get(Fact.EVIDENCE))
                .orElse(null);
        return last == null ? null : new ReportReference(last.configMap(), last.digest(), last.madeAt(), evidence);
    }

    private static List<Finding> bounded(List<Finding> findings) {
        return findings.stream()
                .sorted(Comparator.comparing(Finding::severity))
                .limit(MOST_FINDINGS)
                .map(StatusFactory::shortened)
                .toList();
    }

    private static Finding shortened(Finding finding) {
        String item = finding.item();
        String remedy = finding.remedy();
        return new Finding(
                finding.severity(),
                finding.check(),
                item == null ? null : Texts.cut(item, LONGEST_FINDING),
                Texts.cut(finding.message(), LONGEST_FINDING),
                remedy == null ? null : Texts.cut(remedy, LONGEST_FINDING));
    }
}
