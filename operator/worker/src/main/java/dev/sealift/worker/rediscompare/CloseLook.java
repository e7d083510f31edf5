package dev.sealift.worker.rediscompare;

import dev.sealift.worker.redis.Batch;
import dev.sealift.worker.redis.RedisCommand;
import dev.sealift.worker.redis.RedisType;
import dev.sealift.worker.redis.Session;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at a few keys with everything that can be known of them: each side by its own word, and the values read. */
record CloseLook(Clock clock) {

    /** Of some keys of one database. */
    List<Sight> at(Sides sides, List<Key> keys) {
        Batch ofSource = sides.source().begin(Outline.types(keys));
        Batch ofTarget = sides.target().begin(Outline.types(keys));
        List<RedisType> sourceTypes = Outline.typesSaid(ofSource.replies());
        List<RedisType> targetTypes = Outline.typesSaid(ofTarget.replies());
        return values(sides, outlines(sides, keys, sourceTypes, targetTypes));
    }

    private List<Sight> outlines(
            Sides sides, List<Key> keys, List<RedisType> sourceTypes, List<RedisType> targetTypes) {
        Batch ofSource = sides.source().begin(Outline.questions(keys, sourceTypes));
        Batch ofTarget = sides.target().begin(Outline.questions(keys, targetTypes));
        List<@Nullable Object> source = ofSource.replies();
        List<@Nullable Object> target = ofTarget.replies();
        long now = clock.millis();
        List<Sight> sights = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            sights.add(new Sight(
                    keys.get(i), Outline.look(i, sourceTypes, source, now), Outline.look(i, targetTypes, target, now)));
        }
        return sights;
    }

    /** Adds the values' digests to what was seen of keys of one database, as many at a time as are small together. */
    static List<Sight> values(Sides sides, List<Sight> sights) {
        List<Sight> read = new ArrayList<>();
        List<Sight> load = new ArrayList<>();
        long weight = 0;
        for (Sight sight : sights) {
            long its = weight(sight.source()) + weight(sight.target());
            if (!load.isEmpty() && weight + its > 2L * Reading.CHUNK_BYTES) {
                read.addAll(together(sides, load));
                load.clear();
                weight = 0;
            }
            load.add(sight);
            weight += its;
        }
        read.addAll(together(sides, load));
        return read;
    }

    /** How many bytes a first answer may have, as a guess: nobody tells how large elements are. */
    private static long weight(Look look) {
        boolean isString = look.type().equals(RedisType.String.serverName());
        return 128
                + (isString
                        ? Math.min(look.length(), Reading.CHUNK_BYTES)
                        : Math.min(Math.max(0, look.length()), Reading.FIRST_ELEMENTS) * 512);
    }

    private static List<Sight> together(Sides sides, List<Sight> load) {
        List<Value> source = load.stream()
                .map(sight -> Value.of(sight.key(), sight.source()))
                .toList();
        List<Value> target = load.stream()
                .map(sight -> Value.of(sight.key(), sight.target()))
                .toList();
        read(sides, source, target);
        List<Sight> read = new ArrayList<>();
        for (int i = 0; i < load.size(); i++) {
            read.add(new Sight(
                    load.get(i).key(),
                    source.get(i).digested(),
                    target.get(i).digested(),
                    source.get(i).bytes()));
        }
        return read;
    }

    private static void read(Sides sides, List<Value> source, List<Value> target) {
        List<Reading> atSource = unfinished(
                source.stream().flatMap(value -> value.reading().stream()).toList());
        List<Reading> atTarget = unfinished(
                target.stream().flatMap(value -> value.reading().stream()).toList());
        while (!atSource.isEmpty() || !atTarget.isEmpty()) {
            Round ofSource = Round.begin(sides.source(), atSource);
            Round ofTarget = Round.begin(sides.target(), atTarget);
            ofSource.end();
            ofTarget.end();
            atSource = unfinished(atSource);
            atTarget = unfinished(atTarget);
        }
    }

    private static List<Reading> unfinished(List<Reading> readings) {
        return readings.stream().filter(reading -> !reading.isDone()).toList();
    }

    /** The next questions of many readings, under way to one side. */
    private record Round(List<Reading> readings, List<Integer> questions, Batch batch) {

        static Round begin(Session session, List<Reading> readings) {
            List<RedisCommand> commands = new ArrayList<>();
            List<Integer> questions = new ArrayList<>();
            for (Reading reading : readings) {
                List<RedisCommand> next = reading.next();
                questions.add(next.size());
                commands.addAll(next);
            }
            return new Round(readings, questions, session.begin(commands));
        }

        void end() {
            List<@Nullable Object> replies = batch.replies();
            int from = 0;
            for (int i = 0; i < readings.size(); i++) {
                readings.get(i).receive(replies.subList(from, from + questions.get(i)));
                from += questions.get(i);
            }
        }
    }
}
