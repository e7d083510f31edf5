package dev.sealift.app;

import dev.sealift.api.Condition;
import dev.sealift.api.ConditionType;
import dev.sealift.api.Migration;
import dev.sealift.api.MigrationStatus;
import dev.sealift.api.Operation;
import dev.sealift.engine.Statuses;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Tells logs and metrics what has changed, once it is written: which step has begun, how it ended, whether readiness was lost. */
final class ToldStatuses implements Statuses {

    private static final Logger LOG = LoggerFactory.getLogger(ToldStatuses.class);

    private final Statuses statuses;
    private final MeterRegistry registry;

    /** @param kinds whose counts begin at 0, so that the first rise of one is seen as such */
    ToldStatuses(Statuses statuses, MeterRegistry registry, List<String> kinds) {
        this.statuses = statuses;
        this.registry = registry;
        kinds.forEach(this::withdrawn);
    }

    @Override
    public <M extends Migration> M write(M migration, MigrationStatus status) {
        MigrationStatus before = Objects.requireNonNullElse(migration.status(), MigrationStatus.EMPTY);
        M written = statuses.write(migration, status);
        status.operations().stream()
                .filter(operation -> !before.operations().contains(operation))
                .forEach(operation -> tell(migration.getKind(), former(before, operation), operation));
        if (isLost(before, status)) {
            withdrawn(migration.getKind()).increment();
        }
        return written;
    }

    private static Optional<Operation> former(MigrationStatus before, Operation operation) {
        return before.operations().stream()
                .filter(other -> other.key().equals(operation.key()))
                .findFirst();
    }

    private void tell(String kind, Optional<Operation> former, Operation operation) {
        if (former.isEmpty()) {
            begun(kind, operation);
        }
        if (operation.state().isOver()
                && former.filter(before -> before.state().isOver()).isEmpty()) {
            ended(kind, operation);
        }
    }

    private void begun(String kind, Operation operation) {
        Counter.builder("sealift.steps.begun")
                .description("Attempts at steps")
                .tag("kind", kind)
                .tag("step", operation.step())
                .register(registry)
                .increment();
        try (var _ = MDC.putCloseable("step", operation.step())) {
            LOG.info("{} begins, attempt {}", operation.step(), operation.attempt());
        }
    }

    private void ended(String kind, Operation operation) {
        Duration took = took(operation);
        Timer.builder("sealift.step.duration")
                .description("Attempts at steps that have ended, and how")
                .tag("kind", kind)
                .tag("step", operation.step())
                .tag("outcome", operation.state().name())
                .tag("reason", reason(operation))
                .register(registry)
                .record(took);
        try (var _ = MDC.putCloseable("step", operation.step())) {
            LOG.info("{} ended as {} after {}: {}", operation.step(), operation.state(), took, operation.message());
        }
    }

    /** Why a step was cancelled is a sentence, and no label. */
    private static String reason(Operation operation) {
        return operation.state() == Operation.State.Cancelled
                ? "Cancelled"
                : Objects.requireNonNullElse(operation.reason(), "");
    }

    private static Duration took(Operation operation) {
        return operation.startedAt() == null || operation.endedAt() == null
                ? Duration.ZERO
                : Duration.between(operation.startedAt(), operation.endedAt());
    }

    private Counter withdrawn(String kind) {
        return Counter.builder("sealift.readiness.withdrawn")
                .description("Times that a cutover was ready and then was not, before it was begun")
                .tag("kind", kind)
                .register(registry);
    }

    /** A cutover that is undone or done is no longer ready, either, but nobody lost anything. */
    private static boolean isLost(MigrationStatus before, MigrationStatus after) {
        return before.condition(ConditionType.CutoverReady)
                        .filter(Condition::isTrue)
                        .isPresent()
                && after.condition(ConditionType.CutoverReady)
                        .filter(ready -> !ready.isTrue() && !ready.reason().equals("RollingBack"))
                        .isPresent();
    }
}
