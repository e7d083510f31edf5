package dev.sealift.tools.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.worker.ReportLine;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.api.worker.WorkProgress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShardedWorkTest {

    private static final ShardedWork THREE = new ShardedWork(3, 300, 3000);

    private static WorkOutcome done(int items, ReportLine... worst) {
        return new WorkOutcome(
                true,
                "Copied",
                items + " objects copied",
                false,
                Map.of(
                        Fact.TRANSFERRED_ITEMS, Integer.toString(items),
                        Fact.TRANSFERRED_BYTES, Integer.toString(items * 10),
                        Fact.SOURCE_CREDENTIALS_EXPIRE, "2026-11-21T2" + items % 3 + ":00:00Z"),
                List.of(worst),
                null);
    }

    private static WorkOutcome failed(String reason, boolean retryable) {
        return new WorkOutcome(false, reason, "5 of 90 objects were not copied", retryable, Map.of(), List.of(), null);
    }

    private static ReportLine line(ReportLine.Kind kind, String item) {
        return new ReportLine(kind, item, "why");
    }

    @Test
    void all_that_succeeded_have_succeeded_and_their_numbers_are_summed() {
        WorkOutcome all = THREE.outcome(new TreeMap<>(Map.of(0, done(100), 1, done(101), 2, done(99))), "");

        assertThat(all.succeeded()).isTrue();
        assertThat(all.reason()).isEqualTo("Copied");
        assertThat(all.facts())
                .containsEntry(Fact.TRANSFERRED_ITEMS, "300")
                .containsEntry(Fact.TRANSFERRED_BYTES, "3000")
                .containsEntry(Fact.SHARDS, "3")
                .containsEntry(Fact.SOURCE_CREDENTIALS_EXPIRE, "2026-11-21T20:00:00Z");
        assertThat(all.reportDigest()).isNull();
    }

    @Test
    void a_failure_names_its_shard_and_the_others_still_count() {
        WorkOutcome all =
                THREE.outcome(new TreeMap<>(Map.of(0, done(100), 1, failed("TransferFailed", true), 2, done(99))), "");

        assertThat(all.succeeded()).isFalse();
        assertThat(all.retryable()).isTrue();
        assertThat(all.reason()).isEqualTo("TransferFailed");
        assertThat(all.message()).isEqualTo("1 of 3 shards failed. shard 1: 5 of 90 objects were not copied");
        assertThat(all.facts()).containsEntry(Fact.TRANSFERRED_ITEMS, "199");
    }

    @Test
    void one_that_a_person_must_mend_makes_all_of_it_so() {
        WorkOutcome all = THREE.outcome(
                new TreeMap<>(Map.of(0, failed("TransferFailed", true), 2, failed("TargetForbidden", false))), "");

        assertThat(all.retryable()).isFalse();
        assertThat(all.message()).startsWith("2 of 3 shards failed; 1 were not begun. shard 0: ");
    }

    @Test
    void lines_are_merged_worst_first_and_none_twice() {
        String report = ShardedWork.report(Stream.of(
                line(ReportLine.Kind.Extra, "a"),
                line(ReportLine.Kind.Different, "z"),
                line(ReportLine.Kind.Extra, "a"),
                line(ReportLine.Kind.Missing, "m")));

        assertThat(ShardedWork.lines(report)).extracting(ReportLine::item).containsExactly("z", "m", "a");
        WorkOutcome all = THREE.outcome(new TreeMap<>(Map.of(0, done(1), 1, done(1), 2, done(1))), report);
        assertThat(all.worst()).extracting(ReportLine::item).containsExactly("z", "m", "a");
        assertThat(all.reportDigest()).startsWith("sha256:");
    }

    @Test
    void evidence_of_all_is_the_folder_they_share_and_one_digest() {
        TreeMap<Integer, WorkOutcome> ended = new TreeMap<>();
        for (int shard = 0; shard < 3; shard++) {
            Map<String, String> facts = Map.of(
                    Fact.EVIDENCE, "https://a.example/sealift/7/evidence/20261121T200000Z-1-" + shard + "/report.json",
                    Fact.EVIDENCE_DIGEST, "sha256:" + shard);
            ended.put(shard, new WorkOutcome(true, "Equal", "", false, facts, List.of(), null));
        }

        assertThat(THREE.outcome(ended, "").facts())
                .containsEntry(Fact.EVIDENCE, "https://a.example/sealift/7/evidence/")
                .hasEntrySatisfying(
                        Fact.EVIDENCE_DIGEST, digest -> assertThat(digest).hasSize("sha256:".length() + 64));
    }

    @Test
    void a_thousand_shards_reports_stay_bounded() {
        String report =
                ShardedWork.report(IntStream.range(0, 5000).mapToObj(i -> line(ReportLine.Kind.Missing, "k" + i)));

        assertThat(ShardedWork.lines(report)).hasSize(1000);
    }

    @Test
    void progress_is_that_of_the_ended_and_the_working_of_all_that_was_planned() {
        WorkProgress working = new WorkProgress(500, 1000, 50, 100, 2, 10.5, 1.5, null, "job", "Copying");

        WorkProgress all = THREE.progress(Map.of(0, done(100)), Map.of(1, working));

        assertThat(all.itemsDone()).isEqualTo(150);
        assertThat(all.itemsTotal()).isEqualTo(300);
        assertThat(all.bytesDone()).isEqualTo(1500);
        assertThat(all.bytesTotal()).isEqualTo(3000);
        assertThat(all.itemsFailed()).isEqualTo(2);
        assertThat(all.bytesPerSecond()).isEqualTo(10.5);
        assertThat(all.message()).isEqualTo("1 of 3 shards are done, 1 are under way");
    }

    @Test
    void indexes_are_read_as_a_job_writes_them() {
        assertThat(Indexes.of("0,3-5,9")).containsExactly(0, 3, 4, 5, 9);
        assertThat(Indexes.of("")).isEmpty();
        assertThat(Indexes.of(null)).isEmpty();
    }
}
