package dev.sealift.worker.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealift.worker.copy.CopyState.Job;
import dev.sealift.worker.work.Finished;
import dev.sealift.worker.work.Outcomes;
import dev.sealift.worker.work.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyStateTest {

    @TempDir
    Path volume;

    @Test
    void remembersAcrossLives() {
        Job job = new Job("9a29", Instant.parse("2026-11-21T12:00:00.123Z"), true);
        Finished finished = Outcomes.done("Copied", "3", Map.of("a", "1"), new Report(1));
        CopyState first = CopyState.open(volume, "k1");
        assertThat(first.job()).isEmpty();
        assertThat(first.finished()).isEmpty();

        first.begun(job);
        first.finished(finished);

        CopyState second = CopyState.open(volume, "k1");
        assertThat(second.job()).contains(job);
        assertThat(second.finished()).contains(finished);
        assertThat(CopyState.open(volume, "k2").job()).isEmpty();
    }

    @Test
    void ignoresWhatItCantRead() throws Exception {
        CopyState state = CopyState.open(volume, "k1");
        Files.writeString(volume.resolve("k1/job.json"), "{\"jobId\":");

        assertThat(state.job()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b", "../x", "-a"})
    void refusesAKeyThatCouldLeaveTheVolume(String key) {
        assertThatThrownBy(() -> CopyState.open(volume, key)).isInstanceOf(IllegalArgumentException.class);
    }
}
