package dev.sealift.worker.rediscompare;

/**
 * A key, as both sides show it at the same time.
 *
 * @param readBytes of its value at the source; 0 if that wasn't read
 */
record Sight(Key key, Look source, Look target, long readBytes) {

    Sight(Key key, Look source, Look target) {
        this(key, source, target, 0);
    }
}
