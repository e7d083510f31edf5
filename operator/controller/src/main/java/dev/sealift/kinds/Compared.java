package dev.sealift.kinds;

import dev.sealift.api.ExtraItems;
import dev.sealift.api.worker.ReportLine;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.JournalEntry;
import dev.sealift.lifecycle.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a worker's comparison of both sides comes to: the facts that the verdict rests on, and words for people. */
public final class Compared {

    private static final int NAMED = 3;

    private static final String EXTRA_NAMED = "extraNamed";

    private Compared() {}

    /**
     * The end of a comparison.
     *
     * @param what the items as people call them, such as {@code objects}
     * @param differences how many of them withhold the cutover
     * @param worst the kinds of report lines that count as differences
     * @param counts the outcome's counts that are kept beside those of every comparison
     */
    public static Ending ending(
            WorkOutcome outcome, String what, long differences, Set<ReportLine.Kind> worst, List<String> counts) {
        Map<String, String> facts = new HashMap<>();
        counts.forEach(fact -> facts.put(fact, String.valueOf(number(outcome, fact))));
        long items = number(outcome, Fact.SOURCE_ITEMS);
        String named = named(outcome, worst);
        facts.put(Fact.EXTRA_ITEMS, String.valueOf(number(outcome, Fact.EXTRA_ITEMS)));
        facts.put(Fact.PENDING_ITEMS, String.valueOf(number(outcome, Fact.PENDING_ITEMS)));
        facts.put(dev.sealift.lifecycle.Fact.ITEMS, String.valueOf(items));
        facts.put(dev.sealift.lifecycle.Fact.DIFFERENCES, String.valueOf(differences));
        facts.put(dev.sealift.lifecycle.Fact.MISSING, String.valueOf(number(outcome, Fact.MISSING_ITEMS)));
        keep(facts, dev.sealift.lifecycle.Fact.WORST, named);
        keep(facts, EXTRA_NAMED, named(outcome, Set.of(ReportLine.Kind.Extra)));
        keep(facts, dev.sealift.lifecycle.Fact.PROVEN, outcome.facts().get(Fact.PROVEN));
        keep(facts, dev.sealift.lifecycle.Fact.EVIDENCE, outcome.facts().get(Fact.EVIDENCE));
        keep(facts, dev.sealift.lifecycle.Fact.EVIDENCE_DIGEST, outcome.facts().get(Fact.EVIDENCE_DIGEST));
        keep(facts, dev.sealift.lifecycle.Fact.REPORT_DIGEST, outcome.reportDigest());
        String message =
                "%d of %d %s differ%s".formatted(differences, items, what, named.isEmpty() ? "" : ": " + named);
        return Ending.completed(message, facts);
    }

    private static void keep(Map<String, String> facts, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            facts.put(name, value);
        }
    }

    private static String named(WorkOutcome outcome, Set<ReportLine.Kind> kinds) {
        return outcome.worst().stream()
                .filter(line -> kinds.contains(line.kind()))
                .limit(NAMED)
                .map(line -> "%s %s (%s)".formatted(line.kind(), line.item(), line.detail()))
                .collect(Collectors.joining("; "));
    }

    /** Items that only the target holds; mostly what was deleted at the source after it had been copied. */
    public static Verdict.Input extra(String name, ExtraItems wish, JournalEntry compared) {
        long extra = compared.number(Fact.EXTRA_ITEMS).orElse(0L);
        boolean blocks = wish == ExtraItems.Block;
        return input(
                name,
                String.valueOf(extra),
                blocks ? "0" : "any; they are reported",
                compared,
                !blocks || extra == 0,
                compared.facts().get(EXTRA_NAMED));
    }

    /** An input of the verdict that the comparison has measured. */
    public static Verdict.Input input(
            String name, String value, String limit, JournalEntry compared, boolean ok, @Nullable String message) {
        Optional<Instant> at = compared.instant(dev.sealift.lifecycle.Fact.BEGUN_AT);
        return new Verdict.Input(name, value, limit, at.orElse(null), ok, "ValidationMismatch", message, null);
    }

    /** A count of the outcome; 0 if it isn't there. */
    public static long number(WorkOutcome outcome, String fact) {
        return Long.parseLong(outcome.facts().getOrDefault(fact, "0"));
    }
}
