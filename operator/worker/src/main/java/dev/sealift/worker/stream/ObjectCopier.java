package dev.sealift.worker.stream;

import dev.sealift.api.worker.Carriage;
import dev.sealift.worker.objects.Carried;
import dev.sealift.worker.objects.Original;
import dev.sealift.worker.objects.Original.Algorithm;
import dev.sealift.worker.objects.Original.Digest;
import dev.sealift.worker.objects.Reader.Opened;
import dev.sealift.worker.work.TroubleException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.LongConsumer;

/**
 * Copies one object. A small one comes by one request and goes by one; a larger one in blocks. Only what was read to its end,
 * of one version, and is what the source says of it, is ever committed.
 */
final class ObjectCopier {

    /** An object that keeps changing is left to the next pass. */
    private static final int MOST_ATTEMPTS = 3;

    private static final int SMALL = 64 << 10;

    private static final String ARCHIVED = "TargetArchived";

    /** What another attempt, from the object's beginning, may mend. */
    private static final Set<String> ANEW = Set.of("SourceChanged", "SourceDamaged", "TargetBlocksGone", ARCHIVED);

    private final Lines lines;
    private final Carriage carriage;
    private final ExecutorService threads;
    private final LongConsumer moved;

    /** @param moved is told of bytes as they arrive at the target */
    ObjectCopier(Lines lines, Carriage carriage, ExecutorService threads, LongConsumer moved) {
        this.lines = lines;
        this.carriage = carriage;
        this.threads = threads;
        this.moved = moved;
    }

    /**
     * Copies an object.
     *
     * @param size what a listing said of it; empty if nobody has asked yet
     * @return what of it is not as it was, for people
     * @throws TroubleException if it could not be copied, after all attempts that make sense
     */
    List<String> copy(String key, OptionalLong size) throws InterruptedException {
        OptionalLong said = size;
        boolean damaged = false;
        for (int attempt = 1; ; attempt++) {
            try {
                return once(key, said, damaged);
            } catch (TroubleException e) {
                if (!ANEW.contains(e.trouble().reason()) || attempt == MOST_ATTEMPTS) {
                    throw e;
                }
                if (e.trouble().reason().equals(ARCHIVED)) {
                    lines.tell(() -> lines.writer().remove(key));
                }
                said = OptionalLong.empty();
                damaged |= e.trouble().reason().equals("SourceDamaged");
            }
        }
    }

    private List<String> once(String key, OptionalLong said, boolean damaged) throws InterruptedException {
        if (said.isPresent() && said.getAsLong() <= Cut.BLOCK) {
            Optional<Carried> whole = whole(key, (int) said.getAsLong());
            if (whole.isPresent()) {
                return whole.get().remarks();
            }
        }
        Original original = lines.ask(() -> lines.reader().inspect(key));
        return original.size() <= Cut.BLOCK
                ? once(key, OptionalLong.of(original.size()), damaged)
                : inBlocks(original, damaged);
    }

    /** @param damaged whether a former attempt ended so; then the blocks that it has left may be why */
    private List<String> inBlocks(Original original, boolean damaged) throws InterruptedException {
        Carried carried = carried(original);
        BlockCopy blocks = new BlockCopy(lines, threads, moved, original);
        if (!damaged) {
            blocks.takeStaged();
        }
        blocks.copy(carried.attributes());
        return carried.remarks();
    }

    /** Empty if the object is larger now than was said. */
    private Optional<Carried> whole(String key, int size) throws InterruptedException {
        try (Budget.Lease lease = lines.budget().take(rounded(size))) {
            Optional<Original> read = lines.ask(() -> read(key, lease.array()));
            return read.isPresent() ? Optional.of(written(read.get(), lease.array())) : Optional.empty();
        }
    }

    private Carried carried(Original original) throws InterruptedException {
        boolean tagged = carriage.tags() && original.tagCount() > 0;
        Map<String, String> tags = tagged ? lines.ask(() -> lines.reader().tags(original.key())) : Map.of();
        return Carried.of(original, tags, carriage);
    }

    /** Arrays of few sizes can be used again; and an object may grow a little. */
    private static int rounded(int size) {
        return size <= SMALL ? size : Integer.highestOneBit(size - 1) << 1;
    }

    private Optional<Original> read(String key, byte[] array) throws InterruptedException {
        try (Opened opened = lines.reader().fetch(key)) {
            Original original = opened.original();
            if (original.size() > array.length) {
                return Optional.empty();
            }
            lines.fill(array, (int) original.size(), opened.body(), original);
            return Optional.of(original);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Carried written(Original original, byte[] array) throws InterruptedException {
        int count = (int) original.size();
        byte[] md5 = prove(original, array, count);
        Carried carried = carried(original);
        lines.tell(
                () -> lines.writer().put(original.key(), ByteBuffer.wrap(array, 0, count), md5, carried.attributes()));
        moved.accept(count);
        return carried;
    }

    /** Compares with all that the source says of the whole; the MD5, which the target wants. */
    private static byte[] prove(Original original, byte[] array, int count) {
        byte[] md5 = digest("MD5", array, count);
        for (Digest said : original.digests()) {
            if (said.ofWhole()) {
                String found = hex(said.algorithm(), md5, array, count);
                if (!found.equals(said.hex())) {
                    throw Course.damaged(original, said.algorithm().name(), said.hex(), found)
                            .asException();
                }
            }
        }
        return md5;
    }

    private static String hex(Algorithm algorithm, byte[] md5, byte[] array, int count) {
        return switch (algorithm) {
            case Md5 -> HexFormat.of().formatHex(md5);
            case Sha1 -> HexFormat.of().formatHex(digest("SHA-1", array, count));
            case Sha256 -> HexFormat.of().formatHex(digest("SHA-256", array, count));
            case Crc32 -> crc(Crc.Crc32, array, count);
            case Crc32c -> crc(Crc.Crc32c, array, count);
            case Crc64Nvme -> crc(Crc.Crc64Nvme, array, count);
        };
    }

    private static String crc(Crc crc, byte[] array, int count) {
        return crc.hex(crc.then(crc.start(), array, count));
    }

    private static byte[] digest(String algorithm, byte[] array, int count) {
        var digest = Course.digest(algorithm);
        digest.update(array, 0, count);
        return digest.digest();
    }
}
