package dev.sealift.kinds.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.bucket.BucketDeletes;
import dev.sealift.api.bucket.BucketTransfer;
import dev.sealift.api.worker.CopyOrder.Deletes;
import dev.sealift.api.worker.CopyOrder.Deletes.Mode;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.lifecycle.Journal;
import dev.sealift.lifecycle.JournalEntry;
import dev.sealift.lifecycle.OperationKey;
import dev.sealift.lifecycle.Step;
import dev.sealift.lifecycle.Verdict;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeletingTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static BucketTransfer transfer(BucketDeletes deletes, int limit) {
        return new BucketTransfer(
                null, null, null, null, null, null, null, null, null, null, deletes, limit, null, null, null, null);
    }

    private static JournalEntry entry(Step step, JournalEntry.State state, Instant begun, Map<String, String> facts) {
        return new JournalEntry(
                step,
                OperationKey.of("uid", step, 1),
                1,
                state,
                1,
                0,
                true,
                null,
                begun,
                state.isOpen() ? null : begun.plusSeconds(10),
                "",
                "",
                facts);
    }

    private static Journal journal(JournalEntry... entries) {
        Journal journal = Journal.empty();
        for (JournalEntry entry : entries) {
            journal = journal.with(entry);
        }
        return journal;
    }

    private static JournalEntry succeeded(Step step, int secondsAgo) {
        Instant begun = NOW.minusSeconds(secondsAgo);
        return entry(
                step,
                JournalEntry.State.Succeeded,
                begun,
                Map.of(dev.sealift.lifecycle.Fact.BEGUN_AT, begun.toString()));
    }

    private static Mode mode(BucketDeletes deletes, Step step, Journal journal) {
        return Deleting.by(transfer(deletes, 10), step, journal).mode();
    }

    @ParameterizedTest
    @EnumSource
    void aFullCopyDeletesNothing(BucketDeletes deletes) {
        assertThat(mode(deletes, Step.FullCopy, Journal.empty())).isEqualTo(Mode.Keep);
    }

    @ParameterizedTest
    @CsvSource({"Keep, Keep", "AtCutover, Track", "Always, Delete"})
    void whileItReplicates(BucketDeletes deletes, Mode mode) {
        Journal journal = journal(succeeded(Step.IncrementalSync, 300));

        assertThat(mode(deletes, Step.IncrementalSync, journal)).isEqualTo(mode);
    }

    @ParameterizedTest
    @CsvSource({"Keep, Keep", "AtCutover, Delete", "Always, Delete"})
    void behindTheFence(BucketDeletes deletes, Mode mode) {
        Journal journal = journal(succeeded(Step.Fence, 60));

        assertThat(mode(deletes, Step.IncrementalSync, journal)).isEqualTo(mode);
        assertThat(Deleting.isLast(journal)).isTrue();
    }

    @Test
    void aFenceThatIsNotUpYetDeletesNothing() {
        Journal journal = journal(entry(Step.Fence, JournalEntry.State.Started, NOW, Map.of()));

        assertThat(mode(BucketDeletes.AtCutover, Step.IncrementalSync, journal)).isEqualTo(Mode.Track);
    }

    @Test
    void aCutoverThatIsUndoneDeletesNothing() {
        Journal undoing = journal(succeeded(Step.Fence, 60), succeeded(Step.Unfence, 30));
        Journal undone = undoing.with(succeeded(Step.Rollback, 20));

        assertThat(mode(BucketDeletes.AtCutover, Step.IncrementalSync, undoing)).isEqualTo(Mode.Track);
        assertThat(mode(BucketDeletes.AtCutover, Step.IncrementalSync, undone)).isEqualTo(Mode.Track);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10, 0",
        "1, 10, 1",
        "10, 10, 1",
        "11, 10, 2",
        "5000, 10, 500",
        "5000, 0, 0",
        "7, 100, 7",
        "9000000000000, 50, 4500000000000"
    })
    void theLimitIsAPartOfWhatWasCopied(long copied, int percent, long most) {
        assertThat(new Deletes(Mode.Delete, percent).most(copied)).isEqualTo(most);
    }

    private static Optional<Verdict.Input> input(BucketDeletes deletes, long gone, long copied) {
        JournalEntry pass = entry(
                Step.IncrementalSync,
                JournalEntry.State.Succeeded,
                NOW,
                Map.of(Fact.GONE_ITEMS, String.valueOf(gone), Fact.OWN_ITEMS, String.valueOf(copied)));
        return Deleting.input(transfer(deletes, 10), journal(pass));
    }

    @Test
    void theVerdictTellsBeforeWhatTheCutoverWouldDelete() {
        assertThat(input(BucketDeletes.AtCutover, 500, 5000)).hasValueSatisfying(input -> {
            assertThat(input.ok()).isTrue();
            assertThat(input.value()).isEqualTo("500 of 5000");
            assertThat(input.limit()).isEqualTo("500 (10 %)");
        });
        assertThat(input(BucketDeletes.AtCutover, 501, 5000)).hasValueSatisfying(input -> {
            assertThat(input.ok()).isFalse();
            assertThat(input.reason()).isEqualTo("DeleteLimitExceeded");
        });
        assertThat(input(BucketDeletes.Always, 501, 5000)).isEmpty();
    }
}
