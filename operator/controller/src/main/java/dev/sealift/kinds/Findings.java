package dev.sealift.kinds;

import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.api.MigrationStatus.Severity;
import dev.sealift.lifecycle.Ending;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a Preflight has found, as it ends. */
public final class Findings {

    private Findings() {}

    /** Whether it stops the migration. */
    public static boolean isError(Finding finding) {
        return finding.severity() == Severity.Error;
    }

    /** What stops a migration, all of it. */
    public static Ending.Failure failed(List<Finding> errors, boolean retryable) {
        String all = errors.stream().map(Findings::text).collect(Collectors.joining("; "));
        return new Ending.Failure(
                "PreflightFailed", "%d to mend: %s".formatted(errors.size(), all), retryable, Map.of());
    }

    /** A finding with item and remedy, for people. */
    private static String text(Finding finding) {
        String item = finding.item();
        String remedy = finding.remedy();
        return "[%s%s] %s%s"
                .formatted(
                        finding.check(),
                        item == null || item.isEmpty() ? "" : " " + item,
                        finding.message(),
                        remedy == null ? "" : " → " + remedy);
    }

    /** What passed, and how many warnings there are beside it. */
    public static String passed(String what, List<Finding> findings) {
        long warnings = findings.stream()
                .filter(finding -> finding.severity() == Severity.Warning)
                .count();
        return what + (warnings == 0 ? "" : "; warnings in status.findings: " + warnings);
    }

    /** What a worker met: it says what happened in its first sentence, and what to do in those after it. */
    public static Finding met(String check, String item, String said, boolean retryable) {
        String[] sentences = said.split("(?<=\\.) ", 2);
        @Nullable String remedy = retryable ? "it is tried again" : null;
        return new Finding(Severity.Error, check, item, sentences[0], sentences.length == 1 ? remedy : sentences[1]);
    }
}
