package dev.sealift.engine;

import static dev.sealift.api.ConditionStatus.False;
import static dev.sealift.api.ConditionStatus.True;
import static dev.sealift.api.ConditionStatus.Unknown;

import dev.sealift.api.ConditionType;
import dev.sealift.api.Goal;
import dev.sealift.api.MigrationStatus.CutoverStatus;
import dev.sealift.api.Reason;
import dev.sealift.lifecycle.Crossing;
import dev.sealift.lifecycle.Decision;
import dev.sealift.lifecycle.Fact;
import dev.sealift.lifecycle.Gate;
import dev.sealift.lifecycle.JournalEntry;
import dev.sealift.lifecycle.Step;
import dev.sealift.lifecycle.Times;
import dev.sealift.lifecycle.Token;
import dev.sealift.lifecycle.Verdict;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a status says of the cutover: whether it is ready, awaited, under way, done or undone. */
record CutoverStanding(StatusFactory.Basis basis, Crossing crossing) {

    static CutoverStanding of(StatusFactory.Basis basis) {
        return new CutoverStanding(basis, basis.crossing());
    }

    /** What the status's part for the cutover says; null while there is nothing to say. */
    @Nullable CutoverStatus status() {
        CutoverStatus status = new CutoverStatus(
                isOffered() ? basis.outlook().token().map(Token::value).orElse(null) : null,
                isOffered() ? basis.outlook().readyAt().orElse(null) : null,
                isOffered() ? crossing.predictedDowntime().map(Times::text).orElse(null) : null,
                crossing.begunAt().orElse(null),
                crossing.completedAt().orElse(null),
                crossing.downtime().map(Times::text).orElse(null),
                rollbackUntil(),
                crossing.undoneAt().orElse(null));
        return status.equals(NOTHING) ? null : status;
    }

    private static final CutoverStatus NOTHING = new CutoverStatus(null, null, null, null, null, null, null, null);

    /** A cutover is offered as long as none is under way or done. */
    private boolean isOffered() {
        return !crossing.isBegun();
    }

    private @Nullable Instant rollbackUntil() {
        return crossing.completedAt()
                .map(completed -> completed.plus(
                        basis.migration().spec().cutover().rollbackWindow().getDuration()))
                .orElse(null);
    }

    void conditions(Conditions conditions) {
        ready(conditions);
        complete(conditions);
        rolledBack(conditions);
        rehearsed(conditions);
    }

    private void ready(Conditions conditions) {
        if (crossing.isBeingUndone()) {
            conditions.set(ConditionType.CutoverReady, False, Reason.RollingBack.name(), "the cutover is being undone");
        } else if (crossing.completedAt().isPresent()) {
            conditions.set(ConditionType.CutoverReady, True, Reason.CutOver.name(), "consumers use the target");
        } else if (crossing.isBegun()) {
            conditions.set(ConditionType.CutoverReady, True, Reason.CuttingOver.name(), "the cutover is under way");
        } else if (basis.verdict().ready()) {
            conditions.set(ConditionType.CutoverReady, True, approvalReason().name(), offer());
        } else {
            Verdict.Input first = basis.verdict().bad().getFirst();
            conditions.set(
                    ConditionType.CutoverReady,
                    False,
                    first.reason(),
                    Verdict.text(basis.verdict().bad()));
        }
    }

    private Reason approvalReason() {
        String approve = basis.migration().spec().cutover().approve();
        if (approve.equals(Gate.AUTOMATIC)) {
            return Reason.Automatic;
        }
        boolean approved = basis.outlook()
                .token()
                .filter(token -> token.value().equals(approve))
                .isPresent();
        return approved ? Reason.Approved : Reason.AwaitingApproval;
    }

    private String offer() {
        return "all inputs of the verdict are good; the cutover's token is "
                + basis.outlook().token().map(Token::value).orElse("")
                + crossing.predictedDowntime()
                        .map(downtime ->
                                ", and consumers would be without either side for about " + Times.text(downtime))
                        .orElse("");
    }

    private void complete(Conditions conditions) {
        Optional<Instant> completed = crossing.completedAt();
        if (completed.isPresent()) {
            conditions.set(
                    ConditionType.CutoverComplete,
                    True,
                    Reason.CutOver.name(),
                    "consumers use the target since %s; they were without either side for %s"
                            .formatted(
                                    completed.get(),
                                    crossing.downtime().map(Times::text).orElse("0s")));
        } else if (crossing.isUndone()) {
            conditions.set(ConditionType.CutoverComplete, False, Reason.RolledBack.name(), "the cutover was undone");
        } else {
            conditions.set(ConditionType.CutoverComplete, Unknown, Reason.Pending.name(), "consumers use the source");
        }
    }

    private void rolledBack(Conditions conditions) {
        if (crossing.isUndone()) {
            conditions.set(
                    ConditionType.RolledBack,
                    True,
                    Reason.RolledBack.name(),
                    "consumers use the source again since "
                            + crossing.undoneAt().orElseThrow());
        } else {
            conditions.set(ConditionType.RolledBack, Unknown, Reason.Pending.name(), "no cutover was undone");
        }
    }

    /** Only where somebody has asked for it. */
    private void rehearsed(Conditions conditions) {
        if (DrillRequest.isOpen(basis.migration(), basis.journal())) {
            conditions.set(
                    ConditionType.RollbackRehearsed,
                    Unknown,
                    Reason.Pending.name(),
                    "the drill begins when the cutover is ready or done, and what is under way has ended");
        } else {
            basis.journal()
                    .last(Step.Drill)
                    .filter(JournalEntry::hasSucceeded)
                    .ifPresent(drill -> rehearsed(conditions, drill));
        }
    }

    private static void rehearsed(Conditions conditions, JournalEntry drill) {
        boolean clear = "0".equals(drill.facts().get(Fact.OBSTACLES));
        conditions.set(
                ConditionType.RollbackRehearsed,
                clear ? True : False,
                (clear ? Reason.Completed : Reason.RollbackObstructed).name(),
                // As long as the journal will have it, so that the condition says the same next time.
                "drill of %s: %s".formatted(drill.endedAt(), Journals.kept(drill.message())));
    }

    /** Why a cutover that is wished for does not begin, though it is ready. */
    Optional<Gate.Closed> awaited() {
        boolean waits =
                basis.goal() == Goal.Cutover && isOffered() && basis.verdict().ready();
        return waits ? waitsFor() : Optional.empty();
    }

    private Optional<Gate.Closed> waitsFor() {
        return switch (basis.outlook().gate()) {
            case Gate.Closed closed -> Optional.of(closed);
            case Gate.Open _ -> basis.journal().open().map(CutoverStanding::queuedBehind);
        };
    }

    /** What is under way is never broken off: half a pass is worth nothing to the cutover. */
    private static Gate.Closed queuedBehind(JournalEntry open) {
        return new Gate.Closed(
                Reason.Queued.name(), "the cutover is approved, and begins when %s has ended".formatted(open.step()));
    }

    /** The phase, if it is the cutover's. */
    Optional<String> phase() {
        if (crossing.isBeingUndone()) {
            return Optional.of("RollingBack");
        }
        if (crossing.completedAt().isPresent()) {
            return Optional.of("CutOver");
        }
        if (crossing.isBegun()) {
            return Optional.of("CuttingOver");
        }
        boolean ready = awaited().isPresent() && !(basis.decision() instanceof Decision.Stall);
        return ready ? Optional.of("CutoverReady") : Optional.empty();
    }
}
