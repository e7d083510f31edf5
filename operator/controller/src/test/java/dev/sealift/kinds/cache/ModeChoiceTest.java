package dev.sealift.kinds.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.MigrationStatus.Severity;
import dev.sealift.api.cache.CacheMode;
import dev.sealift.api.worker.RedisMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModeChoiceTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            delimiter = '|',
            value = {
                "Auto          | allowed         | AKE         | Psync         | Info    | misses no change",
                "Auto          | allowed         | ''          | Psync         | Info    | misses no change",
                "Auto          | unknown command | AKE         | ScanAndNotify | Warning | PSYNC is not to be had: unknown command",
                "Auto          | unknown command | AE          | ScanAndNotify | Warning | but not of expirations",
                "Auto          | unknown command | g$lshztdxeE | ScanAndNotify | Warning | but not of expirations",
                "Auto          | unknown command | unknown     | ScanAndNotify | Warning | can't be seen, for CONFIG is refused",
                "Auto          | none            | none        | ScanAndNotify | Warning | can't be seen",
                "Auto          | unknown command | ''          | ScanAndNotify | Error   | notify-keyspace-events is \"\"",
                "Auto          | unknown command | AK          | ScanAndNotify | Error   | notify-keyspace-events is \"AK\"",
                "Auto          | unknown command | glE         | ScanAndNotify | Error   | changes would be missed",
                "Psync         | allowed         | ''          | Psync         | Info    | misses no change",
                "Psync         | unknown command | AKE         | Psync         | Error   | does not allow PSYNC: unknown command",
                "ScanAndNotify | allowed         | AKE         | ScanAndNotify | Warning | transfer.mode says so",
                "ScanAndNotify | allowed         | ''          | ScanAndNotify | Error   | changes would be missed",
            })
    void is_the_best_that_the_source_offers(
            CacheMode wish,
            @Nullable String psync,
            @Nullable String notifications,
            RedisMode mode,
            Severity severity,
            String says) {
        ModeChoice choice = ModeChoice.among(
                wish,
                psync == null || notifications == null
                        ? Map.of()
                        : Map.of("sourcePsync", psync, "sourceNotifications", notifications));

        assertThat(choice.mode()).isEqualTo(mode);
        assertThat(choice.finding().severity()).isEqualTo(severity);
        assertThat(choice.finding().message()).contains(says);
        assertThat(severity == Severity.Info || choice.finding().remedy() != null)
                .isTrue();
    }
}
