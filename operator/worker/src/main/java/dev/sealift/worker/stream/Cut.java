package dev.sealift.worker.stream;

import java.util.Optional;

/**
 * How an object is cut into blocks: all of one size, but for the last.
 *
 * @param blocksPerPart how many blocks make one part of the upload by which the object came to the source; 0 if blocks don't
 *     follow parts
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/storageservices/understanding-block-blobs--append-blobs--and-page-blobs">Block
 *     blobs: at most 50,000 blocks</a>
 */
record Cut(long size, int blockSize, int blocksPerPart) {

    /** Also the largest object that is read and written as a whole. */
    static final int BLOCK = 8 << 20;

    static final int MOST_BLOCKS = 50_000;
    private static final int LARGEST_BLOCK = 1 << 30;
    private static final int MEBI = 1 << 20;

    /** Into blocks that are as small as the limit on their number lets them be. */
    static Cut of(long size) {
        long least = Math.ceilDiv(size, MOST_BLOCKS);
        long block = Math.max(BLOCK, Math.ceilDiv(least, MEBI) * MEBI);
        return new Cut(size, Math.toIntExact(Math.min(block, LARGEST_BLOCK)), 0);
    }

    /**
     * Into blocks of which a number makes a part, so that each part's digest can be told.
     *
     * @return empty if parts of that size aren't the parts of that object, or can't be cut so
     */
    static Optional<Cut> alongParts(long size, long partSize, int parts) {
        if (partSize <= 0 || Math.ceilDiv(size, partSize) != parts) {
            return Optional.empty();
        }
        long fewest = Math.ceilDiv(partSize, BLOCK);
        for (long blocks = fewest; blocks <= 4 * fewest; blocks++) {
            if (partSize % (blocks * Md5.CHUNK) == 0 && Math.ceilDiv(size, partSize / blocks) <= MOST_BLOCKS) {
                return Optional.of(new Cut(size, (int) (partSize / blocks), (int) blocks));
            }
        }
        return Optional.empty();
    }

    int blocks() {
        return Math.toIntExact(Math.ceilDiv(size, blockSize));
    }

    long offset(int block) {
        return (long) block * blockSize;
    }

    int length(int block) {
        return Math.toIntExact(Math.min(blockSize, size - offset(block)));
    }

    boolean last(int block) {
        return block == blocks() - 1;
    }

    /** Whether a part begins with that block. */
    boolean beginsPart(int block) {
        return block % blocksPerPart == 0;
    }

    /** Whether a part ends with that block. */
    boolean endsPart(int block) {
        return last(block) || beginsPart(block + 1);
    }

    /** How many bytes of its part come before that block. */
    long intoPart(int block) {
        return (long) (block % blocksPerPart) * blockSize;
    }
}
