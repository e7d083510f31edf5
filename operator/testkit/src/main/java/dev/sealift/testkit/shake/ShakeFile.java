package dev.sealift.testkit.shake;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.sealift.testkit.json.Json;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the program is told to do: {@code shake.toml}, as redis-shake 4.2 has it. Its keys are the components' names in snake case. */
record ShakeFile(Reading reader, Writing redisWriter, Filtering filter, Advanced advanced) {

    /** Where data comes from. */
    sealed interface Reading {}

    /** {@code [sync_reader]}: as a replica. */
    record Sync(
            boolean cluster,
            String address,
            String username,
            String password,
            boolean tls,
            boolean syncRdb,
            boolean syncAof,
            boolean preferReplica,
            boolean tryDiskless)
            implements Reading {

        Login login() {
            return new Login(username, password, tls, preferReplica);
        }
    }

    /** {@code [scan_reader]}: key by key. */
    record Scan(
            boolean cluster,
            String address,
            String username,
            String password,
            boolean tls,
            List<Integer> dbs,
            boolean scan,
            boolean ksn,
            int count,
            boolean preferReplica)
            implements Reading {

        Login login() {
            return new Login(username, password, tls, preferReplica);
        }
    }

    /** {@code [redis_writer]}. */
    record Writing(
            boolean cluster,
            boolean sentinel,
            String master,
            String address,
            String username,
            String password,
            boolean tls,
            boolean offReply) {

        Login login() {
            return new Login(username, password, tls, false);
        }
    }

    /** {@code [filter]}. */
    record Filtering(
            List<String> allowKeyPrefix,
            List<String> allowKeySuffix,
            List<String> blockKeyPrefix,
            List<String> blockKeySuffix,
            List<Integer> allowDb,
            List<Integer> blockDb,
            List<String> allowCommand,
            List<String> blockCommand,
            List<String> allowCommandGroup,
            List<String> blockCommandGroup,
            String function) {}

    /** {@code [advanced]}. */
    record Advanced(
            String dir,
            int ncpu,
            int pprofPort,
            int statusPort,
            String logFile,
            String logLevel,
            int logInterval,
            Behavior rdbRestoreCommandBehavior,
            int pipelineCountLimit,
            long targetRedisClientMaxQuerybufLen,
            long targetRedisProtoMaxBulkLen,
            String awsPsync,
            boolean emptyDbBeforeSync) {}

    /** {@code [module]}, which nothing here looks at. */
    private record Modules(int targetMbbloomVersion) {}

    /** What is done about a key that RESTORE finds in its way. */
    enum Behavior {
        @JsonProperty("panic")
        PANIC,
        @JsonProperty("rewrite")
        REWRITE,
        @JsonProperty("skip")
        SKIP
    }

    private static final String DEFAULTS = """
            [sync_reader]
            cluster = false
            address = ""
            username = ""
            password = ""
            tls = false
            sync_rdb = true
            sync_aof = true
            prefer_replica = false
            try_diskless = false
            [scan_reader]
            cluster = false
            address = ""
            username = ""
            password = ""
            tls = false
            dbs = []
            scan = true
            ksn = false
            count = 1
            prefer_replica = false
            [redis_writer]
            cluster = false
            sentinel = false
            master = ""
            address = ""
            username = ""
            password = ""
            tls = false
            off_reply = false
            [filter]
            allow_key_prefix = []
            allow_key_suffix = []
            block_key_prefix = []
            block_key_suffix = []
            allow_db = []
            block_db = []
            allow_command = []
            block_command = []
            allow_command_group = []
            block_command_group = []
            function = ""
            [advanced]
            dir = "data"
            ncpu = 0
            pprof_port = 0
            status_port = 0
            log_file = "shake.log"
            log_level = "info"
            log_interval = 5
            rdb_restore_command_behavior = "panic"
            pipeline_count_limit = 1024
            target_redis_client_max_querybuf_len = 1024000000
            target_redis_proto_max_bulk_len = 512000000
            aws_psync = ""
            empty_db_before_sync = false
            [module]
            target_mbbloom_version = 0
            """;

    private static final TomlMapper TOML = TomlMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private static final Set<String> READERS = Set.of("sync_reader", "scan_reader");
    private static final Set<String> NOT_HERE = Set.of("rdb_reader", "aof_reader");
    private static final Set<String> OTHERS = Set.of("redis_writer", "filter", "advanced", "module");

    /** Reads a file's text; throws {@link Panic} on what is wrong with it. */
    static ShakeFile read(String text, Map<String, String> environment) {
        ObjectNode given = toml(Variables.replaced(text, environment));
        refuseUnknown(given);
        ObjectNode whole = toml(DEFAULTS);
        String reader = reader(given);
        Json.merge(whole, given);
        section(whole, "module", Modules.class);
        return new ShakeFile(
                        reader.equals("sync_reader")
                                ? section(whole, "sync_reader", Sync.class)
                                : section(whole, "scan_reader", Scan.class),
                        section(whole, "redis_writer", Writing.class),
                        section(whole, "filter", Filtering.class),
                        section(whole, "advanced", Advanced.class))
                .checked();
    }

    private static ObjectNode toml(String text) {
        try {
            return (ObjectNode) TOML.readTree(text);
        } catch (JsonProcessingException e) {
            throw new Panic("failed to read config file: " + e.getOriginalMessage());
        }
    }

    private static void refuseUnknown(ObjectNode given) {
        for (Iterator<String> names = given.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (NOT_HERE.contains(name)) {
                throw new Panic(
                        "failed to read config file: [" + name + "] is not among what the lab's redis-shake can do");
            }
            if (!READERS.contains(name) && !OTHERS.contains(name)) {
                throw new Panic("failed to read config file: [" + name + "] is unknown");
            }
        }
        if (!given.has("redis_writer")) {
            throw new Panic("no writer config entry found");
        }
    }

    private static String reader(ObjectNode given) {
        Set<String> readers = new TreeSet<>(READERS);
        readers.removeIf(name -> !given.has(name));
        if (readers.isEmpty()) {
            throw new Panic("no reader config entry found");
        }
        if (readers.size() > 1) {
            throw new Panic("failed to read config file: only one reader is allowed, there are " + readers);
        }
        return readers.iterator().next();
    }

    private static <T> T section(JsonNode whole, String name, Class<T> type) {
        try {
            return TOML.treeToValue(whole.get(name), type);
        } catch (JsonProcessingException e) {
            throw new Panic("failed to read config file: [" + name + "] " + place(e) + ": " + e.getOriginalMessage());
        }
    }

    private static String place(JsonProcessingException failure) {
        return failure instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(JsonMappingException.Reference::getFieldName)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining("."))
                : "";
    }

    private ShakeFile checked() {
        refuseIf(redisWriter.sentinel(), "redis_writer.sentinel");
        refuseIf(!filter.function().isEmpty(), "filter.function");
        refuseIf(reader instanceof Sync sync && sync.tryDiskless(), "sync_reader.try_diskless");
        if (redisWriter.offReply() && advanced.rdbRestoreCommandBehavior() == Behavior.PANIC) {
            throw new Panic("the RDBRestoreCommandBehavior can't be 'panic' when the server not reply to commands");
        }
        return this;
    }

    private static void refuseIf(boolean asked, String option) {
        if (asked) {
            throw new Panic(
                    "failed to read config file: " + option + " is not among what the lab's redis-shake can do");
        }
    }
}
