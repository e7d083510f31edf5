package dev.sealift.worker.rediswatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealift.worker.rediswatch.ShakeStatus.Scan;
import dev.sealift.worker.rediswatch.ShakeStatus.Sync;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ShakeStatusTest {

    private static ShakeStatus status(String json) throws IOException {
        return ShakeStatus.of(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void of_a_single_server_by_psync() throws IOException {
        ShakeStatus status = status("""
                {"start_time":"2026-11-22 05:00:00","consistent":true,
                 "total_entries_count":{"read_count":12,"read_ops":1.5,"write_count":11,"write_ops":1},
                 "per_cmd_entries_count":{"SET":{"read_count":12,"read_ops":0,"write_count":11,"write_ops":0}},
                 "reader":{"name":"reader_127.0.0.1_6379","address":"127.0.0.1:6379","dir":"/d","status":"syncing aof",
                   "rdb_file_size_bytes":100,"rdb_file_size_human":"100 B","rdb_received_bytes":100,"rdb_received_human":"100 B",
                   "rdb_sent_bytes":99,"rdb_sent_human":"99 B","aof_received_offset":340,"aof_sent_offset":300,
                   "aof_received_bytes":40,"aof_received_human":"40 B"},
                 "writer":{"name":"writer_127.0.0.1_6380","unanswered_bytes":7,"unanswered_entries":2}}
                """);

        assertThat(status.sync()).containsExactly(new Sync("127.0.0.1:6379", "syncing aof", 100, 100, 99, 340, 300));
        assertThat(status.scan()).isEmpty();
        assertThat(status.unanswered()).isEqualTo(2);
        assertThat(status.written()).isEqualTo(11);
    }

    @Test
    void of_a_cluster_by_scan() throws IOException {
        ShakeStatus status = status("""
                {"total_entries_count":{"write_count":5},
                 "reader":[{"name":"reader_a","scan_finished":true,"scan_dbId":0,"scan_cursor":0,"scan_percent":"0.00%","need_update_count":3},
                           {"name":"reader_b","scan_finished":false,"scan_dbId":0,"scan_cursor":9,"scan_percent":"43.10%","need_update_count":0}],
                 "writer":[{"name":"writer_a","unanswered_bytes":1,"unanswered_entries":1},
                           {"name":"writer_b","unanswered_bytes":2,"unanswered_entries":4}]}
                """);

        assertThat(status.scan()).containsExactly(new Scan(true, 0, 3), new Scan(false, 43.1, 0));
        assertThat(status.unanswered()).isEqualTo(5);
    }

    @Test
    void of_its_first_second() throws IOException {
        ShakeStatus status = status("{\"consistent\":false,\"reader\":null,\"writer\":null}");

        assertThat(status.sync()).isEmpty();
        assertThat(status.scan()).isEmpty();
    }

    @Test
    void of_nothing() {
        assertThatThrownBy(() -> status("<html>")).isInstanceOf(IOException.class);
    }
}
