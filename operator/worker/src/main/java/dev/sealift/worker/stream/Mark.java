package dev.sealift.worker.stream;

/**
 * How far an object's digests are after one of its blocks: all that another pod needs to go on behind it.
 *
 * @param md5 of everything so far: the state, or, after the last block, the digest
 * @param check what the object's {@link Check} keeps beside that; zeros if nothing
 */
record Mark(byte[] md5, byte[] check) {

    static final int BYTES = 16;
}
