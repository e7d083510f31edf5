package dev.sealift.worker.verify;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sealift.api.worker.RecordNames;
import dev.sealift.worker.compare.Pair;
import dev.sealift.worker.compare.Proof;
import dev.sealift.worker.compare.Verdict;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.records.Records;
import dev.sealift.worker.work.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The report of one comparison, in the records: a JSON line for every key, in gzipped parts of a bounded number of lines, in no
 * particular order, and {@code report.json}, which names the parts with their SHA-256, and the outcome. The digest of
 * {@code report.json} therefore stands for all of it; it is in the status. Safe to use from many threads.
 */
final class Evidence implements AutoCloseable {

    static final int LINES_A_PART = 200_000;

    /** At the default interval, six hours of comparisons. */
    static final int KEPT = 24;

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Records records;
    private final String folder;
    private final Path scratch;
    private final int linesAPart;
    private final List<Part> parts = new ArrayList<>();
    private @Nullable Writing current;

    Evidence(Records records, Instant begun, String key, Path scratch) {
        this(records, begun, key, scratch, LINES_A_PART);
    }

    Evidence(Records records, Instant begun, String key, Path scratch, int linesAPart) {
        this.records = records;
        this.folder = RecordNames.EVIDENCE + STAMP.format(begun) + "-" + key + "/";
        this.scratch = scratch;
        this.linesAPart = linesAPart;
    }

    /** One key of the report. Sizes in bytes; versions are the sides' ETags. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            String key,
            String verdict,
            @Nullable String proof,
            @Nullable String sha256,
            @Nullable String detail,
            @Nullable Side source,
            @Nullable Side target) {}

    /** One side of a key. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Side(
            long size,
            Instant lastModified,
            @Nullable String md5,
            @Nullable String version,
            @Nullable String tier) {

        static Side of(Item item) {
            return new Side(item.size(), item.lastModified(), item.md5(), item.version(), item.tier());
        }
    }

    /** One file of lines, and the digest of its bytes as they are stored. */
    record Part(String name, long lines, String sha256) {}

    /** {@code report.json}. */
    record Summary(
            Instant begun,
            Instant ended,
            String source,
            String target,
            String proven,
            Map<String, String> facts,
            List<Part> parts) {}

    /** Where the report stands, and the digest that stands for it. */
    record Kept(String url, String digest) {}

    synchronized void add(Pair pair, Verdict verdict) {
        try {
            Writing part = current == null ? current = new Writing() : current;
            part.write(line(pair, verdict));
            if (part.lines == linesAPart) {
                keep(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't write to " + scratch, e);
        }
    }

    private static Line line(Pair pair, Verdict verdict) {
        return switch (pair) {
            case Pair.SourceOnly(Item source) -> line(pair.key(), verdict, Side.of(source), null);
            case Pair.TargetOnly(Item target) -> line(pair.key(), verdict, null, Side.of(target));
            case Pair.Both(Item source, Item target) -> line(pair.key(), verdict, Side.of(source), Side.of(target));
        };
    }

    private static Line line(String key, Verdict verdict, @Nullable Side source, @Nullable Side target) {
        return switch (verdict) {
            case Verdict.Equal(Proof.Bytes(String sha256), var remark) ->
                new Line(key, "Equal", "Bytes", sha256, remark.orElse(null), source, target);
            case Verdict.Equal(Proof proof, var remark) ->
                new Line(key, "Equal", proof.getClass().getSimpleName(), null, remark.orElse(null), source, target);
            case Verdict.Different(var aspect, String detail) ->
                new Line(key, "Different", null, null, aspect + ": " + detail, source, target);
            case Verdict.Unsupported(String why) -> new Line(key, "Unsupported", null, null, why, source, target);
            case Verdict.Missing missing -> new Line(key, "Missing", null, null, null, source, target);
            case Verdict.Extra extra -> new Line(key, "Extra", null, null, null, source, target);
            case Verdict.Gone gone -> new Line(key, "Gone", null, null, null, source, target);
            case Verdict.Pending pending -> new Line(key, "Pending", null, null, null, source, target);
            case Verdict.Archived archived -> new Line(key, "Archived", null, null, null, source, target);
            case Verdict.Marker marker -> new Line(key, "Marker", null, null, null, source, target);
        };
    }

    private void keep(Writing part) throws IOException {
        parts.add(part.kept());
        current = null;
    }

    /** Puts the last part and the summary; lets go of the evidence of long ago. */
    synchronized Kept finish(
            Instant begun, Instant ended, String source, String target, String proven, Map<String, String> facts) {
        try {
            if (current != null) {
                keep(current);
            }
            byte[] report = Json.MAPPER.writeValueAsBytes(
                    new Summary(begun, ended, source, target, proven, facts, List.copyOf(parts)));
            records.write(folder + "report.json", out -> out.write(report));
            prune();
            return new Kept(records.locate(folder + "report.json"), "sha256:" + hex(sha256().digest(report)));
        } catch (IOException e) {
            throw new UncheckedIOException("can't write to " + scratch, e);
        }
    }

    private void prune() {
        List<String> names = records.list(RecordNames.EVIDENCE);
        List<String> folders = names.stream().map(Evidence::folder).distinct().toList();
        List<String> old = folders.subList(0, Math.max(0, folders.size() - KEPT));
        names.stream().filter(name -> old.contains(folder(name))).forEach(records::delete);
    }

    private static String folder(String name) {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public synchronized void close() {
        if (current != null) {
            current.discard();
            current = null;
        }
    }

    /** A part on its way: to a file first, for its digest and because a record is written in one go. */
    private final class Writing {

        private final Path file;
        private final MessageDigest digest = sha256();
        private final OutputStream out;
        private int lines;

        Writing() throws IOException {
            file = Files.createTempFile(scratch, "evidence", ".jsonl.gz");
            out = new BufferedOutputStream(
                    new GZIPOutputStream(new DigestOutputStream(Files.newOutputStream(file), digest), 1 << 16),
                    1 << 16);
        }

        void write(Line line) throws IOException {
            out.write(Json.MAPPER.writeValueAsString(line).getBytes(StandardCharsets.UTF_8));
            out.write('\n');
            lines++;
        }

        Part kept() throws IOException {
            out.close();
            String name = "part-%05d.jsonl.gz".formatted(parts.size() + 1);
            records.write(folder + name, to -> Files.copy(file, to));
            Files.delete(file);
            return new Part(name, lines, hex(digest.digest()));
        }

        void discard() {
            try (OutputStream unfinished = out) {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
