package dev.sealift.worker.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads replies: a reply is bytes, a {@link Long}, a list of replies, null, or a {@link Refused}. */
public final class Reply {

    private Reply() {}

    public static long number(@Nullable Object reply) {
        return switch (reply) {
            case Long number -> number;
            case byte[] text -> Long.parseLong(text(text));
            case null, default -> throw unexpected("a number", reply);
        };
    }

    public static byte[] bytes(@Nullable Object reply) {
        if (reply instanceof byte[] bytes) {
            return bytes;
        }
        throw unexpected("bytes", reply);
    }

    public static String text(@Nullable Object reply) {
        return new String(bytes(reply), StandardCharsets.UTF_8);
    }

    public static List<?> list(@Nullable Object reply) {
        if (reply instanceof List<?> list) {
            return list;
        }
        throw unexpected("a list", reply);
    }

    /** A reply is the user's data; only a refusal is quoted. */
    private static IllegalStateException unexpected(String wanted, @Nullable Object reply) {
        String got = switch (reply) {
            case null -> "nothing";
            case Refused(String said) -> said;
            case Object other -> "a " + other.getClass().getSimpleName();
        };
        return new IllegalStateException("the server answered " + got + " where " + wanted + " was due");
    }
}
