package dev.sealift.worker.copy;

import dev.sealift.api.worker.CopyOrder;
import dev.sealift.api.worker.ReportLine;
import dev.sealift.worker.azcopy.FailedTransfer;
import dev.sealift.worker.objects.Seen;
import dev.sealift.worker.objects.Source;
import dev.sealift.worker.work.Report;
import dev.sealift.worker.work.TroubleException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sorts failed transfers. In a bucket that is written to, some always fail because their object changed or went while it was
 * read; those belong to the next pass and are no failure of this one. So each is looked at again.
 */
final class Failures {

    /** Two clouds' clocks and S3's whole seconds. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    private static final int MOST_LOOKED_AT = 2000;

    private final CopyOrder order;
    private final Source source;
    private final Instant begun;
    private final Report report;

    private long pending;
    private long gone;
    private @Nullable String worst;

    Failures(CopyOrder order, Source source, Instant begun, Report report) {
        this.order = order;
        this.source = source;
        this.begun = begun;
        this.report = report;
    }

    void examine(List<FailedTransfer> failed, Path logFile) {
        Map<String, String> causes = FailureCauses.of(
                logFile, failed.stream().map(FailedTransfer::source).collect(Collectors.toSet()));
        for (int i = 0; i < failed.size(); i++) {
            FailedTransfer transfer = failed.get(i);
            examine(key(transfer.source()), cause(transfer, causes), i < MOST_LOOKED_AT);
        }
    }

    private void examine(String key, String cause, boolean look) {
        Fate fate = look ? fate(key) : Fate.Failed;
        switch (fate) {
            case Gone -> gone++;
            case Changed -> {
                pending++;
                report.add(ReportLine.Kind.Pending, key, "it changed while it was copied; the next pass copies it");
            }
            case Failed -> {
                worst = worst == null ? key + ": " + cause : worst;
                report.add(ReportLine.Kind.Failed, key, cause);
            }
        }
    }

    private enum Fate {
        Gone,
        Changed,
        Failed
    }

    private Fate fate(String key) {
        try {
            Optional<Seen> seen = source.look(key);
            return seen.map(now -> now.lastModified().isBefore(begun.minus(SKEW)) ? Fate.Failed : Fate.Changed)
                    .orElse(Fate.Gone);
        } catch (TroubleException e) {
            return Fate.Failed;
        }
    }

    private static String cause(FailedTransfer transfer, Map<String, String> causes) {
        String cause = causes.get(transfer.source());
        if (cause != null) {
            return cause;
        }
        return transfer.httpStatus() == 0
                ? "AzCopy's log doesn't say why"
                : "HTTP status " + transfer.httpStatus() + "; AzCopy's log doesn't say more";
    }

    /** The key in an object's URL, whose path begins with the bucket. */
    private String key(String url) {
        String bucket = "/" + order.source().bucket() + "/";
        int at = url.indexOf(bucket);
        String path = at < 0 ? url : url.substring(at + bucket.length());
        return decoded(path);
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path;
        }
    }

    /** How many turned out to be no failure of this pass. */
    long overtaken() {
        return pending + gone;
    }

    long pending() {
        return pending;
    }

    Optional<String> worst() {
        return Optional.ofNullable(worst);
    }
}
