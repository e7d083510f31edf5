package dev.sealift.api.cache;

/** What a cache runs. Further values come with later versions. */
public enum CacheEngine {
    /** Redis. */
    Redis,
    /** Valkey, the fork of Redis 7.2 that speaks its protocol. */
    Valkey
}
