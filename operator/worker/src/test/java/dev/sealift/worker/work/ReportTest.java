package dev.sealift.worker.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.worker.ReportLine;
import dev.sealift.api.worker.ReportLine.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void standsWorstFirst() {
        Report report = new Report(10);
        report.add(Kind.Extra, "b", "extra");
        report.add(Kind.Missing, "a", "missing");
        report.add(Kind.Different, "c", "different");

        assertThat(report.lines())
                .extracting(ReportLine::kind)
                .containsExactly(Kind.Different, Kind.Missing, Kind.Extra);
    }

    @Test
    void keepsTheWorstWhenThereAreTooMany() {
        Report report = new Report(2);
        for (int i = 0; i < 1000; i++) {
            report.add(Kind.Extra, "key-" + i, "extra");
        }
        report.add(Kind.Different, "z", "different");

        assertThat(report.lines())
                .hasSize(2)
                .first()
                .extracting(ReportLine::item)
                .isEqualTo("z");
    }

    @Test
    void isJsonLinesWithADigest() {
        Report report = new Report(2);
        report.add(Kind.Missing, "a\n\"b", "x");

        assertThat(report.text()).isEqualTo("{\"kind\":\"Missing\",\"item\":\"a\\n\\\"b\",\"detail\":\"x\"}\n");
        assertThat(Report.digest(report.text())).startsWith("sha256:").hasSize(71);
        assertThat(Report.digest("")).isNull();
    }

    @Property(tries = 200)
    void holdsTheFirstLinesOfEverythingSorted(
            @ForAll @Size(max = 60) List<@IntRange(max = 300) Integer> seeds, @ForAll @IntRange(max = 20) int limit) {
        Report report = new Report(limit);
        List<ReportLine> all = new ArrayList<>();
        for (int seed : seeds) {
            Kind kind = Kind.values()[seed % Kind.values().length];
            report.add(kind, "k" + seed, "");
            all.add(new ReportLine(kind, "k" + seed, ""));
        }

        List<ReportLine> expected = all.stream()
                .distinct()
                .sorted(Comparator.comparing(ReportLine::kind).thenComparing(ReportLine::item))
                .limit(limit)
                .toList();
        assertThat(report.lines()).isEqualTo(expected);
    }

    @Property(tries = 200)
    void neverCutsACharacterInTwo(@ForAll String text, @ForAll @IntRange(min = 3, max = 40) int length) {
        String cut = Report.cut(text, length);

        assertThat(cut.length()).isLessThanOrEqualTo(Math.max(length, 1));
        if (cut.length() > 1 && cut.length() < text.length()) {
            assertThat(Character.isHighSurrogate(cut.charAt(cut.length() - 2))).isFalse();
        }
    }
}
