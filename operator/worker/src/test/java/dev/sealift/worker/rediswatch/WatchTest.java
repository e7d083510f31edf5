package dev.sealift.worker.rediswatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sealift.api.worker.RedisLocation;
import dev.sealift.api.worker.RedisMode;
import dev.sealift.api.worker.RedisWatchOrder;
import dev.sealift.api.worker.WorkProgress;
import dev.sealift.worker.HandClock;
import dev.sealift.worker.redis.Redis;
import dev.sealift.worker.redis.Side;
import dev.sealift.worker.work.Finished;
import dev.sealift.worker.work.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A status port that the test plays; nobody waits, for the pause moves the clock. */
class WatchTest {

    private static final RedisLocation NOWHERE = new RedisLocation("127.0.0.1", 1, false, false, "");

    @TempDir
    private Path directory;

    private final HandClock clock = new HandClock();
    private final Progress progress = new Progress(clock, "");
    private final Deque<String> answers = new ArrayDeque<>();
    private final List<WorkProgress> told = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String next = answers.poll();
            byte[] body = (next == null ? "" : next).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(next == null ? 408 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Finished watched() throws InterruptedException {
        int port = server.getAddress().getPort();
        return new Watch(
                        new RedisWatchOrder("key", NOWHERE, NOWHERE, RedisMode.ScanAndNotify, false, port, 5),
                        Redis.at(NOWHERE, Side.Source, null),
                        new StatusPort(port),
                        new LastWords(directory.resolve("shake.log"), List.of()),
                        progress,
                        clock,
                        this::pass,
                        1_000)
                .run();
    }

    private void pass(Duration pause) {
        told.add(progress.now());
        clock.pass(pause);
    }

    private static String status(boolean finished, String percent, int toUpdate) {
        return """
                {"total_entries_count":{"write_count":7},
                 "reader":{"name":"r","scan_finished":%b,"scan_dbId":0,"scan_cursor":0,"scan_percent":"%s","need_update_count":%d},
                 "writer":{"name":"w","unanswered_bytes":0,"unanswered_entries":3}}
                """.formatted(finished, percent, toUpdate);
    }

    @Test
    void tells_how_far_it_is_and_then_how_far_behind() throws Exception {
        answers.add("{\"reader\":null,\"writer\":null}");
        answers.add(status(false, "43.10%", 0));
        answers.add(status(true, "0.00%", 0));
        answers.add(status(true, "0.00%", 2));

        Finished finished = watched();

        assertThat(told.get(1)).satisfies(progress -> {
            assertThat(progress.message()).isEqualTo("walking the source's keys, 43.1 % done");
            assertThat(progress.itemsDone()).isEqualTo(431);
            assertThat(progress.itemsTotal()).isEqualTo(1_000);
            assertThat(progress.lagSeconds()).isNull();
        });
        assertThat(told.get(3)).satisfies(progress -> {
            assertThat(progress.message()).isEqualTo("following, 2 keys to read again, 3 commands unanswered");
            assertThat(progress.itemsDone()).isEqualTo(1_000);
            assertThat(progress.lagSeconds()).isEqualTo(1);
        });
        assertThat(finished.outcome().reason()).isEqualTo("MoverLost");
    }

    @Test
    void ends_half_a_minute_after_its_last_word() throws Exception {
        answers.add(status(true, "0.00%", 0));
        Files.writeString(directory.resolve("shake.log"), "{\"level\":\"error\",\"message\":\"EOF\"}\n");
        Instant begun = clock.instant();

        Finished finished = watched();

        assertThat(Duration.between(begun, clock.instant())).isEqualTo(Duration.ofSeconds(30));
        assertThat(finished.outcome().succeeded()).isFalse();
        assertThat(finished.outcome().retryable()).isTrue();
        assertThat(finished.outcome().reason()).isEqualTo("MoverDisconnected");
        assertThat(finished.outcome().message())
                .startsWith("redis-shake has served no status for 30 s; its last words: EOF. A connection broke");
    }

    @Test
    void waits_five_minutes_for_its_first_word() throws Exception {
        Instant begun = clock.instant();

        Finished finished = watched();

        assertThat(Duration.between(begun, clock.instant())).isEqualTo(Duration.ofMinutes(5));
        assertThat(finished.outcome().message()).startsWith("redis-shake didn't serve its status within 5 minutes");
    }
}
