package dev.sealift.worker.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sealift.api.worker.ReportLine;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a report: worst first, bounded, and safe to add to from many threads. Of more lines than fit, the least bad
 * are dropped, so a million extra blobs never push out one that differs.
 */
public final class Report {

    /** The longest key that S3 and Blob know, so a line's item is never cut unless something else stands in it. */
    public static final int LONGEST_ITEM = 1024;

    private static final int LONGEST_DETAIL = 1024;

    private final int limit;
    private final TreeSet<ReportLine> lines = new TreeSet<>(ReportLine.WORST_FIRST);

    public Report(int limit) {
        this.limit = Math.max(0, limit);
    }

    public synchronized void add(ReportLine.Kind kind, String item, String detail) {
        lines.add(new ReportLine(kind, cut(item, LONGEST_ITEM), cut(detail, LONGEST_DETAIL)));
        if (lines.size() > limit) {
            lines.pollLast();
        }
    }

    /** Adds all that another holds. */
    public void addAll(Report other) {
        other.lines().forEach(line -> add(line.kind(), line.item(), line.detail()));
    }

    public synchronized List<ReportLine> lines() {
        return List.copyOf(lines);
    }

    public synchronized List<ReportLine> worst(int count) {
        return lines.stream().limit(count).toList();
    }

    /** The report as it is served: a JSON line an item. */
    public String text() {
        return text(lines());
    }

    static String text(List<ReportLine> lines) {
        StringBuilder text = new StringBuilder();
        for (ReportLine line : lines) {
            text.append(json(line)).append('\n');
        }
        return text.toString();
    }

    /** {@code sha256:…} of a report's bytes; null if it is empty. */
    public static @Nullable String digest(String text) {
        return text.isEmpty()
                ? null
                : "sha256:" + HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String json(ReportLine line) {
        try {
            return Json.MAPPER.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
        return text.substring(0, end) + "…";
    }
}
