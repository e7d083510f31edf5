package dev.sealift.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.worker.RedisCompareOrder.Depth;
import dev.sealift.api.worker.RedisFact;
import dev.sealift.api.worker.ReportLine;
import dev.sealift.api.worker.ReportLine.Kind;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkOutcome.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two real servers, compared. */
class RedisCompareIT {

    private final RedisServer source = RedisServer.start();
    private final RedisServer target =
            RedisServer.start("--hash-max-listpack-entries", "4", "--set-max-intset-entries", "4");
    private final Client s = source.client();
    private final Client t = target.client();

    @AfterEach
    void stop() {
        s.close();
        t.close();
        source.close();
        target.close();
    }

    private Comparing comparing() {
        return Comparing.of(source.location(), target.location());
    }

    /** Both sides hear it. */
    private void both(String... words) {
        s.say(words);
        t.say(words);
    }

    private void everyType() {
        both("SET", "greeting", "hello");
        both("SET", "empty", "");
        both("SET", "session", "x", "PX", "3600000");
        both("RPUSH", "list", "a", "b", "a", "");
        both("SADD", "set", "1", "2", "3", "4", "5", "x");
        both("HSET", "hash", "f", "1", "g", "2");
        both("ZADD", "zset", "0.1", "a", "-inf", "b", "1e300", "c");
        both("XADD", "stream", "1-1", "f", "v");
        both("XADD", "stream", "2-1", "f", "w");
        both("XGROUP", "CREATE", "stream", "readers", "1-1");
        s.sayBytes("SET", new byte[] {(byte) 0xff, 0, 'k'}, new byte[] {0, 1, 2});
        t.sayBytes("SET", new byte[] {(byte) 0xff, 0, 'k'}, new byte[] {0, 1, 2});
        for (int i = 0; i < 3000; i++) {
            both("HSET", "large", "field" + i, "value" + i);
            both("ZADD", "ranks", Integer.toString(i), "member" + i);
            both("XADD", "log", i + 1 + "-0", "n", Integer.toString(i));
        }
        String chunk = "0123456789abcdef".repeat(20_000);
        both("SET", "big", chunk);
    }

    @Test
    void equal_values_are_equal_however_they_are_stored() throws Exception {
        everyType();
        s.say("DEL", "set");
        s.say("SADD", "set", "x", "5", "4", "3", "2", "1");

        WorkOutcome outcome = comparing().run().outcome();

        assertThat(outcome.message())
                .startsWith("13 keys at the source, 13 at the target: 0 missing, 0 different, 0 at the");
        assertThat(outcome.reason()).isEqualTo("Equal");
        assertThat(outcome.facts())
                .containsEntry(Fact.SOURCE_ITEMS, "13")
                .containsEntry(Fact.TARGET_ITEMS, "13")
                .containsEntry(Fact.READ_ITEMS, "13")
                .hasEntrySatisfying(
                        Fact.PROVEN,
                        proven -> assertThat(proven)
                                .startsWith(
                                        "existence, type, time to live and length of all 13 keys were compared at both sides; "
                                                + "the values of all 13 keys were read"));
        assertThat(outcome.worst()).isEmpty();
    }

    @Test
    void every_difference_is_named_and_no_value_shown() throws Exception {
        everyType();
        t.say("SET", "greeting", "hellO");
        t.say("PERSIST", "session");
        t.say("DEL", "empty");
        t.say("SET", "extra", "secret");
        t.say("LSET", "list", "0", "b");
        t.say("LSET", "list", "1", "a");
        t.say("DEL", "set");
        t.say("RPUSH", "set", "1");
        t.say("HSET", "large", "field1234", "VALUE1234");
        t.say("ZADD", "ranks", "17.5", "member17");
        t.say("XGROUP", "SETID", "stream", "readers", "2-1");
        t.say("SETRANGE", "big", "300000", "X");
        t.sayBytes("SET", new byte[] {(byte) 0xff, 0, 'k'}, new byte[] {0, 1, 3});

        WorkOutcome outcome = comparing().run().outcome();

        assertThat(outcome.reason()).isEqualTo("Different");
        assertThat(outcome.facts())
                .containsEntry(Fact.MISSING_ITEMS, "1")
                .containsEntry(Fact.EXTRA_ITEMS, "1")
                .containsEntry(Fact.DIFFERENT_ITEMS, "9")
                .containsEntry(Fact.PENDING_ITEMS, "0");
        assertThat(items(outcome, Kind.Different))
                .containsExactlyInAnyOrder(
                        "greeting", "session", "list", "set", "large", "ranks", "stream", "big", "\\xff\\x00k");
        assertThat(items(outcome, Kind.Missing)).containsExactly("empty");
        assertThat(items(outcome, Kind.Extra)).containsExactly("extra");
        assertThat(detail(outcome, "session")).contains("expires in 3").contains("never expires at the target");
        assertThat(detail(outcome, "set"))
                .contains("a set of 6 elements at the source, list of 1 elements at the target");
        assertThat(detail(outcome, "greeting"))
                .contains("a string of 5 bytes at both sides, with another value: SHA-256");
        assertThat(outcome.worst().toString()).doesNotContain("hello", "hellO", "secret", "VALUE1234");
    }

