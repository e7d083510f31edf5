package dev.sealift.worker.compare;

import dev.sealift.worker.compare.Verdict.Different;
import dev.sealift.worker.compare.Verdict.Equal;
import dev.sealift.worker.objects.Source;
import dev.sealift.worker.objects.Target;
import dev.sealift.worker.work.Throttle;
import dev.sealift.worker.work.Trouble;
import dev.sealift.worker.work.TroubleException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Reads a key that the listings call equal. What changed or went while it was read is no difference. */
public final class DeepLook {

    private static final int TRIES = 3;

    private final SecondLook secondLook;
    private final Contents contents;

    public DeepLook(Judge judge, Source source, Target target, Throttle throttle) {
        this.secondLook = new SecondLook(judge, source, target);
        this.contents = new Contents(judge, source, target, throttle);
    }

    /** What its bytes, headers and metadata say; empty if neither side has the key any more. */
    public Optional<Verdict> at(String key) {
        Optional<Verdict> read = read(key);
        return read.isPresent() && read.get() instanceof Equal ? read : unlessChanged(key, read);
    }

    /** A difference counts if the sides still call each other equal and still differ. */
    private Optional<Verdict> unlessChanged(String key, Optional<Verdict> read) {
        Optional<Verdict> now = secondLook.at(key);
        boolean still = now.isPresent() && now.get() instanceof Equal;
        return still && read.isPresent() ? read(key) : now;
    }

    /** Empty if the key went from a side while it was read. */
    private Optional<Verdict> read(String key) {
        for (int attempt = 1; ; attempt++) {
            try {
                return Optional.of(contents.compared(key));
            } catch (TroubleException | UncheckedIOException e) {
                if (gone(key)) {
                    return Optional.empty();
                }
                if (attempt == TRIES || !passing(e)) {
                    throw troubled(key, e);
                }
            }
        }
    }

    private boolean gone(String key) {
        return secondLook
                .at(key)
                .filter(now -> now instanceof Equal || now instanceof Different)
                .isEmpty();
    }

    private static boolean passing(RuntimeException e) {
        return !(e instanceof TroubleException known) || known.trouble().retryable();
    }

    private static TroubleException troubled(String key, RuntimeException e) {
        return e instanceof TroubleException known
                ? known
                : new Trouble(
                                "ReadBrokenOff",
                                "Reading '" + key + "' broke off " + TRIES + " times: " + e.getMessage(),
                                true)
                        .asException(e);
    }
}
