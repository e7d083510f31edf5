package dev.sealift.worker.rediscompare;

import dev.sealift.worker.compare.Crew;
import dev.sealift.worker.work.Retries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Looks at suspects again, after a pause in which what moves the data may catch up. A key that is equal in any look is equal; one that
 * isn't in the last was either written to at the source since the look before, or it differs.
 *
 * @param looks how many; at least two are needed to see whether the source stayed the same
 */
record LaterLooks(
        Bench bench, CloseLook closeLook, Judge judge, Tally tally, int looks, Duration between, Retries.Pause pause) {

    private static final int LEAST_LOOKS = 2;
    private static final int KEYS_AT_ONCE = 100;
    private static final int LOOKS_AT_ONCE = 8;

    /** Those that still differ in the last look. */
    List<Suspect> at(List<Suspect> suspects) throws InterruptedException {
        List<Suspect> left = suspects;
        for (int look = 0; look < Math.max(LEAST_LOOKS, looks) && !left.isEmpty(); look++) {
            pause.of(between);
            left = again(left);
        }
        return left;
    }

    private List<Suspect> again(List<Suspect> suspects) throws InterruptedException {
        List<Suspect> left = Collections.synchronizedList(new ArrayList<>());
        try (Crew crew = new Crew(LOOKS_AT_ONCE)) {
            for (List<Suspect> some : portions(suspects)) {
                crew.execute(() -> left.addAll(again(some, some.getFirst().key().database())));
            }
            crew.settle();
        }
        return left;
    }

    /** Each of one database. */
    private static List<List<Suspect>> portions(List<Suspect> suspects) {
        List<List<Suspect>> portions = new ArrayList<>();
        suspects.stream()
                .collect(Collectors.groupingBy(suspect -> suspect.key().database()))
                .values()
                .forEach(ofOne -> {
                    for (int from = 0; from < ofOne.size(); from += KEYS_AT_ONCE) {
                        portions.add(ofOne.subList(from, Math.min(ofOne.size(), from + KEYS_AT_ONCE)));
                    }
                });
        return portions;
    }

    private List<Suspect> again(List<Suspect> suspects, int database) {
        List<Key> keys = suspects.stream().map(Suspect::key).toList();
        List<Sight> sights = bench.ask(database, sides -> closeLook.at(sides, keys));
        List<Suspect> left = new ArrayList<>();
        for (int i = 0; i < sights.size(); i++) {
            Sight sight = sights.get(i);
            Suspect then = suspects.get(i);
            Finding finding = judge.judge(sight.source(), sight.target());
            if (!(finding instanceof Finding.Equal)) {
                boolean steady = then.source().sameAs(sight.source(), judge.ttlToleranceMillis());
                left.add(new Suspect(sight.key(), sight.source(), finding, steady, then.sampled()));
            } else if (then.sampled() && sight.source().digest() != null) {
                tally.readEqual(sight);
            }
        }
        return left;
    }
}
