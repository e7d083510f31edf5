package dev.sealift.testkit.shake;

import dev.sealift.testkit.redis.RedisRefusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** What the program does not survive. */
final class Panic extends RuntimeException {

    private static final long serialVersionUID = 1;

    Panic(String message) {
        super(message);
    }

    /** What the log says of a failure. */
    static String reason(Exception failure) {
        return switch (failure) {
            case UncheckedIOException e when e.getCause() != null -> reason(e.getCause());
            case Panic _, RedisRefusal _, IOException _ ->
                Objects.requireNonNullElse(failure.getMessage(), failure.toString());
            default -> "panic: " + failure;
        };
    }
}
