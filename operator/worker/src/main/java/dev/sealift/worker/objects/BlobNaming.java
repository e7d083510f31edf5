package dev.sealift.worker.objects;

import dev.sealift.worker.objects.NameVerdict.Carried;
import dev.sealift.worker.objects.NameVerdict.DirectoryMarker;
import dev.sealift.worker.objects.NameVerdict.Unsupported;
import java.util.Locale;
import java.util.Optional;

/**
 * Which keys arrive. Two things stand in the way of a key: AzCopy leaves some out, partly in silence, and Blob Storage has
 * rules for names. Every key that neither hinders must arrive; every other is named by survey and verification.
 *
 * <p>AzCopy 10.32 leaves out a key that ends in {@code /}, without a word, and, with a warning, one that ends in {@code .} or
 * contains {@code ./} ({@code traverser/zc_traverser_s3.go}, {@code invalidAzureBlobName}).
 *
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata">Naming
 *     and referencing containers, blobs, and metadata</a>
 */
public final class BlobNaming {

    static final int LONGEST_NAME = 1024;
    static final int MOST_SEGMENTS = 254;
    /** The limit is 63 with host and container, and the service was seen to refuse the 60th directory. */
    static final int MOST_SEGMENTS_HIERARCHICAL = 60;

    private final String targetPrefix;
    private final boolean hierarchicalNamespace;

    public BlobNaming(String targetPrefix, boolean hierarchicalNamespace) {
        this.targetPrefix = targetPrefix;
        this.hierarchicalNamespace = hierarchicalNamespace;
    }

    public NameVerdict judge(String key, long size) {
        if (key.endsWith("/") && size == 0) {
            return new DirectoryMarker();
        }
        return hindrance(key).<NameVerdict>map(Unsupported::new).orElseGet(Carried::new);
    }

    private Optional<String> hindrance(String key) {
        return trailing(key)
                .or(() -> tooLong(targetPrefix + key))
                .or(() -> tooDeep(targetPrefix + key))
                .or(() -> backslash(key))
                .or(() -> forbiddenCharacter(key))
                .or(() -> emptySegment(targetPrefix + key));
    }

    private static Optional<String> trailing(String key) {
        if (key.isEmpty()) {
            return Optional.of("the key is empty; rename the object at the source");
        }
        if (key.endsWith("/")) {
            return Optional.of(
                    "the key ends in '/' and holds data; AzCopy takes it for a folder and leaves it out without a"
                            + " word; rename the object at the source");
        }
        if (key.endsWith(".")) {
            return Optional.of("the key ends in '.'; Blob doesn't keep a dot at the end of a name and AzCopy leaves the"
                    + " object out; rename it at the source");
        }
        if (key.contains("./")) {
            return Optional.of(
                    "a path segment of the key ends in '.'; Blob doesn't keep such segments and AzCopy leaves the"
                            + " object out; rename it at the source");
        }
        return Optional.empty();
    }

    private static Optional<String> tooLong(String name) {
        return name.length() <= LONGEST_NAME
                ? Optional.empty()
                : Optional.of("with the target's prefix the name has " + name.length()
                        + " characters; Blob holds names of at most " + LONGEST_NAME + "; use a shorter prefix");
    }

    private Optional<String> tooDeep(String name) {
        long segments = 1 + name.chars().filter(c -> c == '/').count();
        int most = hierarchicalNamespace ? MOST_SEGMENTS_HIERARCHICAL : MOST_SEGMENTS;
        return segments <= most
                ? Optional.empty()
                : Optional.of("the name has " + segments + " path segments; the account holds at most " + most
                        + "; rename the object at the source");
    }

    private static Optional<String> backslash(String key) {
        return key.indexOf('\\') < 0
                ? Optional.empty()
                : Optional.of(
                        "the key holds a backslash, which Blob turns into a slash, so that it would arrive under another"
                                + " name; rename the object at the source");
    }

    private static Optional<String> forbiddenCharacter(String key) {
        return key.codePoints()
                .filter(BlobNaming::forbidden)
                .boxed()
                .findFirst()
                .map(c -> String.format(
                        Locale.ROOT,
                        "the key holds U+%04X, which Blob doesn't allow in a name; rename the object at the source",
                        c));
    }

    /**
     * Control characters, lone surrogates, private use and non-characters: what the vendor's page excludes, by words or by
     * RFC 3987, and what the XML of a listing can't hold.
     */
    private static boolean forbidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE -> true;
            default -> (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
        };
    }

    /** A hierarchical namespace has real directories, and a directory can't be named "". */
    private Optional<String> emptySegment(String name) {
        return hierarchicalNamespace && (name.startsWith("/") || name.contains("//"))
                ? Optional.of(
                        "a path segment of the key is empty, and the account's hierarchical namespace has no directory"
                                + " without a name; rename the object at the source")
                : Optional.empty();
    }
}
