package dev.sealift.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far the target is behind. A copy that was begun at some moment and has succeeded proves that all that the source held at
 * that moment has arrived; the lag is the time since. It grows until the next success and is highest just before it.
 */
public final class Lag {

    private Lag() {}

    /** The moment through which everything has arrived; empty before the first full copy. */
    public static Optional<Instant> syncedThrough(Journal journal) {
        return lastCopies(journal)
                .map(entry -> entry.instant(Fact.BEGUN_AT))
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
    }

    /** The lag now. */
    public static Optional<Duration> of(Journal journal, Instant now) {
        return syncedThrough(journal).map(through -> Duration.between(through, now));
    }

    /** Since when the lag has not been above its limit, as of the last success. */
    public static Optional<Instant> lowSince(Journal journal) {
        return lastCopies(journal)
                .map(entry -> entry.instant(Fact.LAG_LOW_SINCE))
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
    }

    /** The ending's facts, and for a step that copies, since when the lag has been low. */
    static Map<String, String> measured(
            Journal before, JournalEntry copy, Map<String, String> facts, Duration maxLag, Instant now) {
        Map<String, String> all = new HashMap<>(facts);
        all.put(Fact.BEGUN_AT, String.valueOf(copy.startedAt() == null ? now : copy.startedAt()));
        all.put(Fact.ENDED_AT, now.toString());
        if (copy.step() == Step.FullCopy || copy.step() == Step.IncrementalSync) {
            lowSinceAfter(before, copy, maxLag, now).ifPresent(since -> all.put(Fact.LAG_LOW_SINCE, since.toString()));
        }
        return all;
    }

    private static Optional<Instant> lowSinceAfter(Journal before, JournalEntry copy, Duration maxLag, Instant now) {
        boolean low = copy.startedAt() != null && !exceeds(copy.startedAt(), now, maxLag);
        if (!low) {
            return Optional.empty();
        }
        boolean stayedLow = syncedThrough(before)
                .filter(through -> !exceeds(through, now, maxLag))
                .isPresent();
        return stayedLow ? lowSince(before).or(() -> Optional.of(now)) : Optional.of(now);
    }

    private static boolean exceeds(Instant from, Instant to, Duration limit) {
        return Duration.between(from, to).compareTo(limit) > 0;
    }

    private static Stream<JournalEntry> lastCopies(Journal journal) {
        return Stream.of(Step.FullCopy, Step.IncrementalSync).map(journal::last).flatMap(Optional::stream);
    }
}
