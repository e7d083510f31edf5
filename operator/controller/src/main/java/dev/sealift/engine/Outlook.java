package dev.sealift.engine;

import dev.sealift.api.Cutover;
import dev.sealift.api.CutoverWindow;
import dev.sealift.api.Migration;
import dev.sealift.api.MigrationSpec;
import dev.sealift.api.MigrationStatus;
import dev.sealift.api.MigrationStatus.CutoverStatus;
import dev.sealift.api.Reason;
import dev.sealift.lifecycle.Crossing;
import dev.sealift.lifecycle.Gate;
import dev.sealift.lifecycle.Journal;
import dev.sealift.lifecycle.Terms;
import dev.sealift.lifecycle.Token;
import dev.sealift.lifecycle.Verdict;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a migration stands towards its cutover.
 *
 * @param readyAt since when the verdict has been ready without a break; empty while it is not
 * @param token what approves this readiness
 */
record Outlook(Verdict verdict, Optional<Instant> readyAt, Optional<Token> token, Gate gate) {

    static <M extends Migration> Outlook of(Kind<M> kind, M migration, Journal journal, Instant now) {
        Verdict verdict =
                Verdict.on(journal, limits(migration.spec()), kind.verdictInputs(migration, journal, now), now);
        Optional<Instant> readyAt =
                verdict.ready() ? Optional.of(readySince(migration.status(), journal, now)) : Optional.empty();
        Optional<Token> token = readyAt.map(since ->
                Token.of(migration.getMetadata().getUid(), migration.sourceName(), migration.targetName(), since));
        return new Outlook(verdict, readyAt, token, Gate.of(approval(migration, now), verdict, token, journal));
    }

    /** A readiness ends with a cutover that was undone: whoever approved it must look again. */
    private static Instant readySince(@Nullable MigrationStatus former, Journal journal, Instant now) {
        Instant undone = new Crossing(journal).undoneAt().orElse(Instant.MIN);
        return Optional.ofNullable(former)
                .map(MigrationStatus::cutover)
                .map(CutoverStatus::readyAt)
                .filter(since -> since.isAfter(undone))
                .orElse(now);
    }

    private static Gate.Approval approval(Migration migration, Instant now) {
        Cutover cutover = migration.spec().cutover();
        return new Gate.Approval(
                cutover.approve(), migration.getMetadata().getGeneration(), closedWindow(cutover.window(), now));
    }

    private static Optional<Gate.Closed> closedWindow(@Nullable CutoverWindow window, Instant now) {
        return Optional.ofNullable(window)
                .flatMap(given -> given.closedAt(now))
                .map(why -> new Gate.Closed(Reason.OutsideWindow.name(), why));
    }

    static Terms terms(MigrationSpec spec) {
        Cutover cutover = spec.cutover();
        return new Terms(
                cutover.maxDowntime().getDuration(),
                cutover.rollbackWindow().getDuration(),
                cutover.onFailure() == Cutover.OnFailure.Rollback);
    }

    static Verdict.Limits limits(MigrationSpec spec) {
        return new Verdict.Limits(
                spec.validation().maxLag().getDuration(),
                spec.validation().settle().getDuration(),
                spec.validation().maxAge().getDuration());
    }
}
