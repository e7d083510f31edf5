package dev.sealift.api.worker;

import org.jspecify.annotations.Nullable;

/**
 * The order {@code redis-survey}: reach both sides from the pod network with the passwords of the pod, and tell what they are and can.
 * Changes nothing, and asks the source for nothing that costs it: no key is read but a few at random.
 *
 * <p>The outcome's facts are named in {@link RedisFact}; each is of {@code source…} or {@code target…}. Whoever can't be reached is
 * a report line {@code Failed} whose item is a reason such as {@code SourceUnreachable} or {@code TargetCredentialsRejected}.
 *
 * @param key the operation's key
 * @param psyncCommand what PSYNC is called at the source, if it was renamed; null for its own name
 */
public record RedisSurveyOrder(
        String key,
        RedisLocation source,
        RedisLocation target,
        @Nullable String psyncCommand,
        int reportLimit) {}
