package dev.sealift.worker.objects;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An object's tags as its blob gets them. Both clouds hold ten, of 128 and 256 characters; S3 takes letters of all scripts and {@code @},
 * Azure takes ASCII without it.
 *
 * @param remarks what is left out, for people
 * @see <a href="https://learn.microsoft.com/azure/storage/blobs/storage-manage-find-blobs#setting-blob-index-tags">Setting blob index
 *     tags</a>
 */
public record BlobTags(Map<String, String> held, List<String> remarks) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9 +\\-./:=_]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9 +\\-./:=_]{0,256}");

    /** Of what S3 says. */
    public static BlobTags of(Map<String, String> found) {
        Map<String, String> held = new TreeMap<>();
        List<String> remarks = new ArrayList<>();
        new TreeMap<>(found).forEach((name, value) -> {
            if (NAME.matcher(name).matches() && VALUE.matcher(value).matches()) {
                held.put(name, value);
            } else {
                remarks.add(
                        "the tag '" + name + "' is left out: Azure's tags hold letters and digits of ASCII, spaces and"
                                + " + - . / : = _ only");
            }
        });
        return new BlobTags(held, List.copyOf(remarks));
    }

    /** In what a blob's tags differ from these, for people; empty if they don't. */
    public Optional<String> otherThan(Map<String, String> atTarget) {
        return held.equals(atTarget)
                ? Optional.empty()
                : Optional.of("its tags should be " + held + " and are " + new TreeMap<>(atTarget)
                        + " at the target; no pass sees a change of tags alone, so set them there, or delete the blob to"
                        + " have it copied anew");
    }
}
