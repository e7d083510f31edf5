package dev.sealift.worker.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.worker.ReportLine;
import dev.sealift.api.worker.ReportLine.Kind;
import dev.sealift.api.worker.WorkOutcome;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TerminationMessageTest {

    private static int size(WorkOutcome outcome) {
        return TerminationMessage.json(outcome).getBytes(StandardCharsets.UTF_8).length;
    }

    @Property(tries = 300)
    void fitsWhateverComes(
            @ForAll @StringLength(max = 9000) String message,
            @ForAll @StringLength(max = 2000) String reason,
            @ForAll @Size(max = 40) List<@StringLength(max = 1500) String> items,
            @ForAll @Size(max = 30) Map<String, @StringLength(max = 300) String> facts) {
        List<ReportLine> worst =
                items.stream().map(i -> new ReportLine(Kind.Missing, i, i)).toList();
        WorkOutcome outcome = new WorkOutcome(false, reason, message, true, facts, worst, "sha256:" + reason);

        assertThat(size(TerminationMessage.fit(outcome))).isLessThanOrEqualTo(TerminationMessage.LIMIT);
    }

    @Test
    void fitsWhenEveryCharacterIsEscaped() {
        String worst = "\u0001".repeat(5000);
        WorkOutcome outcome = new WorkOutcome(
                true,
                worst,
                worst,
                false,
                Map.of(worst, worst),
                Collections.nCopies(50, new ReportLine(Kind.Missing, worst, worst)),
                worst);

        assertThat(size(TerminationMessage.fit(outcome))).isLessThanOrEqualTo(TerminationMessage.LIMIT);
    }

    @Property(tries = 50)
    void losesLinesBeforeFacts(@ForAll @IntRange(min = 30, max = 200) int lines) {
        List<ReportLine> worst = Collections.nCopies(lines, new ReportLine(Kind.Missing, "k".repeat(900), "d"));
        WorkOutcome fitted = TerminationMessage.fit(
                new WorkOutcome(true, "Compared", "message", false, Map.of("missingItems", "7"), worst, null));

        assertThat(fitted.facts()).containsEntry("missingItems", "7");
        assertThat(fitted.message()).isEqualTo("message");
        assertThat(fitted.worst()).isNotEmpty().hasSizeLessThan(lines);
    }

    @Test
    void leavesASmallOutcomeAlone() {
        WorkOutcome outcome = new WorkOutcome(
                true,
                "Copied",
                "3 objects",
                false,
                Map.of("a", "1"),
                List.of(new ReportLine(Kind.Extra, "k", "d")),
                null);

        assertThat(TerminationMessage.fit(outcome)).isEqualTo(outcome);
    }
}
