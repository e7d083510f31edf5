package dev.sealift.worker.azcopy;

import dev.sealift.api.worker.CopyOrder;
import dev.sealift.api.worker.S3Location;
import dev.sealift.worker.azcopy.Selection.Absent;
import dev.sealift.worker.azcopy.Selection.ChangedSince;
import dev.sealift.worker.azcopy.Selection.Everything;
import dev.sealift.worker.azcopy.Selection.Listed;
import dev.sealift.worker.objects.KeySelection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * AzCopy's command lines. Pure. No secret ever stands in one: identities go by the environment.
 *
 * <p>What is not obvious, from AzCopy 10.32's source:
 *
 * <ul>
 *   <li>The source ends in {@code /} and {@code --as-subdir=false} keeps its last part out of the target's names. With
 *       {@code /*}, AzCopy would first look for an object named like the folder and, if there is one, copy only that.
 *   <li>{@code --overwrite=ifSourceNewer} is never used: it makes AzCopy ask S3 for every object, one after the other, while
 *       it lists, some tens of objects a second; and one that has gone meanwhile ends the whole job. What is stale is found
 *       by our own comparison and given as a list.
 *   <li>{@code --log-level=ERROR}: the default writes a line for every request to the volume.
 *   <li>{@code --blob-type=BlockBlob}: else a name that ends in {@code .vhd} may become a page blob.
 *   <li>{@code RenameIfInvalid}: the default drops metadata whose key Azure doesn't allow, in silence.
 * </ul>
 */
public final class AzCopyCommand {

    /** What AzCopy trusts with a token unless told more ({@code azcopy/credentialUtil.go}). */
    private static final List<String> TRUSTED = List.of(
            ".core.windows.net",
            ".core.chinacloudapi.cn",
            ".core.cloudapi.de",
            ".core.usgovcloudapi.net",
            ".storage.azure.net");

    /** Blob turns it into a slash: such an object would arrive under another name, or in the place of the one that has it. */
    private static final String BACKSLASH = "\\\\";

    private final CopyOrder order;

    public AzCopyCommand(CopyOrder order) {
        this.order = order;
    }

    /** Why AzCopy can't do this order at all; empty if it can. */
    public Optional<String> unsuitable() {
        return Unsuitable.why(order);
    }

    /**
     * Copies what a selection takes.
     *
     * @param megabitsPerSecond bandwidth cap, 0 for none; it holds for the life of the process
     */
    public List<String> copy(Selection selection, int megabitsPerSecond) {
        return copy(selection, Where.ANYWHERE, megabitsPerSecond);
    }

    /**
     * The part of the source that AzCopy shall look at.
     *
     * @param list a file of the paths below {@link #root()} to look at; null for all
     * @param leftOut expressions over such paths, of what isn't to be copied
     */
    public record Where(@Nullable Path list, List<String> leftOut) {
        static final Where ANYWHERE = new Where(null, List.of());
    }

    /** The same, of a part of the source. */
    public List<String> copy(Selection selection, Where where, int megabitsPerSecond) {
        List<String> line = new ArrayList<>(List.of("copy", sourceUrl(), targetUrl()));
        line.addAll(List.of(
                "--from-to=S3Blob",
                "--recursive=true",
                "--as-subdir=false",
                "--overwrite=" + !(selection instanceof Absent),
                "--blob-type=BlockBlob",
                "--check-length=true",
                "--s2s-preserve-properties=true",
                "--s2s-preserve-access-tier=false",
                "--s2s-detect-source-changed=true",
                "--s2s-handle-invalid-metadata=RenameIfInvalid"));
        line.addAll(filters(selection, where));
        line.addAll(always(megabitsPerSecond));
        return List.copyOf(line);
    }

    private List<String> filters(Selection selection, Where where) {
        return switch (selection) {
            case Everything all -> keys(where);
            case Absent absent -> keys(where);
            case ChangedSince(Instant instant) ->
                Stream.concat(Stream.of("--include-after=" + wholeSeconds(instant)), keys(where).stream())
                        .toList();
            case Listed(Path list) -> List.of("--list-of-files=" + list);
        };
    }

    /** How a key stands in a list of {@link Listed}; empty if AzCopy couldn't find it by that. */
    public Optional<String> listed(String key) {
        String relative = key.substring(folder(order.source().prefix()).length());
        return relative.startsWith("/") ? Optional.empty() : Optional.of(relative);
    }

    /** @param megabitsPerSecond as in {@link #copy}; it may be another than the job was begun with */
    public List<String> resume(String jobId, int megabitsPerSecond) {
        List<String> line = new ArrayList<>(List.of("jobs", "resume", jobId));
        line.addAll(always(megabitsPerSecond));
        return List.copyOf(line);
    }

    public List<String> showFailed(String jobId) {
        return List.of("jobs", "show", jobId, "--with-status=Failed", "--output-type=json");
    }

    public List<String> remove(String jobId) {
        return List.of("jobs", "remove", jobId, "--output-type=json");
    }

    private List<String> always(int megabitsPerSecond) {
        List<String> flags = new ArrayList<>(List.of("--output-type=json", "--log-level=ERROR"));
        if (megabitsPerSecond > 0) {
            flags.add("--cap-mbps=" + megabitsPerSecond);
        }
        trusted().ifPresent(suffix -> flags.add("--trusted-microsoft-suffixes=" + suffix));
        return flags;
    }

    private Optional<String> trusted() {
        String host = order.target().endpoint().getHost().toLowerCase(Locale.ROOT);
        if (TRUSTED.stream().anyMatch(host::endsWith)) {
            return Optional.empty();
        }
        int port = order.target().endpoint().getPort();
        return Optional.of("*." + order.trustedSuffix() + (port == -1 ? "" : ":" + port));
    }

    private String sourceUrl() {
        S3Location source = order.source();
        return sourceEndpoint(source) + "/" + source.bucket() + "/" + encoded(folder(source.prefix()));
    }

    private static String sourceEndpoint(S3Location source) {
        if (source.endpoint() != null) {
            return "https://" + source.endpoint().getHost();
        }
        String suffix = source.region().startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
        return "https://s3." + source.region() + suffix;
    }

    private String targetUrl() {
        URI endpoint = order.target().endpoint();
        String base = endpoint.toString().replaceFirst("/+$", "") + "/"
                + order.target().container();
        String root = targetRoot(order);
        return root.isEmpty() ? base : base + "/" + encoded(root);
    }

    /** What stands before what AzCopy appends: keys keep the source's prefix behind the target's. */
    static String targetRoot(CopyOrder order) {
        return order.target().prefix() + folder(order.source().prefix());
    }

    /** The part of a prefix that AzCopy can take as a folder. */
    private static String folder(String prefix) {
        return prefix.substring(0, prefix.lastIndexOf('/') + 1);
    }

    /** The folder of the source that AzCopy is given; empty for the bucket. */
    public String root() {
        return folder(order.source().prefix());
    }

    /** AzCopy sees the path below the folder, and splits expressions at {@code ;}. */
    private List<String> keys(Where where) {
        String prefix = order.source().prefix();
        KeySelection.Expressions below =
                KeySelection.of(order.source().keys()).below(root(), prefix.substring(root().length()));
        List<String> excluded = new ArrayList<>(List.of(BACKSLASH));
        below.exclude().ifPresent(excluded::add);
        excluded.addAll(where.leftOut());
        List<String> flags = new ArrayList<>();
        below.include().ifPresent(text -> flags.add("--include-regex=" + text));
        flags.add("--exclude-regex=" + String.join(";", excluded));
        if (where.list() != null) {
            flags.add("--list-of-files=" + where.list());
        }
        return flags;
    }

    /** AzCopy compares with whole seconds; rounded down, so nothing is lost. */
    private static String wholeSeconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String encoded(String path) {
        StringBuilder text = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (isPlain(c)) {
                text.append(c);
            } else {
                text.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return text.toString();
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~/".indexOf(c) >= 0;
    }
}
