package dev.sealift.testkit.shake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.sealift.testkit.shake.ShakeFile.Behavior;
import dev.sealift.testkit.shake.ShakeFile.Scan;
import dev.sealift.testkit.shake.ShakeFile.Sync;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShakeFileTest {

    private static final String SYNC = """
            [sync_reader]
            address = "a:1"
            [redis_writer]
            address = "b:2"
            """;

    @Test
    void whatIsNotSaidIsAsRedisShakeHasIt() {
        ShakeFile file = read(SYNC);

        assertThat(file.reader()).asInstanceOf(type(Sync.class)).satisfies(sync -> {
            assertThat(sync.address()).isEqualTo("a:1");
            assertThat(sync.syncAof()).isTrue();
        });
        assertThat(file.advanced().rdbRestoreCommandBehavior()).isEqualTo(Behavior.PANIC);
        assertThat(file.advanced().pipelineCountLimit()).isEqualTo(1024);
    }

    @Test
    void escapesOfTomlAreReadAfterVariablesWereReplaced() {
        ShakeFile file = read(SYNC + "password = \"\\u0024WORD$WORD\"\n");

        assertThat(file.redisWriter().password()).isEqualTo("$WORDsecret");
    }

    @Test
    void aScanIsRead() {
        ShakeFile file = read("""
                [scan_reader]
                address = "a:1"
                dbs = [1, 5]
                ksn = true
                count = 100
                [redis_writer]
                address = "b:2"
                off_reply = true
                [advanced]
                rdb_restore_command_behavior = "rewrite"
                """);

        assertThat(file.reader()).asInstanceOf(type(Scan.class)).satisfies(scan -> {
            assertThat(scan.dbs()).isEqualTo(List.of(1, 5));
            assertThat(scan.ksn()).isTrue();
            assertThat(scan.scan()).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            adress = "b:2"                                      | adress
            tls = "yes"                                         | tls
            sentinel = true                                     | sentinel
            off_reply = true                                    | can't be 'panic'
            [advanced]\\nrdb_restore_command_behavior = "ignore" | ignore
            [advanced]\\nstatus_port = "1"                       | status_port
            [advance]                                           | [advance] is unknown
            [filter]\\nfunction = "shake.call(DB, ARGV)"         | filter.function
            [scan_reader]\\naddress = "a:1"                      | only one reader
            [rdb_reader]\\nfilepath = "a"                        | rdb_reader
            [module]\\nversion = 1                               | version
            password = "                                        | config file
            password = "${WORD"                                 | closing brace expected
            """)
    void whatIsWrongIsNamed(String more, String named) {
        assertThatThrownBy(() -> read(SYNC + more.replace("\\n", "\n") + "\n"))
                .isInstanceOf(Panic.class)
                .hasMessageContaining(named);
    }

    @Test
    void aReaderAndAWriterAreNeeded() {
        assertThatThrownBy(() -> read("[redis_writer]\naddress = \"b:2\"\n"))
                .hasMessage("no reader config entry found");
        assertThatThrownBy(() -> read("[sync_reader]\naddress = \"b:2\"\n")).hasMessage("no writer config entry found");
    }

    private static ShakeFile read(String text) {
        return ShakeFile.read(text, Map.of("WORD", "secret"));
    }
}
