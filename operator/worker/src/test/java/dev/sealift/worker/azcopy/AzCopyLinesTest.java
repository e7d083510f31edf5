package dev.sealift.worker.azcopy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.worker.azcopy.AzCopyMessage.Begun;
import dev.sealift.worker.azcopy.AzCopyMessage.Ended;
import dev.sealift.worker.azcopy.AzCopyMessage.Fatal;
import dev.sealift.worker.azcopy.AzCopyMessage.Noise;
import dev.sealift.worker.azcopy.AzCopyMessage.Note;
import dev.sealift.worker.azcopy.AzCopyMessage.Question;
import dev.sealift.worker.azcopy.AzCopyMessage.Transfers;
import dev.sealift.worker.azcopy.AzCopyMessage.Underway;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On lines that AzCopy 10.32.2 wrote. */
class AzCopyLinesTest {

    private static final String JOB = "9a2945b2-5f28-484e-4c96-d551dabb4356";
    private static final FailedTransfer FAILED =
            new FailedTransfer("https://s3.eu-central-1.amazonaws.com/orders/ctl%EF%BF%BDx", 0);

    private static List<AzCopyMessage> parsed(String resource) throws IOException {
        try (InputStream in = AzCopyLinesTest.class.getResourceAsStream("/azcopy/" + resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(AzCopyLines::parse)
                    .toList();
        }
    }

    @Test
    void readsAWholeCopy() throws IOException {
        List<AzCopyMessage> messages = parsed("copy-with-a-failure.jsonl");

        assertThat(messages).noneMatch(Noise.class::isInstance);
        assertThat(messages.stream().filter(Note.class::isInstance)).hasSize(6);
        assertThat(messages).contains(new Begun(JOB, "/state/9b1c/log/" + JOB + ".log"));
        assertThat(messages.stream().filter(Underway.class::isInstance).findFirst())
                .contains(new Underway(
                        new JobSummary(JOB, "InProgress", true, 21, 19, 1, 0, 4194340, 20971556, 20971556),
                        List.of(FAILED)));
        assertThat(messages.getLast())
                .isEqualTo(new Ended(
                        new JobSummary(JOB, "CompletedWithErrors", true, 21, 20, 1, 0, 20971556, 20971556, 20971556),
                        List.of()));
    }

    @Test
    void readsAnEndWithoutAJob() throws IOException {
        assertThat(parsed("copy-that-broke.jsonl").getLast())
                .isEqualTo(new Fatal("Cannot perform copy due to error: The specified key does not exist."));
    }

    @Test
    void readsFailedTransfers() throws IOException {
        List<AzCopyMessage> messages = parsed("jobs-show-failed.jsonl");

        assertThat(messages.getFirst()).isEqualTo(new Transfers(List.of(FAILED)));
        // AzCopy says it again as the end of a job, without any status.
        assertThat(messages.getLast()).isInstanceOf(Noise.class);
    }

    @Test
    void leavesOutAQuery() {
        String line = "{\"MessageType\":\"ListJobTransfers\",\"MessageContent\":\"{\\\"Details\\\":[{\\\"Src\\\":"
                + "\\\"https://s3.x.amazonaws.com/b/k?X-Amz-Signature=abc\\\",\\\"ErrorCode\\\":\\\"403\\\"}]}\"}";

        assertThat(AzCopyLines.parse(line))
                .isEqualTo(new Transfers(List.of(new FailedTransfer("https://s3.x.amazonaws.com/b/k", 403))));
    }

    @Test
    void knowsAQuestion() {
        assertThat(AzCopyLines.parse(
                        "{\"MessageType\":\"Prompt\",\"MessageContent\":\"The enumeration is not complete\"}"))
                .isEqualTo(new Question("The enumeration is not complete"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "panic: runtime error",
                "null",
                "[]",
                "42",
                "{}",
                "{\"MessageType\":\"SomethingNew\",\"MessageContent\":\"{}\"}",
                "{\"MessageType\":\"Progress\",\"MessageContent\":\"not json\"}",
                "{\"MessageType\":\"Progress\",\"MessageContent\":\"{\\\"JobID\\\":\\\"cut off",
                "{\"MessageType\":\"EndOfJob\",\"MessageContent\":\"\"}",
                "{\"MessageType\":\"EndOfJob\",\"MessageContent\":\"{\\\"JobIDDetails\\\":[]}\"}"
            })
    void toleratesAnythingElse(String line) {
        assertThat(AzCopyLines.parse(line)).isEqualTo(new Noise(line));
    }

    @Property(tries = 500)
    void neverThrows(@ForAll String line) {
        assertThat(AzCopyLines.parse(line)).isNotNull();
    }
}
