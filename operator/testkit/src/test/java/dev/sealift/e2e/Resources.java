package dev.sealift.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** The YAML beside the tests, in which {@code @NAME@} stands for what differs from run to run. */
public final class Resources {

    private Resources() {}

    /**
     * The text, with its blanks filled.
     *
     * @param test beside which it stands
     */
    public static String filled(Class<?> test, String file, Map<String, String> blanks) {
        String text = text(test, file).replace("@REGION@", Lab.region());
        for (Map.Entry<String, String> blank : blanks.entrySet()) {
            text = text.replace("@" + blank.getKey() + "@", blank.getValue());
        }
        return text;
    }

    private static String text(Class<?> test, String file) {
        try (InputStream in = Objects.requireNonNull(test.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
