package dev.sealift.worker.rediswatch;

/** Writes strings for a TOML file that passes through envsubst before it is read. */
final class Toml {

    private static final String PLAIN = " !#%&()*+,-./:;<=>?@[]^_{|}~";

    private Toml() {}

    /**
     * A basic string. Whatever could mean something to either reader is escaped, above all {@code $}: envsubst would put a variable of
     * the mover's environment in its place, or nothing.
     *
     * @throws IllegalArgumentException for half of a surrogate pair, which TOML can't hold
     */
    static String string(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> append(quoted, point));
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder quoted, int point) {
        if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
            throw new IllegalArgumentException("a password or user holds half a character");
        }
        if (point < 128 && (Character.isLetterOrDigit(point) || PLAIN.indexOf(point) >= 0)) {
            quoted.appendCodePoint(point);
        } else if (Character.isBmpCodePoint(point)) {
            quoted.append(String.format("\\u%04X", point));
        } else {
            quoted.append(String.format("\\U%08X", point));
        }
    }
}
