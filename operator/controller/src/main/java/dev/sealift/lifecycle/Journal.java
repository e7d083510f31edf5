package dev.sealift.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was done, by step: the last operation of each. At most one is open. */
public record Journal(Map<Step, JournalEntry> entries) {

    /** Keeps its own copy. */
    public Journal {
        entries = Map.copyOf(entries);
    }

    /** A journal of nothing. */
    public static Journal empty() {
        return new Journal(Map.of());
    }

    /** A journal of these. */
    public static Journal of(Collection<JournalEntry> entries) {
        Map<Step, JournalEntry> byStep = new EnumMap<>(Step.class);
        entries.forEach(entry -> byStep.put(entry.step(), entry));
        return new Journal(byStep);
    }

    /** The last operation of the step. */
    public Optional<JournalEntry> last(Step step) {
        return Optional.ofNullable(entries.get(step));
    }

    /** The operation under way, if any. */
    public Optional<JournalEntry> open() {
        return inOrder().stream().filter(JournalEntry::isOpen).findFirst();
    }

    /** Whether the step's last operation ended well. */
    public boolean hasSucceeded(Step step) {
        return last(step).filter(JournalEntry::hasSucceeded).isPresent();
    }

    /** This journal with the entry in place of its step's former one. */
    public Journal with(JournalEntry entry) {
        Map<Step, JournalEntry> changed = new EnumMap<>(Step.class);
        changed.putAll(entries);
        changed.put(entry.step(), entry);
        return new Journal(changed);
    }

    /** Whether the step has ever ended well, whatever its last attempt did. */
    public boolean hasEverSucceeded(Step step) {
        return last(step).flatMap(entry -> entry.instant(Fact.ENDED_AT)).isPresent();
    }

    /** This journal with the intent to begin recorded. */
    public Journal intending(Decision.Begin begin, long generation, Instant now) {
        Map<String, String> factsSoFar =
                last(begin.step()).map(JournalEntry::facts).orElse(Map.of());
        return with(JournalEntry.intended(begin, generation, now, factsSoFar));
    }

    /** This journal with the operation's end recorded. */
    public Journal concluding(JournalEntry entry, Ending ending, Duration maxLag, Instant now) {
        return with(
                switch (ending) {
                    case Ending.Success success ->
                        entry.succeeded(success, Lag.measured(this, entry, success.facts(), maxLag, now), now);
                    case Ending.Failure failure -> entry.failed(failure, now);
                });
    }

    /** The entries in the order of the steps. */
    public List<JournalEntry> inOrder() {
        return Arrays.stream(Step.values())
                .map(this::last)
                .flatMap(Optional::stream)
                .toList();
    }
}
