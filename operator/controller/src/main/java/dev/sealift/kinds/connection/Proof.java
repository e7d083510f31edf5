package dev.sealift.kinds.connection;

import dev.sealift.api.Condition;
import dev.sealift.api.ConditionStatus;
import dev.sealift.api.ConditionType;
import dev.sealift.api.Reason;
import dev.sealift.api.connection.ConnectionStatus;
import dev.sealift.api.connection.ConnectionStatus.Identity;
import dev.sealift.cloud.Access;
import dev.sealift.cloud.CloudProblem;
import dev.sealift.engine.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What follows from trying an identity: the status, whether it is worth writing, whether it is news, and when to try again.
 *
 * @param status as it should be
 * @param toWrite whether it says more than the former status
 * @param isNews whether the condition has changed in status or reason
 * @param again when to try again
 */
record Proof(ConnectionStatus status, boolean toWrite, boolean isNews, Duration again) {

    /** How often a connection that works is tried. Nothing watches Secrets, so this is also how soon a change of one is seen. */
    static final Duration RECHECK = Duration.ofMinutes(5);

    private static final Duration SOONEST = Duration.ofSeconds(15);
    private static final Duration LATEST = Duration.ofMinutes(1);

    static Proof of(@Nullable ConnectionStatus before, long generation, Access<Identity> access, Instant now) {
        ConnectionStatus former = Objects.requireNonNullElse(before, new ConnectionStatus(null, List.of(), null));
        return switch (access) {
            case Access.Granted<Identity>(Identity identity) ->
                new Proof(former, status(former, generation, identity, now), RECHECK);
            case Access.Refused<Identity>(CloudProblem problem) -> {
                ConnectionStatus refused = status(former, generation, problem, now);
                yield new Proof(former, refused, wait(ready(refused).lastTransitionTime(), problem, now));
            }
        };
    }

    private Proof(ConnectionStatus former, ConnectionStatus status, Duration again) {
        this(status, says(former, status), isNews(former, status), again);
    }

    Condition ready() {
        return ready(status);
    }

    private static ConnectionStatus status(ConnectionStatus former, long generation, Identity identity, Instant now) {
        String message = "known as " + identity.principal() + " in " + identity.account();
        Conditions conditions = new Conditions(former.conditions(), generation, now)
                .set(ConditionType.Ready, ConditionStatus.True, Reason.IdentityProven.name(), message);
        return new ConnectionStatus(generation, conditions.all(), identity);
    }

    /** The identity stays as it was last proven, unless it was another spec's. */
    private static ConnectionStatus status(
            ConnectionStatus former, long generation, CloudProblem problem, Instant now) {
        Conditions conditions = new Conditions(former.conditions(), generation, now)
                .set(
                        ConditionType.Ready,
                        ConditionStatus.False,
                        problem.reason().name(),
                        problem.message() + "; " + problem.remedy());
        boolean sameSpec = Objects.equals(former.observedGeneration(), generation);
        return new ConnectionStatus(generation, conditions.all(), sameSpec ? former.identity() : null);
    }

    private static boolean says(ConnectionStatus former, ConnectionStatus status) {
        return !undated(former).equals(undated(status)) || age(former, status).compareTo(RECHECK) >= 0;
    }

    private static boolean isNews(ConnectionStatus former, ConnectionStatus status) {
        Condition now = ready(status);
        return former.condition(ConditionType.Ready)
                .filter(then -> then.status() == now.status() && then.reason().equals(now.reason()))
                .isEmpty();
    }

    /** A trouble that has just begun is looked at sooner than one that lasts. */
    private static Duration wait(Instant since, CloudProblem problem, Instant now) {
        Duration half = Duration.between(since, now).dividedBy(2);
        Duration own = half.compareTo(SOONEST) < 0 ? SOONEST : half.compareTo(LATEST) > 0 ? LATEST : half;
        return problem.retryAfter().filter(asked -> asked.compareTo(own) > 0).orElse(own);
    }

    private static Condition ready(ConnectionStatus status) {
        return status.condition(ConditionType.Ready).orElseThrow();
    }

    private static ConnectionStatus undated(ConnectionStatus status) {
        return new ConnectionStatus(
                status.observedGeneration(),
                status.conditions(),
                Optional.ofNullable(status.identity()).map(Proof::undated).orElse(null));
    }

    private static Identity undated(Identity identity) {
        return new Identity(
                identity.principal(),
                identity.account(),
                identity.tenant(),
                identity.method(),
                identity.expiresAt(),
                Instant.EPOCH);
    }

    private static Duration age(ConnectionStatus former, ConnectionStatus status) {
        Identity then = former.identity();
        Identity now = status.identity();
        return then == null || now == null ? Duration.ZERO : Duration.between(then.checkedAt(), now.checkedAt());
    }
}
