package dev.sealift.worker.rediswatch;

import dev.sealift.api.worker.RedisWatchOrder;
import dev.sealift.worker.redis.Node;
import dev.sealift.worker.redis.Redis;
import dev.sealift.worker.redis.Session;
import dev.sealift.worker.rediswatch.ShakeStatus.Scan;
import dev.sealift.worker.rediswatch.ShakeStatus.Sync;
import dev.sealift.worker.work.Finished;
import dev.sealift.worker.work.Outcomes;
import dev.sealift.worker.work.Progress;
import dev.sealift.worker.work.Retries;
import dev.sealift.worker.work.TroubleException;
import dev.sealift.worker.work.Work;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands beside redis-shake and tells how far it is, until it is gone. Has no part in what it does. */
public final class Watch implements Work {

    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final Duration LONGEST_START = Duration.ofMinutes(5);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    private final RedisWatchOrder order;
    private final Redis source;
    private final StatusPort port;
    private final LastWords lastWords;
    private final Progress progress;
    private final Clock clock;
    private final Retries.Pause pause;
    private final long keys;
    private List<String> followed = List.of();

    /**
     * Beside one redis-shake.
     *
     * @param keys how many the source has; 0 if that isn't known
     */
    Watch(
            RedisWatchOrder order,
            Redis source,
            StatusPort port,
            LastWords lastWords,
            Progress progress,
            Clock clock,
            Retries.Pause pause,
            long keys) {
        this.order = order;
        this.source = source;
        this.port = port;
        this.lastWords = lastWords;
        this.progress = progress;
        this.clock = clock;
        this.pause = pause;
        this.keys = keys;
    }

    /** Beside the redis-shake of this pod. */
    public static Watch of(
            RedisWatchOrder order, Redis source, Secrets secrets, Places places, Progress progress, Clock clock) {
        return new Watch(
                order,
                source,
                new StatusPort(order.statusPort()),
                new LastWords(places.log(), secrets.words()),
                progress,
                clock,
                Retries::sleep,
                keys(source));
    }

    private static long keys(Redis source) {
        try (Session session = source.session()) {
            return source.primaries().stream()
                    .flatMap(node -> session.info(node, "keyspace").keyspace().values().stream())
                    .mapToLong(Long::longValue)
                    .sum();
        } catch (TroubleException e) {
            log.warn("can't ask for the number of keys: {}", e.getMessage());
            return 0;
        }
    }

    @Override
    public Finished run() throws InterruptedException {
        progress.say("Waiting for redis-shake to start");
        Instant heard = clock.instant();
        Duration patience = LONGEST_START;
        try (Session session = source.session()) {
            Lag lag = lag();
            while (Duration.between(heard, clock.instant()).compareTo(patience) < 0) {
                if (asked(session, lag)) {
                    heard = clock.instant();
                    patience = LONGEST_SILENCE;
                }
                pause.of(BETWEEN);
            }
        }
        return Outcomes.failed(lastWords.trouble(
                patience.equals(LONGEST_START)
                        ? "redis-shake didn't serve its status within " + LONGEST_START.toMinutes() + " minutes"
                        : "redis-shake has served no status for " + LONGEST_SILENCE.toSeconds() + " s"));
    }

    private Lag lag() {
        return switch (order.mode()) {
            case Psync -> new Following(order.mostPending());
            case ScanAndNotify -> new Notified(order.mostPending());
        };
    }

    /** Whether it has answered. */
    private boolean asked(Session session, Lag lag) throws InterruptedException {
        Instant at = clock.instant();
        if (lag instanceof Following following && !followed.isEmpty()) {
            offsets(session).ifPresent(offsets -> following.stood(at, offsets));
        }
        Optional<ShakeStatus> said = port.read();
        said.ifPresent(status -> {
            followed = status.sync().stream().map(Sync::address).toList();
            lag.said(at, status);
            tell(status);
        });
        progress.behind(lag.seconds(clock.instant()));
        return said.isPresent();
    }

    /** Where the nodes that redis-shake reads stand; empty if one doesn't say, and then nothing is known of this moment. */
    private Optional<Map<String, Long>> offsets(Session session) {
        try {
            Map<String, Long> offsets = new HashMap<>();
            for (String address : followed) {
                offsets.put(
                        address, session.info(Node.at(address), "replication").number("master_repl_offset"));
            }
            return Optional.of(offsets);
        } catch (TroubleException e) {
            log.warn("can't ask where the source stands: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private void tell(ShakeStatus status) {
        switch (order.mode()) {
            case Psync -> tellSync(status);
            case ScanAndNotify -> tellScan(status);
        }
    }

    private void tellSync(ShakeStatus status) {
        long size = status.sync().stream().mapToLong(Sync::rdbBytes).sum();
        long sent = status.sync().stream()
                .mapToLong(reader -> reader.following() ? reader.rdbBytes() : reader.rdbSentBytes())
                .sum();
        progress.reached(new Progress.Counts(status.written(), 0, sent, size, 0));
        progress.say(syncing(status));
    }

    /** The least of what its readers are at. */
    private static String syncing(ShakeStatus status) {
        List<String> stages = status.sync().stream().map(Sync::status).toList();
        if (stages.isEmpty() || stages.contains("hand shaking")) {
            return "greeting the source";
        }
        if (stages.contains("waiting bgsave")) {
            return "waiting for the source's snapshot";
        }
        if (stages.contains("receiving rdb")) {
            return "receiving the snapshot";
        }
        if (stages.contains("syncing rdb")) {
            return "writing the snapshot to the target";
        }
        long behind = status.sync().stream()
                .mapToLong(reader -> Math.max(0, reader.receivedOffset() - reader.sentOffset()))
                .sum();
        return "following, " + status.unanswered() + " commands unanswered, " + behind + " bytes of the stream to send";
    }

    private void tellScan(ShakeStatus status) {
        boolean finished = !status.scan().isEmpty() && status.scan().stream().allMatch(Scan::finished);
        double percent =
                status.scan().stream().mapToDouble(Watch::percent).average().orElse(0);
        long walked = finished ? keys : Math.round(keys * percent / 100);
        progress.reached(new Progress.Counts(walked, keys, 0, 0, 0));
        long waiting = status.scan().stream().mapToLong(Scan::toUpdate).sum();
        progress.say(
                finished
                        ? "following, " + waiting + " keys to read again, " + status.unanswered()
                                + " commands unanswered"
                        : "walking the source's keys, %.1f %% done".formatted(percent));
    }

    private static double percent(Scan reader) {
        return reader.finished() ? 100 : reader.percent();
    }
}
