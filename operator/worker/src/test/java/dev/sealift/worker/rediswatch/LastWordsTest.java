package dev.sealift.worker.rediswatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sealift.worker.work.Json;
import dev.sealift.worker.work.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LastWordsTest {

    @TempDir
    private Path directory;

    private Trouble trouble(String... lines) throws IOException {
        Path log = Files.write(directory.resolve("shake.log"), List.of(lines));
        return new LastWords(log, List.of("hunter2", "nmfu2sl5osync")).trouble("it is gone");
    }

    private static String line(String level, String message) {
        try {
            return Json.MAPPER.writeValueAsString(
                    Map.of("level", level, "time", "2026-11-22T05:00:00Z", "message", message));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auth failed with reply: WRONGPASS invalid username-password pair             | MoverCredentialsRejected | false",
                "NOAUTH Authentication required.                                              | MoverCredentialsRejected | false",
                "receive reply failed. cmd=[SET k v], error=[OOM command not allowed when]    | TargetFull               | false",
                "redisStandaloneWriter received BUSYKEY reply. cmd=[RESTORE k 0 x]            | TargetKeyExists          | false",
                "error=[MISCONF Redis is configured to save RDB snapshots]                    | TargetCannotPersist      | true",
                "ERR unknown command `PSYNC`, with args beginning with: `?`, `-1`             | PsyncRefused             | false",
                "can not find aws psync command. address=[1.2.3.4:6379]                       | PsyncRefused             | false",
                "NOPERM User mover has no permissions to run the 'psync' command              | PsyncRefused             | false",
                "NOPERM User mover has no permissions to run the 'restore' command            | MoverPermissionMissing   | false",
                "error=[ERR DUMP payload version or checksum are wrong]                       | DumpIncompatible         | false",
                "write /data/dump.rdb: no space left on device                                | MoverDiskFull            | false",
                "read tcp 10.0.0.1:4->10.0.0.2:6379: i/o timeout                              | MoverDisconnected        | true",
                "EOF                                                                          | MoverDisconnected        | true",
                "something that nobody has seen                                               | MoverLost                | true"
            })
    void ends_that_are_known(String message, String reason, boolean retryable) throws IOException {
        Trouble trouble = trouble(line("info", "all is well"), line("error", message + "\n\t\t\tmain.go:1 -> main()"));

        assertThat(trouble.reason()).isEqualTo(reason);
        assertThat(trouble.retryable()).isEqualTo(retryable);
        assertThat(trouble.message()).startsWith("it is gone; its last words: ").doesNotContain("main.go");
    }

    @Test
    void neither_a_secret_nor_a_value_is_quoted() throws IOException {
        Trouble trouble = trouble(
                line(
                        "error",
                        "[writer_x] receive reply failed. cmd=[SET user:1 \"private]\nthings\" hunter2], error=[OOM command not allowed; nmfu2sl5osync]"));

        assertThat(trouble.message())
                .contains("cmd=[SET …], error=[OOM command not allowed; ***]")
                .doesNotContain("private")
                .doesNotContain("things")
                .doesNotContain("user:1")
                .doesNotContain("hunter2")
                .doesNotContain("nmfu2sl5osync");
    }

    @Test
    void a_log_of_text_is_read_too_and_none_is_said_to_be_none() throws IOException {
        assertThat(trouble("2026-11-22 05:00:00 INF fine", "2026-11-22 05:00:01 ERR dial failed. address=[x:1]")
                        .reason())
                .isEqualTo("MoverDisconnected");
        assertThat(trouble("2026-11-22 05:00:00 INF fine").message()).contains("its log says nothing");
        assertThat(new LastWords(directory.resolve("none"), List.of())
                        .trouble("gone")
                        .reason())
                .isEqualTo("MoverLost");
    }
}
