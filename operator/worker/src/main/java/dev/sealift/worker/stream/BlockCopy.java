package dev.sealift.worker.stream;

import dev.sealift.worker.objects.Attributes;
import dev.sealift.worker.objects.Original;
import dev.sealift.worker.objects.Original.Digest;
import dev.sealift.worker.objects.Writer.Block;
import dev.sealift.worker.work.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Copies one version of a large object: some of its blocks at a time are read, pass the digests in their order, and are staged;
 * blocks that a former life has staged are taken as they are. Then all are committed at once.
 *
 * <p>Memory is taken for blocks in their order, before they are read. So the block that all others wait for always has its
 * memory, and nobody waits for ever.
 */
final class BlockCopy {

    private static final int BLOCKS_AT_ONCE = 16;

    private final Lines lines;
    private final ExecutorService threads;
    private final LongConsumer moved;
    private final Original original;
    private final Cut cut;
    private final Check check;
    private final Course course;
    private final BlockName names;
    private final Trail trail;
    private final Semaphore places = new Semaphore(BLOCKS_AT_ONCE);
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    BlockCopy(Lines lines, ExecutorService threads, LongConsumer moved, Original original) throws InterruptedException {
        this.lines = lines;
        this.threads = threads;
        this.moved = moved;
        this.original = original;
        Optional<Cut> alongParts = alongParts(lines, original);
        this.cut = alongParts.orElseGet(() -> Cut.of(original.size()));
        this.check = Check.of(original, alongParts.isPresent());
        this.course = new Course(original, cut, check);
        this.names = new BlockName(original, cut, check);
        this.trail = new Trail(course.start(), cut.blocks());
    }

    private static Optional<Cut> alongParts(Lines lines, Original original) throws InterruptedException {
        Optional<Digest> parts = Check.onlyParts(original);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong first = lines.ask(() -> lines.reader().firstPart(original));
        return first.isPresent()
                ? Cut.alongParts(original.size(), first.getAsLong(), parts.get().parts())
                : Optional.empty();
    }

    void copy(Attributes attributes) throws InterruptedException {
        refuseTooLarge();
        stageTheRest();
        commit(attributes);
    }

    private void refuseTooLarge() {
        if (cut.blockSize() > lines.budget().bytes()) {
            throw new Trouble(
                            "WorkerTooSmall",
                            original.key() + " has " + original.size() + " bytes, and Azure takes an object in "
                                    + Cut.MOST_BLOCKS + " blocks at most; one block of it needs more than the "
                                    + lines.budget().bytes() + " bytes that this worker's memory leaves."
                                    + " Give workers more memory.",
                            false)
                    .asException();
        }
    }

    /** Takes what a former life has staged as done. */
    void takeStaged() throws InterruptedException {
        if (!check.resumable()) {
            return;
        }
        for (Block staged : lines.askTarget(() -> lines.writer().staged(original.key()))) {
            names.read(staged.name())
                    .filter(named -> named.block() >= 0 && named.block() < cut.blocks())
                    .filter(named -> staged.size() == cut.length(named.block()))
                    .ifPresent(named -> trail.reached(named.block(), named.mark()));
        }
    }

    private void stageTheRest() throws InterruptedException {
        try {
            for (int block = 0; block < cut.blocks() && failure.get() == null; block++) {
                if (trail.has(block)) {
                    moved.accept(cut.length(block));
                } else {
                    begin(block);
                }
            }
        } catch (InterruptedException e) {
            trail.abandon();
            throw e;
        } finally {
            // Whoever has begun uses memory and this object's digests; they are waited for in any case.
            places.acquireUninterruptibly(BLOCKS_AT_ONCE);
        }
        throwFailure();
    }

    private void begin(int block) throws InterruptedException {
        places.acquire();
        boolean begun = false;
        try {
            Budget.Lease lease = lines.budget().take(cut.blockSize());
            threads.execute(() -> transfer(block, lease));
            begun = true;
        } finally {
            if (!begun) {
                places.release();
            }
        }
    }

    private void transfer(int block, Budget.Lease lease) {
        try (lease) {
            lines.ask(() -> read(block, lease.array()));
            Mark mark = course.then(trail.before(block), block, lease.array());
            trail.reached(block, mark);
            ByteBuffer content = ByteBuffer.wrap(lease.array(), 0, cut.length(block));
            lines.tell(() -> lines.writer().stage(original.key(), names.of(block, mark), content.duplicate()));
            moved.accept(cut.length(block));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(new CancellationException("the pod ends"));
        } catch (RuntimeException e) {
            fail(e);
        } finally {
            places.release();
        }
    }

    private boolean read(int block, byte[] array) throws InterruptedException {
        try (InputStream body = lines.reader().read(original, cut.offset(block), cut.length(block))) {
            lines.fill(array, cut.length(block), body, original);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fail(RuntimeException e) {
        failure.compareAndSet(null, e);
        trail.abandon();
    }

    private void throwFailure() throws InterruptedException {
        RuntimeException e = failure.get();
        if (e instanceof CancellationException) {
            throw new InterruptedException();
        }
        if (e != null) {
            throw e;
        }
    }

    private void commit(Attributes attributes) throws InterruptedException {
        List<Mark> marks = trail.all();
        Optional<Trouble> damage = course.damage(marks);
        if (damage.isPresent()) {
            throw damage.get().asException();
        }
        List<String> blocks = new ArrayList<>();
        for (int block = 0; block < marks.size(); block++) {
            blocks.add(names.of(block, marks.get(block)));
        }
        lines.tell(() ->
                lines.writer().commit(original.key(), blocks, marks.getLast().md5(), attributes));
    }
}
