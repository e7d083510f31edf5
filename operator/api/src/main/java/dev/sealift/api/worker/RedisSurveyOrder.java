package dev.sealift.api.worker;

/**
 * The order {@code redis-survey}: reach both sides from the pod network with the passwords of the pod, and tell what they are and can.
 * Changes nothing, and asks the source for nothing that costs it: no key is read but a few at random.
 *
 * <p>The outcome's facts are named in {@link RedisFact}; each is of {@code source…} or {@code target…}. Whoever can't be reached is
 * a report line {@code Failed} whose item is a reason such as {@code SourceUnreachable} or {@code TargetCredentialsRejected}. What PSYNC is
 * called at the source's nodes, where it was renamed, stands in the environment, by {@link WorkerContract#PSYNC_ALIASES_VARIABLE}.
 *
 * @param key the operation's key
 */
public record RedisSurveyOrder(String key, RedisLocation source, RedisLocation target, int reportLimit) {}
