package dev.sealift.worker.stream;

import dev.sealift.worker.objects.Original;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The name of a block says of which version of the object it is, which of its blocks, and how far the digests are behind it. So
 * the blocks that wait at the target are the whole checkpoint of an object: another pod lists them and goes on.
 *
 * <p>All names of a blob's blocks must be of one length; AzCopy's are 48 bytes as well, so that either engine can write over
 * what the other has left.
 */
final class BlockName {

    private static final int VERSION_BYTES = 12;
    private static final int BYTES = VERSION_BYTES + Integer.BYTES + 2 * Mark.BYTES;

    /** Raised when what a name means changes. */
    private static final String FORMAT = "1";

    private final byte[] version;

    /** Names for the blocks of one version of an object, cut and checked in one way. */
    BlockName(Original original, Cut cut, Check check) {
        MessageDigest digest = Course.digest("SHA-256");
        for (String part : new String[] {
            FORMAT, original.etag(), Long.toString(cut.size()), Integer.toString(cut.blockSize()), check.toString()
        }) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        this.version = Arrays.copyOf(digest.digest(), VERSION_BYTES);
    }

    String of(int block, Mark mark) {
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(BYTES)
                        .put(version)
                        .putInt(block)
                        .put(mark.md5())
                        .put(mark.check())
                        .array());
    }

    /** What a name says; empty if it is of another version, or of another writer. */
    Optional<Named> read(String name) {
        byte[] bytes = decoded(name);
        if (bytes.length != BYTES || !Arrays.equals(version, 0, VERSION_BYTES, bytes, 0, VERSION_BYTES)) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).position(VERSION_BYTES);
        int block = buffer.getInt();
        byte[] md5 = new byte[Mark.BYTES];
        byte[] check = new byte[Mark.BYTES];
        buffer.get(md5).get(check);
        return Optional.of(new Named(block, new Mark(md5, check)));
    }

    private static byte[] decoded(String name) {
        try {
            return Base64.getDecoder().decode(name);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** A block and how far the digests are behind it. */
    record Named(int block, Mark mark) {}
}
