package dev.sealift.e2e.bucket;

import dev.sealift.e2e.Lab;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** The YAML beside the tests, in which {@code @NAME@} stands for what differs from run to run. */
final class Resources {

    private Resources() {}

    /** The text, with its blanks filled. */
    static String filled(String file, Map<String, String> blanks) {
        String text = text(file).replace("@REGION@", Lab.region());
        for (Map.Entry<String, String> blank : blanks.entrySet()) {
            text = text.replace("@" + blank.getKey() + "@", blank.getValue());
        }
        return text;
    }

    private static String text(String file) {
        try (InputStream in = Objects.requireNonNull(Resources.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
