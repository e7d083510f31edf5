package dev.sealift.worker.rediscompare;

/** What two looks at a key, one at each side, come to. */
sealed interface Finding {

    /** Both sides hold the same, as far as was looked; or neither holds it. */
    record Equal() implements Finding {}

    /** The target lacks it. */
    record Missing(String detail) implements Finding {}

    /** The target holds something else. */
    record Different(String detail) implements Finding {}

    /** Only the target holds it. */
    record Extra(String detail) implements Finding {}
}
