package dev.sealift.worker.objects;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside the bytes and should arrive with them.
 *
 * @param content the content headers that both clouds keep, by their HTTP names; those without a value are absent
 * @param metadata the user's own, by name without a prefix, in lower case
 */
public record Headers(Map<String, String> content, Map<String, String> metadata) {

    /** What Azure allows as a name of metadata: an identifier of C#, in ASCII. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** AzCopy writes what it had to rename as a pair: under this and a number of letters the old name, see {@code RenameIfInvalid}. */
    private static final String OLD_NAME = "rename_key_";

    private static final String RENAMED = "rename_";

    public Headers {
        content = Map.copyOf(content);
        metadata = Map.copyOf(metadata);
    }

    /** Nothing beside the bytes. */
    public static final Headers NONE = new Headers(Map.of(), Map.of());

    /** The headers of an answer; a blank one is none. */
    public static Headers of(
            @Nullable String type,
            @Nullable String encoding,
            @Nullable String language,
            @Nullable String disposition,
            @Nullable String cacheControl,
            @Nullable Map<String, String> metadata) {
        Map<String, String> content = new HashMap<>();
        put(content, "Content-Type", type);
        put(content, "Content-Encoding", withoutChunks(encoding));
        put(content, "Content-Language", language);
        put(content, "Content-Disposition", disposition);
        put(content, "Cache-Control", cacheControl);
        Map<String, String> own = new HashMap<>();
        if (metadata != null) {
            metadata.forEach((name, value) -> own.put(name.toLowerCase(Locale.ROOT), value));
        }
        return new Headers(content, own);
    }

    private static void put(Map<String, String> content, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            content.put(name, value.strip());
        }
    }

    /** Some clients of S3 leave the encoding of their upload in what S3 keeps. */
    private static @Nullable String withoutChunks(@Nullable String encoding) {
        return encoding == null ? null : encoding.replaceAll("(?i)\\s*aws-chunked\\s*,?", "");
    }

    /**
     * What of these has not arrived, for people; empty if all has. What the source leaves unsaid the target may say as it likes.
     */
    public Optional<String> missingIn(Headers target) {
        return Stream.concat(missingContent(target), missingMetadata(target)).findFirst();
    }

    private Stream<String> missingContent(Headers target) {
        return sorted(content)
                .filter(wanted -> !wanted.getValue().equals(target.content.get(wanted.getKey())))
                .map(wanted -> missing(wanted.getKey(), wanted.getValue(), target.content.get(wanted.getKey())));
    }

    private Stream<String> missingMetadata(Headers target) {
        return sorted(metadata)
                .filter(wanted -> plain(wanted.getValue()) && !arrived(wanted.getKey(), wanted.getValue(), target))
                .map(wanted -> missing(
                        "the metadata " + wanted.getKey(), wanted.getValue(), target.metadata.get(wanted.getKey())));
    }

    private static Stream<Map.Entry<String, String>> sorted(Map<String, String> values) {
        return values.entrySet().stream().sorted(Map.Entry.comparingByKey());
    }

    private static String missing(String name, String wanted, @Nullable String found) {
        return name + " should be '" + wanted + "' and is " + said(found) + " at the target";
    }

    /** S3 hands out other characters in an encoding that depends on how they came in. */
    private static boolean plain(String value) {
        return value.chars().allMatch(c -> c >= 0x20 && c < 0x7f) && !value.contains("=?");
    }

    /** Whether metadata of this name and value is at the target, under its name or under the one that AzCopy gives it. */
    static boolean arrived(String name, String value, Headers target) {
        return NAME.matcher(name).matches()
                ? value.strip().equals(target.metadata.getOrDefault(name, "").strip())
                : renamed(name, value, target);
    }

    private static boolean renamed(String name, String value, Headers target) {
        List<String> newNames = target.metadata.entrySet().stream()
                .filter(entry ->
                        entry.getKey().startsWith(OLD_NAME) && entry.getValue().equalsIgnoreCase(name))
                .map(entry -> RENAMED + entry.getKey().substring(OLD_NAME.length()))
                .toList();
        return newNames.stream().anyMatch(newName -> value.equals(target.metadata.get(newName)));
    }

    private static String said(@Nullable String value) {
        return value == null ? "not there" : "'" + value + "'";
    }
}
