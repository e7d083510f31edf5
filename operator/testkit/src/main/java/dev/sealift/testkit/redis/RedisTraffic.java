package dev.sealift.testkit.redis;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Writes to a Redis that a {@link RedisFill} filled, at a steady rate, until it is closed: changes, adds and deletes keys of all types. */
public final class RedisTraffic implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(10);
    private static final int KINDS = 10;

    private final RedisSide side;
    private final RedisFill fill;
    private final Random random;
    private final int aTick;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong written = new AtomicLong();
    private final Future<?> writing;

    private RedisTraffic(RedisSide side, RedisFill fill, int perSecond) {
        this.side = side;
        this.fill = fill;
        this.random = new Random(fill.seed());
        this.aTick = (int) Math.max(1, perSecond * TICK.toMillis() / 1000);
        this.writing = clock.scheduleAtFixedRate(this::write, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Begins to write.
     *
     * @param side closed with this
     */
    public static RedisTraffic start(RedisSide side, RedisFill fill, int perSecond) {
        return new RedisTraffic(side, fill, perSecond);
    }

    /** How many commands were written. */
    public long written() {
        return written.get();
    }

    private void write() {
        side.run(IntStream.range(0, aTick).mapToObj(_ -> command()).toList());
        written.addAndGet(aTick);
    }

    /** Of ten keys in turn that a fill makes, number 0 is a string, 2 a list, and so on. */
    private List<String> command() {
        int tens = random.nextInt(Math.max(1, fill.keys() / KINDS)) * KINDS;
        String value = Integer.toString(random.nextInt());
        return switch (random.nextInt(KINDS)) {
            case 0 -> List.of("SET", RedisFill.key(tens), value);
            case 1 -> List.of("SET", RedisFill.key(tens + 1), value, "EX", "7200");
            case 2 -> List.of("RPUSH", RedisFill.key(tens + 2), value);
            case 3 -> List.of("HSET", RedisFill.key(tens + 3), "field", value);
            case 4 -> List.of("SADD", RedisFill.key(tens + 4), value);
            case 5 -> List.of("ZADD", RedisFill.key(tens + 5), value, "live");
            case 6 -> List.of("XADD", RedisFill.key(tens + 6), "MAXLEN", "20", "*", "live", value);
            case 7 -> List.of("DEL", RedisFill.key(tens + 7));
            case 8 -> List.of("INCR", RedisFill.key(tens + 8));
            default -> List.of("SET", "new:" + value, value);
        };
    }

    /** Stops, once what was sent is answered; throws what a write was refused with. */
    @Override
    public void close() {
        clock.close();
        side.close();
        if (writing.state() == Future.State.FAILED) {
            throw new IllegalStateException("a write failed", writing.exceptionNow());
        }
    }
}
