package dev.sealift.worker.verify;

import dev.sealift.worker.compare.CancelledException;
import dev.sealift.worker.compare.Crew;
import dev.sealift.worker.compare.DeepLook;
import dev.sealift.worker.compare.Pair;
import dev.sealift.worker.compare.Verdict;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads keys at both sides, some at the same time, and enters what came of it. */
final class Readers implements AutoCloseable {

    /** Each holds two streams, of which Azure's keeps four MiB; so they take 64 MiB of the pod's memory together. */
    private static final int AT_ONCE = 16;

    private final DeepLook look;
    private final Ledger ledger;
    private final Crew crew = new Crew(AT_ONCE);

    Readers(DeepLook look, Ledger ledger) {
        this.look = look;
        this.ledger = ledger;
    }

    /**
     * Reads a key, some time. Blocks while too many are being read.
     *
     * @param then is told the verdict, after it was entered; empty if the key went from both sides
     */
    void read(Pair.Both pair, Consumer<Optional<Verdict>> then) {
        try {
            crew.execute(() -> {
                Optional<Verdict> verdict = look.at(pair.key());
                verdict.ifPresent(said -> ledger.enter(pair, said));
                then.accept(verdict);
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }

    /** Whether it needs no other reading as long as neither side changes; tags change without that. */
    static boolean isClean(Verdict verdict) {
        return verdict instanceof Verdict.Equal equal && equal.remark().isEmpty();
    }

    void settle() throws InterruptedException {
        crew.settle();
    }

    @Override
    public void close() {
        crew.close();
    }
}
