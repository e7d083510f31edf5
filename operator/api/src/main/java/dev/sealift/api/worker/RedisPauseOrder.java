package dev.sealift.api.worker;

/**
 * The order {@code redis-pause}: have every primary of the source hold writes back (CLIENT PAUSE … WRITE), or take them again. Reads go
 * on. The pause ends by itself after its time, so that a Sealift that is gone leaves no source that refuses writes.
 *
 * @param key the operation's key
 * @param millis how long, from now on; 0 to end it
 */
public record RedisPauseOrder(String key, RedisLocation source, long millis) {}
