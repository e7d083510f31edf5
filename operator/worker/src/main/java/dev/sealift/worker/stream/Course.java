package dev.sealift.worker.stream;

import dev.sealift.worker.objects.Original;
import dev.sealift.worker.work.Trouble;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The digests of one object, block after block. Not safe for use by many threads at once, but each block may come from another.
 */
final class Course {

    private final Original original;
    private final Cut cut;
    private final Check check;
    private final @Nullable MessageDigest sha;

    Course(Original original, Cut cut, Check check) {
        this.original = original;
        this.cut = cut;
        this.check = check;
        this.sha = check instanceof Check.BySha(String algorithm, String expected) ? digest(algorithm) : null;
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    /** The mark before the first block. */
    Mark start() {
        return new Mark(
                Md5.START.state(),
                check instanceof Check.ByCrc(Crc crc, String expected) ? slot(crc.start()) : new byte[Mark.BYTES]);
    }

    private static byte[] slot(long register) {
        return ByteBuffer.allocate(Mark.BYTES).putLong(register).array();
    }

    private static long register(Mark mark) {
        return ByteBuffer.wrap(mark.check()).getLong();
    }

    /** The mark behind a block, by the one before it. */
    Mark then(Mark before, int block, byte[] bytes) {
        int count = cut.length(block);
        Md5 md5 = Md5.resumed(before.md5(), cut.offset(block));
        byte[] after = cut.last(block)
                ? md5.ending(bytes, count)
                : md5.then(bytes, count).state();
        return new Mark(after, checked(before, block, bytes, count));
    }

    private byte[] checked(Mark before, int block, byte[] bytes, int count) {
        return switch (check) {
            case Check.ByCrc(Crc crc, String expected) -> slot(crc.then(register(before), bytes, count));
            case Check.ByParts parts -> part(before, block, bytes, count);
            case Check.BySha someSha -> {
                if (sha != null) {
                    sha.update(bytes, 0, count);
                }
                yield before.check();
            }
            case Check.ByMd5 md5 -> before.check();
            case Check.ByNothing nothing -> before.check();
        };
    }

    private byte[] part(Mark before, int block, byte[] bytes, int count) {
        Md5 md5 = cut.beginsPart(block) ? Md5.START : Md5.resumed(before.check(), cut.intoPart(block));
        return cut.endsPart(block)
                ? md5.ending(bytes, count)
                : md5.then(bytes, count).state();
    }

    /** What is wrong with what was read; empty if nothing is. */
    Optional<Trouble> damage(List<Mark> marks) {
        Mark end = marks.getLast();
        return switch (check) {
            case Check.ByMd5(String expected) -> differing("MD5", expected, hex(end.md5()));
            case Check.ByCrc(Crc crc, String expected) -> differing(crc.name(), expected, crc.hex(register(end)));
            case Check.ByParts(String expected) -> differing("MD5 of its parts", expected, ofParts(marks));
            case Check.BySha(String algorithm, String expected) ->
                sha == null ? Optional.empty() : differing(algorithm, expected, hex(sha.digest()));
            case Check.ByNothing nothing -> Optional.empty();
        };
    }

    private String ofParts(List<Mark> marks) {
        MessageDigest digest = digest("MD5");
        for (int block = 0; block < marks.size(); block++) {
            if (cut.endsPart(block)) {
                digest.update(marks.get(block).check());
            }
        }
        return hex(digest.digest());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private Optional<Trouble> differing(String what, String expected, String found) {
        return expected.equals(found) ? Optional.empty() : Optional.of(damaged(original, what, expected, found));
    }

    static Trouble damaged(Original original, String what, String expected, String found) {
        return new Trouble(
                "SourceDamaged",
                "what was read of " + original.key() + " isn't what S3 says of it: its " + what + " is " + found
                        + " and should be " + expected + "; nothing was committed",
                false);
    }
}
