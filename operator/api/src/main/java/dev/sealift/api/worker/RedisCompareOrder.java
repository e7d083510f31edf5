package dev.sealift.api.worker;

/**
 * The order {@code redis-compare}: walk both sides with SCAN and compare existence, type, time to live and length of every key, and
 * the values of some or all. Both sides may be written to meanwhile: what differs is looked at again, and only what stays different
 * while its source stays the same is a difference; what goes on changing is pending.
 *
 * <p>The outcome's facts are those of a comparison of objects, and {@link RedisFact#REPAIRED}. Keys stand in the report as UTF-8, all
 * other bytes as {@code \xNN}.
 *
 * @param key the operation's key
 * @param reading whose values are read
 * @param ttlToleranceMillis by how much the time to live of a key may differ
 * @param keysPerSecond how many keys of the source are looked at a second; 0 for as many as it can
 * @param looks how often a key that differs is looked at before it counts as different, with {@code pauseMillis} between
 * @param repairs whether what differs is written to the target
 * @param reportLimit the most report lines to keep
 */
public record RedisCompareOrder(
        String key,
        RedisLocation source,
        RedisLocation target,
        Reading reading,
        long ttlToleranceMillis,
        int keysPerSecond,
        int looks,
        long pauseMillis,
        boolean repairs,
        int reportLimit) {

    /**
     * Whose values are read at both sides.
     *
     * @param sampleKeys how many keys a sample holds
     * @param seed what it is drawn by: the same seed and keys give the same sample
     */
    public record Reading(Depth depth, int sampleKeys, long seed) {}

    /** Whose values are read. */
    public enum Depth {
        /** Nobody's. */
        None,
        /** Those of a sample. */
        Sample,
        /** Everybody's. */
        All
    }
}
