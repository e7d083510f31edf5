package dev.sealift.engine;

import dev.sealift.api.Condition;
import dev.sealift.api.ConditionStatus;
import dev.sealift.api.ConditionType;
import dev.sealift.api.Migration;
import dev.sealift.api.MigrationStatus;
import java.util.List;
import java.util.Optional;

/** Tells of conditions that have changed, once, by an event. */
final class Transitions {

    private static final List<ConditionType> TOLD = List.of(
            ConditionType.PreflightPassed,
            ConditionType.TargetPrepared,
            ConditionType.FullCopyComplete,
            ConditionType.Validated,
            ConditionType.CutoverReady,
            ConditionType.CutoverComplete,
            ConditionType.RolledBack,
            ConditionType.RollbackRehearsed,
            ConditionType.Stalled,
            ConditionType.Suspended);

    private final Events events;

    Transitions(Events events) {
        this.events = events;
    }

    void tell(Migration migration, MigrationStatus before, MigrationStatus after) {
        TOLD.stream()
                .filter(type -> type != ConditionType.Stalled || !isTold(before, after))
                .forEach(type -> tell(migration, type, before.condition(type), after.condition(type)));
    }

    /** A stall mostly says again what the condition says that has just turned bad by it. */
    private static boolean isTold(MigrationStatus before, MigrationStatus after) {
        return after.condition(ConditionType.Stalled)
                .filter(stalled -> TOLD.stream()
                        .filter(type -> type != ConditionType.Stalled)
                        .filter(type -> status(before.condition(type)) != status(after.condition(type)))
                        .flatMap(type -> after.condition(type).stream())
                        .anyMatch(turned -> !turned.isTrue() && turned.message().equals(stalled.message())))
                .isPresent();
    }

    private void tell(Migration migration, ConditionType type, Optional<Condition> before, Optional<Condition> after) {
        boolean same = status(before) == status(after);
        if (same || status(after) == ConditionStatus.Unknown) {
            return;
        }
        after.ifPresentOrElse(
                condition -> changed(migration, type, before, condition),
                () -> events.normal(
                        migration,
                        type.name(),
                        type == ConditionType.Suspended ? "Resumed" : "Recovered",
                        "no longer " + type));
    }

    private void changed(Migration migration, ConditionType type, Optional<Condition> before, Condition after) {
        if (isGood(after)) {
            events.normal(migration, type.name(), type.name(), after.message());
        } else if (isBad(before, after)) {
            events.warning(migration, type.name(), after.reason(), "%s: %s".formatted(type, after.message()));
        }
    }

    private static boolean isGood(Condition condition) {
        return condition.isTrue() && condition.type() != ConditionType.Stalled;
    }

    /** The cutover is not ready at first, which is no news; that it no longer is, is. */
    private static boolean isBad(Optional<Condition> before, Condition after) {
        return after.type() != ConditionType.CutoverReady
                || before.filter(Condition::isTrue).isPresent();
    }

    private static ConditionStatus status(Optional<Condition> condition) {
        return condition.map(Condition::status).orElse(ConditionStatus.Unknown);
    }
}
