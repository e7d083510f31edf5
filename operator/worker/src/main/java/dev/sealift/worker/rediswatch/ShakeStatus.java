package dev.sealift.worker.rediswatch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealift.worker.work.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What redis-shake says of itself. Its {@code consistent} isn't read: it says only that at this moment nothing is known to wait.
 *
 * @param sync readers by PSYNC, one a shard
 * @param scan readers by SCAN, one a shard
 * @param written commands that were handed on to the target since it began
 * @see <a href="https://github.com/tair-opensource/RedisShake/tree/v4.2.2/internal/status">where it is made</a>
 */
record ShakeStatus(List<Sync> sync, List<Scan> scan, List<Writer> writers, long written) {

    /**
     * Says how far one node's stream has come.
     *
     * @param address of the node that it reads
     * @param status such as {@code receiving rdb}
     */
    record Sync(
            String address,
            String status,
            long rdbBytes,
            long rdbReceivedBytes,
            long rdbSentBytes,
            long receivedOffset,
            long sentOffset) {

        boolean following() {
            return status.equals("syncing aof");
        }
    }

    /**
     * Says how far one node's walk has come.
     *
     * @param percent of the keys that were walked
     * @param toUpdate keys that wait to be read
     */
    record Scan(boolean finished, double percent, long toUpdate) {}

    /** @param unansweredEntries commands that the target hasn't answered */
    record Writer(long unansweredBytes, long unansweredEntries) {}

    /**
     * Reads its JSON. Of a cluster, readers and writers are arrays; before the first second has passed, they are nothing.
     *
     * @throws IOException if it is no JSON
     */
    static ShakeStatus of(byte[] json) throws IOException {
        JsonNode root = Json.MAPPER.readTree(json);
        List<JsonNode> readers = each(root.path("reader"));
        return new ShakeStatus(
                readers.stream()
                        .filter(reader -> reader.has("aof_sent_offset"))
                        .map(ShakeStatus::sync)
                        .toList(),
                readers.stream()
                        .filter(reader -> reader.has("scan_finished"))
                        .map(ShakeStatus::scan)
                        .toList(),
                each(root.path("writer")).stream().map(ShakeStatus::writer).toList(),
                root.path("total_entries_count").path("write_count").asLong());
    }

    private static List<JsonNode> each(JsonNode node) {
        List<JsonNode> all = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(all::add);
        } else if (node.isObject()) {
            all.add(node);
        }
        return all;
    }

    private static Sync sync(JsonNode reader) {
        return new Sync(
                reader.path("address").asText(),
                reader.path("status").asText(),
                reader.path("rdb_file_size_bytes").asLong(),
                reader.path("rdb_received_bytes").asLong(),
                reader.path("rdb_sent_bytes").asLong(),
                reader.path("aof_received_offset").asLong(),
                reader.path("aof_sent_offset").asLong());
    }

    private static Scan scan(JsonNode reader) {
        String percent = reader.path("scan_percent").asText("").replace("%", "");
        return new Scan(
                reader.path("scan_finished").asBoolean(),
                percent.isBlank() ? 0 : Double.parseDouble(percent),
                reader.path("need_update_count").asLong());
    }

    private static Writer writer(JsonNode writer) {
        return new Writer(
                writer.path("unanswered_bytes").asLong(),
                writer.path("unanswered_entries").asLong());
    }

    /** Commands that the target hasn't answered, over all its nodes. */
    long unanswered() {
        return writers.stream().mapToLong(Writer::unansweredEntries).sum();
    }
}