    @Test
    void without_values_the_outline_still_tells() throws Exception {
        both("SET", "same", "aa");
        s.say("SET", "value", "aa");
        t.say("SET", "value", "bb");
        s.say("SET", "length", "aa");
        t.say("SET", "length", "a");

        WorkOutcome outcome = comparing().reading(Depth.None, 0).run().outcome();

        assertThat(items(outcome, Kind.Different)).containsExactly("length");
        assertThat(outcome.facts().get(Fact.PROVEN)).endsWith("no value was read");
    }

    @Test
    void a_sample_of_all_finds_the_one_value() throws Exception {
        List<String[]> many = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            many.add(new String[] {"SET", "key:" + i, "value:" + i});
        }
        s.sayAll(many);
        t.sayAll(many);
        t.say("SET", "key:777", "VALUE:777");

        WorkOutcome all = comparing().reading(Depth.Sample, 30_000).run().outcome();
        WorkOutcome some = comparing().reading(Depth.Sample, 100).run().outcome();

        assertThat(items(all, Kind.Different)).containsExactly("key:777");
        assertThat(all.facts()).containsEntry(Fact.READ_ITEMS, "19999");
        assertThat(some.facts().get(Fact.PROVEN)).contains("the values of 100 of 20000 keys were read; if ");
    }

    @Test
    void a_key_about_to_expire_is_no_difference() throws Exception {
        s.say("SET", "ending", "x", "PX", "1500");
        t.say("SET", "lingering", "x", "PX", "1500");
        s.say("SET", "drifting", "x", "PX", "600000");
        t.say("SET", "drifting", "x", "PX", "599000");
        s.say("SET", "apart", "x", "PX", "600000");
        t.say("SET", "apart", "x", "PX", "590000");

        WorkOutcome outcome = comparing().run().outcome();

        assertThat(outcome.worst()).extracting(ReportLine::item).containsExactly("apart");
    }

    @Test
    void a_repair_writes_what_differs_and_leaves_what_is_extra() throws Exception {
        everyType();
        t.say("FLUSHALL");
        t.say("SET", "session", "y");
        t.say("SET", "mine", "y");

        WorkOutcome outcome = comparing().repairing().run().outcome();

        assertThat(outcome.reason()).isEqualTo("Equal");
        assertThat(outcome.facts())
                .containsEntry(RedisFact.REPAIRED, "13")
                .containsEntry(Fact.MISSING_ITEMS, "0")
                .containsEntry(Fact.DIFFERENT_ITEMS, "0");
        assertThat(items(outcome, Kind.Extra)).containsExactly("mine");
        assertThat((Long) t.say("PTTL", "session")).isBetween(3_000_000L, 3_600_000L);
        assertThat(comparing().run().outcome().facts())
                .containsEntry(Fact.READ_ITEMS, "13")
                .containsEntry(Fact.EXTRA_ITEMS, "1");
    }

    @Test
    void a_repair_goes_element_by_element_where_a_dump_is_refused() throws Exception {
        everyType();
        s.say("XADD", "emptied", "5-5", "f", "v");
        s.say("XDEL", "emptied", "5-5");
        s.say("PEXPIRE", "hash", "3600000");
        t.say("FLUSHALL");
        t.say("ACL", "SETUSER", "default", "-restore");

        WorkOutcome refused = comparing().repairing().run().outcome();
        assertThat(refused.reason()).isEqualTo("TargetPermissionMissing");
        assertThat(refused.message()).contains("RESTORE").contains("+restore");

        t.say("ACL", "SETUSER", "default", "+restore");
        // A dump of a version to come: the target refuses it as an older server would.
        try (RedisServer younger =
                RedisServer.start("--rename-command", "RESTORE", "", "--rename-command", "ECHO", "RESTORE")) {
            WorkOutcome outcome = Comparing.of(source.location(), younger.location())
                    .repairing()
                    .run()
                    .outcome();

            assertThat(outcome.facts()).containsEntry(RedisFact.REPAIRED, "14");
            assertThat(outcome.reason()).isEqualTo("Equal");
            try (Client y = younger.client()) {
                assertThat((Long) y.say("PTTL", "hash")).isBetween(3_000_000L, 3_600_000L);
                assertThat(y.say("DBSIZE")).isEqualTo(14L);
            }
        }
    }

    @Test
    void other_databases_are_compared_where_both_have_them() throws Exception {
        s.say("SELECT", "3");
        s.say("SET", "there", "x");
        t.say("SELECT", "3");
        t.say("SET", "there", "y");

        WorkOutcome outcome = comparing().run().outcome();
        assertThat(outcome.worst())
                .singleElement()
                .satisfies(line -> assertThat(line.detail()).startsWith("in database 3: "));

        try (RedisServer single = RedisServer.start("--databases", "1")) {
            WorkOutcome homeless =
                    Comparing.of(source.location(), single.location()).run().outcome();
            assertThat(homeless.reason()).isEqualTo("Different");
            assertThat(homeless.facts()).containsEntry(Fact.UNSUPPORTED_ITEMS, "1");
            assertThat(homeless.worst()).extracting(ReportLine::item).containsExactly("database 3");
        }
    }

    @Test
    void what_a_user_may_not_do_is_named() throws Exception {
        s.say("ACL", "SETUSER", "default", "-scan");

        WorkOutcome outcome = comparing().run().outcome();

        assertThat(outcome.succeeded()).isFalse();
        assertThat(outcome.reason()).isEqualTo("SourcePermissionMissing");
        assertThat(outcome.message()).contains("SCAN");
        assertThat(outcome.retryable()).isFalse();
    }

    @Test
    void a_server_that_is_not_there_may_come_back() throws Exception {
        target.close();

        WorkOutcome outcome = comparing().run().outcome();

        assertThat(outcome.reason()).isEqualTo("TargetUnreachable");
        assertThat(outcome.retryable()).isTrue();
        assertThat(outcome.message()).contains("127.0.0.1:" + target.port());
    }

    /** A mover applies all that is written to the source a while later. Nothing may be called different that only hasn't arrived. */
    @Test
    void under_live_writers_nothing_is_falsely_different() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        LinkedBlockingQueue<Delayed> stream = new LinkedBlockingQueue<>();
        List<String[]> ground = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            ground.add(new String[] {"SET", "cold:" + i, "value:" + i});
        }
        s.sayAll(ground);
        t.sayAll(ground);
        Thread writer = Thread.ofVirtual().start(() -> write(stop, stream));
        Thread mover = Thread.ofVirtual().start(() -> move(stop, stream));
        try {
            for (int round = 0; round < 3; round++) {
                WorkOutcome outcome = comparing()
                        .looking(4, duration -> TimeUnit.MILLISECONDS.sleep(300))
                        .run()
                        .outcome();
                assertThat(outcome.worst().stream().filter(line -> line.kind() != Kind.Pending))
                        .as(outcome.message())
                        .isEmpty();
                assertThat(outcome.reason()).isEqualTo("Equal");
            }
        } finally {
            stop.set(true);
            writer.join();
            mover.join();
        }
        assertThat(comparing().run().outcome().facts()).containsEntry(Fact.PENDING_ITEMS, "0");
    }

    private record Delayed(long dueNanos, List<String> words) {}

    private void write(AtomicBoolean stop, LinkedBlockingQueue<Delayed> stream) {
        Random random = new Random(7);
        try (Client client = source.client()) {
            while (!stop.get()) {
                String[] words = words(random);
                client.say(words);
                stream.add(new Delayed(System.nanoTime() + 100_000_000L, List.of(words)));
                LockSupport.parkNanos(300_000);
            }
        }
    }

    private static String[] words(Random random) {
        String n = Integer.toString(random.nextInt(300));
        return switch (random.nextInt(8)) {
            case 0 -> new String[] {"SET", "string:" + n, Long.toString(random.nextLong())};
            case 1 -> new String[] {"INCR", "counter:" + random.nextInt(3)};
            case 2 -> new String[] {"DEL", "string:" + n};
            case 3 -> new String[] {"HSET", "hash:" + n, "f" + random.nextInt(50), Long.toString(random.nextLong())};
            case 4 -> new String[] {"RPUSH", "list:" + n, n};
            case 5 -> new String[] {"SADD", "set:" + n, Integer.toString(random.nextInt(1000))};
            case 6 ->
                new String[] {"ZADD", "zset:" + n, Double.toString(random.nextDouble()), "m" + random.nextInt(50)};
            default -> new String[] {"LPOP", "list:" + n};
        };
    }

    private void move(AtomicBoolean stop, LinkedBlockingQueue<Delayed> stream) {
        try (Client client = target.client()) {
            while (!stop.get() || !stream.isEmpty()) {
                Delayed next = stream.poll(10, TimeUnit.MILLISECONDS);
                if (next != null) {
                    LockSupport.parkNanos(next.dueNanos() - System.nanoTime());
                    client.say(next.words().toArray(String[]::new));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> items(WorkOutcome outcome, Kind kind) {
        return outcome.worst().stream()
                .filter(line -> line.kind() == kind)
                .map(ReportLine::item)
                .toList();
    }

    private static String detail(WorkOutcome outcome, String item) {
        return outcome.worst().stream()
                .filter(line -> line.item().equals(item))
                .map(ReportLine::detail)
                .findFirst()
                .orElseThrow();
    }
}
