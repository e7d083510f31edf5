package dev.sealift.worker.rediscompare;

import dev.sealift.api.worker.RedisCompareOrder;
import dev.sealift.api.worker.RedisCompareOrder.Depth;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.worker.compare.CancelledException;
import dev.sealift.worker.compare.Crew;
import dev.sealift.worker.redis.Node;
import dev.sealift.worker.redis.Redis;
import dev.sealift.worker.redis.Session;
import dev.sealift.worker.work.Confidence;
import dev.sealift.worker.work.Finished;
import dev.sealift.worker.work.Outcomes;
import dev.sealift.worker.work.Progress;
import dev.sealift.worker.work.Retries;
import dev.sealift.worker.work.Throttle;
import dev.sealift.worker.work.Trouble;
import dev.sealift.worker.work.TroubleException;
import dev.sealift.worker.work.Work;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks both sides and says in numbers, and in a report, how far they are equal. Trusts nothing that moves the data, least of all its word
 * that both are consistent.
 *
 * <p>Out of scope, and said in what is proven: fields of a hash that expire by themselves, entries of a stream that a group has read and
 * not acknowledged, and values of modules' types.
 */
public final class RedisCompare implements Work {

    private static final Logger log = LoggerFactory.getLogger(RedisCompare.class);

    private static final int MOST_LANES = 256;
    private static final int PAGES_A_LANE = 2;
    private static final int FEWEST_PAGES = 4;
    private static final int MOST_PAGES = 32;
    private static final int VALUES_AT_ONCE = 200;
    private static final int REPAIRS_AT_ONCE = 4;

    private final RedisCompareOrder order;
    private final Redis source;
    private final Redis target;
    private final Retries retries;
    private final Retries.Pause pause;
    private final Progress progress;
    private final Clock clock;
    private final Throttle throttle;
    private final Judge judge;
    private final FirstLook firstLook;
    private final CloseLook closeLook;

    /** @param pause what is done between two looks at what differs */
    public RedisCompare(
            RedisCompareOrder order,
            Redis source,
            Redis target,
            Retries retries,
            Retries.Pause pause,
            Progress progress,
            Clock clock) {
        this.order = order;
        this.source = source;
        this.target = target;
        this.retries = retries;
        this.pause = pause;
        this.progress = progress;
        this.clock = clock;
        this.throttle = Throttle.perSecond(order::keysPerSecond);
        this.judge = new Judge(order.ttlToleranceMillis());
        this.firstLook = new FirstLook(clock);
        this.closeLook = new CloseLook(clock);
    }

    @Override
    public Finished run() throws InterruptedException {
        progress.say("Comparing " + source.name() + " with " + target.name());
        try {
            return compared();
        } catch (TroubleException e) {
            return Outcomes.failed(e.trouble());
        }
    }

    private Finished compared() throws InterruptedException {
        Object sourceLayout = retries.send(source::layout);
        Object targetLayout = retries.send(target::layout);
        Databases databases = retries.send(() -> Databases.of(source, target));
        Tally tally = new Tally(order.reportLimit(), progress, databases.keys());
        databases.homeless().forEach(tally::homeless);
        try (Bench bench = new Bench(source, target, retries)) {
            Suspects suspects = new Suspects(tally);
            Sample sample =
                    new Sample(order.reading().sampleKeys(), order.reading().seed());
            walk(bench, databases.common(), tally, suspects, sample);
            if (order.reading().depth() == Depth.Sample) {
                read(bench, sample, tally, suspects);
            }
            judge(bench, tally, suspects);
        }
        unmoved(source, sourceLayout);
        unmoved(target, targetLayout);
        return finished(tally);
    }

    private void walk(Bench bench, List<Integer> databases, Tally tally, Suspects suspects, Sample sample)
            throws InterruptedException {
        long begun = clock.millis();
        int nodes = source.primaries().size() + target.primaries().size();
        try (Crew lanes = new Crew(MOST_LANES);
                Crew pages = new Crew(Math.clamp((long) nodes * PAGES_A_LANE, FEWEST_PAGES, MOST_PAGES))) {
            for (int database : databases) {
                for (Node node : source.primaries()) {
                    lane(lanes, source, node, database, keys -> {
                        throttle.take(keys.size());
                        pages.execute(() -> compare(bench, database, keys, tally, suspects, sample));
                    });
                }
                for (Node node : target.primaries()) {
                    lane(lanes, target, node, database, keys -> {
                        throttle.take(keys.size());
                        pages.execute(() -> lookForExtra(bench, database, keys, tally, suspects));
                    });
                }
            }
            lanes.settle();
            pages.settle();
        }
        log.atInfo()
                .addKeyValue("keys", tally.sourceItems())
                .addKeyValue("millis", clock.millis() - begun)
                .log("walked both sides");
    }

    private void lane(Crew lanes, Redis side, Node node, int database, Walk.Pages pages) throws InterruptedException {
        lanes.execute(() -> {
            try (Session session = side.session()) {
                new Walk(session, node, database, retries).into(pages);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancelledException();
            }
        });
    }

    private void compare(Bench bench, int database, List<Key> keys, Tally tally, Suspects suspects, Sample sample) {
        List<Sight> sights = bench.ask(
                database,
                sides -> order.reading().depth() == Depth.All ? closeLook.at(sides, keys) : firstLook.at(sides, keys));
        tally.looked(sights);
        enter(sights, tally, suspects);
        if (order.reading().depth() == Depth.Sample) {
            sights.stream()
                    .filter(sight -> sight.source().length() >= 0)
                    .map(Sight::key)
                    .forEach(sample::offer);
        }
    }

