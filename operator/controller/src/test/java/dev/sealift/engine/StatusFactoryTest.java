package dev.sealift.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.sealift.api.ConditionType;
import dev.sealift.api.Cutover;
import dev.sealift.api.Goal;
import dev.sealift.api.LocalReference;
import dev.sealift.api.MigrationStatus;
import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.api.bucket.BucketMigrationSpec;
import dev.sealift.api.bucket.BucketSource;
import dev.sealift.api.bucket.BucketTarget;
import dev.sealift.lifecycle.Decision;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.Fact;
import dev.sealift.lifecycle.Gate;
import dev.sealift.lifecycle.Journal;
import dev.sealift.lifecycle.OperationKey;
import dev.sealift.lifecycle.Step;
import dev.sealift.lifecycle.Token;
import dev.sealift.lifecycle.Verdict;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person reads while a migration stands somewhere on its way: the phase, and why it isn't where it was wished to be. */
class StatusFactoryTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String UID = "0b5c6f6e-1d2c-4f6a-9d55-2f3f7f1b8a11";
    private static final Gate OPEN = new Gate.Open();
    private static final Gate CLOSED = new Gate.Closed("OutsideWindow", "the window opens on Sunday");
    private static final Decision WAIT = new Decision.Wait(Duration.ofSeconds(5), Decision.Why.OperationRunning);

    static Stream<Arguments> standings() {
        Journal copied = done(done(done(Journal.empty(), Step.Preflight), Step.PrepareTarget), Step.FullCopy);
        Journal compared = done(copied, Step.Validate);
        Journal passing = begun(compared, Step.IncrementalSync);
        return Stream.of(
                argumentSet("nothing is done", Goal.Replicate, Journal.empty(), bad(), WAIT, "Preflight", "InProgress"),
                argumentSet(
                        "the target is made",
                        Goal.Replicate,
                        begun(done(Journal.empty(), Step.Preflight), Step.PrepareTarget),
                        bad(),
                        WAIT,
                        "PreparingTarget",
                        "InProgress"),
                argumentSet(
                        "it copies",
                        Goal.Replicate,
                        begun(done(Journal.empty(), Step.Preflight), Step.FullCopy),
                        bad(),
                        WAIT,
                        "Copying",
                        "InProgress"),
                argumentSet("never compared", Goal.Replicate, copied, bad(), WAIT, "Validating", "InProgress"),
                argumentSet("it lags", Goal.Replicate, passing, bad(), WAIT, "Syncing", "InProgress"),
                argumentSet("it differs", Goal.Replicate, passing, different(), WAIT, "Mismatch", "InProgress"),
                argumentSet("ready", Goal.Replicate, passing, good(OPEN), WAIT, "CutoverReady", "AllInputsGood"),
                argumentSet(
                        "held", Goal.Replicate, passing, bad(), new Decision.Hold("paused"), "Suspended", "InProgress"),
                argumentSet(
                        "wished, and closed",
                        Goal.Cutover,
                        passing,
                        good(CLOSED),
                        WAIT,
                        "CutoverReady",
                        "OutsideWindow"),
                argumentSet(
                        "wished and approved, while a pass is under way",
                        Goal.Cutover,
                        passing,
                        good(OPEN),
                        WAIT,
                        "CutoverReady",
                        "Queued"),
                argumentSet("wished, not ready", Goal.Cutover, passing, bad(), WAIT, "Syncing", "InProgress"),
                argumentSet(
                        "fenced",
                        Goal.Cutover,
                        begun(compared, Step.Fence),
                        good(OPEN),
                        WAIT,
                        "CuttingOver",
                        "InProgress"),
                argumentSet(
                        "Preflight found errors",
                        Goal.Replicate,
                        Journal.empty(),
                        bad(),
                        new Decision.Stall(Step.Preflight, "PreflightFailed", "2 to mend", Optional.empty()),
                        "PreflightFailed",
                        "PreflightFailed"));
    }

    @ParameterizedTest
    @MethodSource("standings")
    void says_where_it_stands(
            Goal goal, Journal journal, Outlook outlook, Decision decision, String phase, String reason) {
        MigrationStatus status = StatusFactory.status(new StatusFactory.Basis(
                migration(goal),
                journal,
                decision,
                outlook,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                null,
                NOW));

        assertThat(status.phase()).isEqualTo(phase);
        assertThat(status.condition(ConditionType.Ready))
                .get()
                .satisfies(condition -> assertThat(condition.reason()).isEqualTo(reason));
    }

    private static Journal begun(Journal journal, Step step) {
        return journal.intending(new Decision.Begin(step, OperationKey.of(UID, step, 1), 1, 0), 1, NOW);
    }

    private static Journal done(Journal journal, Step step) {
        Journal begun = begun(journal, step);
        Map<String, String> facts = Map.of(Fact.BEGUN_AT, NOW.toString(), Fact.ENDED_AT, NOW.toString());
        return begun.concluding(
                begun.last(step).orElseThrow(),
                new Ending.Success("Completed", "done", facts),
                Duration.ofMinutes(10),
                NOW);
    }

    private static Outlook good(Gate gate) {
        return new Outlook(verdict(true, true), Optional.of(NOW), Optional.of(new Token("c-7f3a9104")), gate);
    }

    private static Outlook bad() {
        return new Outlook(verdict(false, true), Optional.empty(), Optional.empty(), CLOSED);
    }

    private static Outlook different() {
        return new Outlook(verdict(true, false), Optional.empty(), Optional.empty(), CLOSED);
    }

    private static Verdict verdict(boolean near, boolean equal) {
        return new Verdict(List.of(
                input(Verdict.REPLICATION_LAG, near, near ? "Completed" : "LagTooHigh"),
                input(Verdict.DIFFERENCES, equal, equal ? "Completed" : "ValidationMismatch")));
    }

    private static Verdict.Input input(String name, boolean ok, String reason) {
        return new Verdict.Input(name, "7", "0", NOW, ok, reason, null, null);
    }

    private static BucketMigration migration(Goal goal) {
        BucketMigration migration = new BucketMigration();
        migration.setMetadata(new ObjectMetaBuilder()
                .withName("orders")
                .withNamespace("shop")
                .withUid(UID)
                .withGeneration(1L)
                .build());
        migration.setSpec(new BucketMigrationSpec(
                new BucketSource(new LocalReference("aws"), "orders", null, null, null, null),
                new BucketTarget(
                        new LocalReference("azure"), "rg", "shoporders", "orders", null, null, null, null, null),
                goal,
                null,
                null,
                new Cutover("c-7f3a9104", null, null, null, null, null, null, null),
                null,
                null));
        return migration;
    }
}
