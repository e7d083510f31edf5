package dev.sealift.engine;

import dev.sealift.api.Migration;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reminds the framework of a migration that it has forgotten. When a resource is made anew under the name of one that is just going,
 * the end of the old one's cleanup can reach the framework after the beginning of the new one; it then takes the new one for the one
 * that has gone, and never looks at it again.
 *
 * @see <a
 *     href="https://github.com/operator-framework/java-operator-sdk/blob/v5.3.2/operator-framework-core/src/main/java/io/javaoperatorsdk/operator/processing/event/EventProcessor.java">EventProcessor.eventProcessingFinished
 *     marks whatever state there is under the name</a>
 */
final class Reminder<M extends Migration> extends AbstractEventSource<Void, M> {

    private static final Logger log = LoggerFactory.getLogger(Reminder.class);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration LATE = Duration.ofSeconds(20);

    private final Supplier<Stream<M>> migrations;
    private final Clock clock;
    /** When somebody should look at a migration next, by its UID. */
    private final Map<String, Instant> due = new ConcurrentHashMap<>();

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("reminder").factory());
    private volatile boolean leads;

    /**
     * A reminder of these.
     *
     * @param migrations all that there are, as far as this process knows
     */
    Reminder(Supplier<Stream<M>> migrations, Clock clock) {
        super(Void.class, "reminder");
        this.migrations = migrations;
        this.clock = clock;
    }

    @Override
    public void start() {
        super.start();
        watch.scheduleWithFixedDelay(
                this::lookSafely, LOOK_EVERY.toSeconds(), LOOK_EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        super.stop();
        watch.shutdownNow();
    }

    /** Somebody looks at it, and may do so for as long as it takes. */
    void looking(M migration) {
        leads = true;
        due.put(uid(migration), Instant.MAX);
    }

    /** It was looked at, and wants to be again after a while. */
    void looked(M migration, Duration after) {
        due.put(uid(migration), clock.instant().plus(after));
    }

    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException e) {
            // A watch that throws is never called again.
            log.warn("can't look for forgotten migrations", e);
        }
    }

    /** A replica that doesn't lead looks at no migration, and would remind of every one. */
    void look() {
        if (!leads) {
            return;
        }
        Instant now = clock.instant();
        Set<String> here =
                migrations.get().peek(it -> remind(it, now)).map(Reminder::uid).collect(Collectors.toSet());
        due.keySet().retainAll(here);
    }

    private void remind(M migration, Instant now) {
        Instant at = due.computeIfAbsent(uid(migration), _ -> now);
        if (at.isBefore(now.minus(LATE))) {
            due.put(uid(migration), now);
            ResourceID id = ResourceID.fromResource(migration);
            log.warn("{} was forgotten since {}", id, at);
            getEventHandler().handleEvent(new ResourceEvent(ResourceAction.UPDATED, id, migration));
        }
    }

    private static String uid(Migration migration) {
        return migration.getMetadata().getUid();
    }

    @Override
    public Set<Void> getSecondaryResources(M primary) {
        return Set.of();
    }
}
