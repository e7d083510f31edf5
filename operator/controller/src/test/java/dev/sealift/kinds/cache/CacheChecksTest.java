package dev.sealift.kinds.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.api.MigrationStatus.Severity;
import dev.sealift.api.cache.CacheEndpoint;
import dev.sealift.api.cache.CacheMigrationSpec;
import dev.sealift.api.cache.CacheSource;
import dev.sealift.api.cache.CacheTarget;
import dev.sealift.api.worker.RedisMode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheChecksTest {

    private static CacheMigrationSpec spec(boolean cluster, boolean tls) {
        return new CacheMigrationSpec(
                new CacheSource(null, new CacheEndpoint("source:6379", cluster, tls, null, null, null), null),
                new CacheTarget(new CacheEndpoint("target:10000", cluster, tls, null, null, null)),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Both sides as they should be, but for what is said. */
    private static List<Finding> found(CacheMigrationSpec spec, String... facts) {
        return found(spec, RedisMode.ScanAndNotify, facts);
    }

    private static List<Finding> found(CacheMigrationSpec spec, RedisMode mode, String... facts) {
        Map<String, String> seen = new HashMap<>(Map.of(
                "sourceServer", "Redis",
                "sourceVersion", "7.0.15",
                "sourceKeys", "12",
                "sourceMemory", "1048576",
                "sourceOps", "3",
                "sourceClients", "1",
                "sourceDatabases", "0",
                "targetKeys", "0"));
        Arrays.stream(facts).map(fact -> fact.split("=", 2)).forEach(fact -> seen.put(fact[0], fact[1]));
        return new CacheChecks(spec, mode, seen)
                .findings().stream()
                        .filter(finding -> finding.severity() != Severity.Info)
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "targetKeys=3             | Warning | TargetKeys  | target:10000 | holds 3 keys already",
                "sourceDatabases=0,3      | Warning | Databases   | target:10000 | in the databases 3",
                "sourceModules=ReJSON     | Error   | Modules     | target:10000 | lacks the modules ReJSON",
                "targetMaxMemory=1048576  | Error   | Memory      | target:10000 | more than the target's 1.0 MiB",
                "sourceClustered=true     | Error   | ClusterMode | source:6379  | it is a cluster",
                "targetClustered=true     | Error   | ClusterMode | target:10000 | it is a cluster",
            })
    void names_what_is_wrong_the_item_and_a_remedy(
            String fact, Severity severity, String check, String item, String says) {
        assertThat(found(spec(false, false), fact)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(severity);
            assertThat(finding.check()).isEqualTo(check);
            assertThat(finding.item()).isEqualTo(item);
            assertThat(finding.message()).contains(says);
            assertThat(finding.remedy()).isNotBlank();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "sourceModules=ReJSON, targetModules=ReJSON",
        "targetMaxMemory=0, sourceMemory=9999999",
        "targetMaxMemory=1258292, sourceMemory=1048576",
        "sourceRdbVersion=11, targetRdbVersion=12",
        "sourceRdbVersion=11, targetRdbVersion=11",
        "sourceRdbVersion=12, targetVersion=7",
        "sourceEviction=noeviction, targetEviction=noeviction",
        "sourceLargestBytes=536870912, sourceLargestKey=big",
    })
    void finds_nothing_where_nothing_is_wrong(String one, String other) {
        assertThat(found(spec(false, false), one, other)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sourceRdbVersion=12     | targetRdbVersion=11     | Error   | DumpVersion",
                "sourceEviction=allkeys-lru | targetEviction=volatile-lru | Warning | Eviction",
                "sourceLargestBytes=536870913 | sourceLargestKey=big | Warning | LargeKey",
            })
    void compares_what_both_say(String one, String other, Severity severity, String check) {
        assertThat(found(spec(false, false), one, other)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(severity);
            assertThat(finding.check()).isEqualTo(check);
        });
    }

    @Test
    void a_cluster_must_be_whole_and_has_one_database() {
        assertThat(found(
                        spec(true, false),
                        "sourceClustered=true",
                        "targetClustered=true",
                        "sourceSlots=16384",
                        "targetSlots=10923",
                        "sourceDatabases=0,1"))
                .extracting(Finding::check)
                .containsExactly("Slots", "Databases");
    }

    @Test
    void a_mover_that_would_empty_the_target_finds_it_empty() {
        assertThat(found(spec(false, false), RedisMode.Psync, "targetKeys=3"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.Error);
                    assertThat(finding.message()).contains("holds 3 keys, and a mover by Psync empties the target");
                });
        assertThat(found(spec(false, false), RedisMode.Psync)).isEmpty();
    }

    @Test
    void says_what_the_mover_does_not_verify() {
        assertThat(found(spec(false, true))).extracting(Finding::check).containsExactly("MoverTls");
    }
}
