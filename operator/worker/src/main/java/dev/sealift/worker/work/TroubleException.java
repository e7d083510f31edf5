package dev.sealift.worker.work;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries a {@link Trouble} from the adapter that understood it to the command that reports it. */
public final class TroubleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Trouble trouble;
    private final transient @Nullable Duration rest;

    TroubleException(Trouble trouble, @Nullable Throwable cause, @Nullable Duration rest) {
        super(trouble.message(), cause);
        this.trouble = trouble;
        this.rest = rest;
    }

    /** How long the service asked to be left alone; empty if it didn't say. */
    public Optional<Duration> rest() {
        return Optional.ofNullable(rest);
    }

    public Trouble trouble() {
        return trouble;
    }
}