    private void enter(List<Sight> sights, Tally tally, Suspects suspects) {
        for (Sight sight : sights) {
            Finding finding = judge.judge(sight.source(), sight.target());
            tally.compared(sight);
            if (!(finding instanceof Finding.Equal)) {
                suspects.add(Suspect.atFirst(sight, finding));
            } else if (sight.source().digest() != null) {
                tally.readEqual(sight);
            }
        }
    }

    private void lookForExtra(Bench bench, int database, List<Key> keys, Tally tally, Suspects suspects) {
        tally.met(keys.size());
        for (Key key : bench.ask(database, sides -> ExtraLook.at(sides, keys))) {
            suspects.add(new Suspect(
                    key, Look.absent(clock.millis()), new Finding.Extra("at the target only"), false, false));
        }
    }

    private void read(Bench bench, Sample sample, Tally tally, Suspects suspects) throws InterruptedException {
        try (Crew crew = new Crew(FEWEST_PAGES)) {
            for (List<Key> keys : portions(sample.keys())) {
                int database = keys.getFirst().database();
                crew.execute(() -> enter(bench.ask(database, sides -> closeLook.at(sides, keys)), tally, suspects));
            }
            crew.settle();
        }
    }

    private static List<List<Key>> portions(List<Key> keys) {
        List<List<Key>> portions = new ArrayList<>();
        keys.stream().collect(Collectors.groupingBy(Key::database)).values().forEach(ofOne -> {
            for (int from = 0; from < ofOne.size(); from += VALUES_AT_ONCE) {
                portions.add(ofOne.subList(from, Math.min(ofOne.size(), from + VALUES_AT_ONCE)));
            }
        });
        return portions;
    }

    private void judge(Bench bench, Tally tally, Suspects suspects) throws InterruptedException {
        LaterLooks later = new LaterLooks(
                bench, closeLook, judge, tally, order.looks(), Duration.ofMillis(order.pauseMillis()), pause);
        List<Suspect> first = suspects.all();
        if (!first.isEmpty()) {
            progress.say("Looking again at " + first.size() + " keys that differed at the first look");
        }
        List<Suspect> left = later.at(first);
        List<Suspect> repairable = left.stream().filter(this::repairable).toList();
        left.stream().filter(suspect -> !repairable(suspect)).forEach(suspect -> enter(suspect, tally));
        repair(bench, repairable);
        Map<Key, Suspect> unrepaired =
                later.at(repairable).stream().collect(Collectors.toMap(Suspect::key, suspect -> suspect));
        for (Suspect suspect : repairable) {
            Suspect still = unrepaired.get(suspect.key());
            if (still == null) {
                tally.repaired(suspect.key(), suspect.detail());
            } else {
                enter(still, tally);
            }
        }
    }

    /** What the target has and the source hasn't may be anybody's, and stays. */
    private boolean repairable(Suspect suspect) {
        return order.repairs() && suspect.steady() && !(suspect.finding() instanceof Finding.Extra);
    }

    private static void enter(Suspect suspect, Tally tally) {
        if (suspect.steady()) {
            tally.judged(suspect.key(), suspect.finding());
        } else {
            tally.pending(suspect.key(), suspect.detail());
        }
    }

    private void repair(Bench bench, List<Suspect> suspects) throws InterruptedException {
        if (suspects.isEmpty()) {
            return;
        }
        progress.say("Writing " + suspects.size() + " keys to the target");
        try (Crew crew = new Crew(REPAIRS_AT_ONCE)) {
            for (Suspect suspect : suspects) {
                crew.execute(() -> bench.ask(suspect.key().database(), sides -> {
                    new Repair(sides).of(suspect.key(), suspect.source());
                    return suspect;
                }));
            }
            crew.settle();
        }
    }

    /** A slot that moves during a walk takes its keys from a node that wasn't walked yet to one that was. */
    private void unmoved(Redis side, Object layout) throws InterruptedException {
        if (!retries.send(side::layout).equals(layout)) {
            throw new Trouble(
                            side.side().name() + "Resharded",
                            "slots of " + side.name()
                                    + " moved between its nodes during the comparison, so that keys may have been passed over;"
                                    + " it is to be made again.",
                            true)
                    .asException();
        }
    }

    private Finished finished(Tally tally) {
        String proven = proven(tally);
        String message = tally.message() + "; " + proven;
        progress.say(message);
        Map<String, String> facts = new TreeMap<>(tally.facts());
        facts.put(Fact.PROVEN, proven);
        return Outcomes.done(
                tally.differences() + tally.unsupported() == 0 ? "Equal" : "Different", message, facts, tally.report());
    }

    private String proven(Tally tally) {
        String keys = "existence, type, time to live and length of all " + tally.sourceItems()
                + " keys were compared at both sides; ";
        String opaque = tally.opaque() == 0
                ? ""
                : "; the values of " + tally.opaque() + " keys of modules' types can't be read and weren't compared";
        return keys + values(tally) + opaque;
    }

    private String values(Tally tally) {
        return switch (order.reading().depth()) {
            case None -> "no value was read";
            case Sample, All ->
                Confidence.statement("the values", "keys", tally.sourceItems() - tally.opaque(), tally.compared())
                        + "; pending entries of streams' groups and fields' own times to live were not compared";
        };
    }
}
