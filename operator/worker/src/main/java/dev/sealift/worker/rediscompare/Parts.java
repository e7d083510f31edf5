package dev.sealift.worker.rediscompare;

/** Takes the parts of a value, one after the other: chunks of a string, elements of all else, each in as many pieces as it has. */
interface Parts {

    /** Such as a hash's field and value, or a sorted set's member and score. */
    void part(byte[]... pieces);
}
