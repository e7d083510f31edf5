package dev.sealift.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.lifecycle.JournalEntry.State;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** What holds whatever people wish for, whatever is seen, and however operations end. */
class DeciderPropertiesTest {

    /** What happens between two decisions. */
    private record Turn(Wish wish, boolean changes, int seconds, Luck luck) {}

    /** How the open operation fares. */
    private enum Luck {
        Absent,
        Running,
        Done,
        DoneWithDifferences,
        FailedForNow,
        FailedForGood,
        Unreachable
    }

    /** A migration that lives: its journal is written as the engine writes it. */
    private static final class Life {
        private final Set<Step> begun = EnumSet.noneOf(Step.class);
        private final Set<OperationKey> keys = new HashSet<>();
        private Journal journal = Journal.empty();
        private Wish wish = Wish.Replicate;
        private long generation = 1;
        private boolean deleting;
        private Instant now = Given.NOW;

        Decision turn(Turn turn) {
            now = now.plusSeconds(turn.seconds());
            boolean admitted = wish != Wish.Rollback || turn.wish() != Wish.Cutover;
            if (turn.changes() && admitted && turn.wish() != wish) {
                wish = turn.wish();
                generation++;
            }
            Snapshot seen = snapshot(turn.luck());
            Decision decision = Decider.decide(seen);
            check(seen, decision);
            record(decision);
            return decision;
        }

        private Snapshot snapshot(Luck luck) {
            Verdict verdict = Verdict.on(journal, Given.LIMITS, List.of(), now);
            Optional<Token> token = Optional.of(Token.of(Given.UID, "s3://orders/", "shoporders/orders/", Given.NOW));
            Gate gate =
                    Gate.of(new Gate.Approval(Gate.AUTOMATIC, generation, Optional.empty()), verdict, token, journal);
            return new Snapshot(
                    Given.UID,
                    generation,
                    wish,
                    false,
                    deleting,
                    false,
                    false,
                    Given.WHOLE,
                    journal,
                    verdict,
                    gate,
                    new Terms(Duration.ofHours(1), Duration.ofHours(2), generation % 2 == 0),
                    journal.open().map(_ -> observation(luck)).orElseGet(Observation.NotAsked::new),
                    Given.PACE,
                    now);
        }

        private static Observation observation(Luck luck) {
            return switch (luck) {
                case Absent -> new Observation.Absent();
                case Running -> new Observation.Running("working");
                case Done -> ended(0);
                case DoneWithDifferences -> ended(3);
                case FailedForNow -> new Observation.Ended(Given.failure(true));
                case FailedForGood -> new Observation.Ended(Given.failure(false));
                case Unreachable -> Given.unreachable(Duration.ofSeconds(5));
            };
        }

        private static Observation ended(int differences) {
            return new Observation.Ended(new Ending.Success(
                    "Completed", "done", Map.of(Fact.ITEMS, "7", Fact.DIFFERENCES, String.valueOf(differences))));
        }

        private void check(Snapshot seen, Decision decision) {
            if (decision instanceof Decision.Begin begin) {
                check(seen, begin);
            }
            if (decision instanceof Decision.Wait(Duration atMost, var _)) {
                assertThat(atMost).isGreaterThanOrEqualTo(Duration.ZERO);
            }
        }

        private void check(Snapshot seen, Decision.Begin begin) {
            Optional<JournalEntry> open = journal.open();
            if (open.isPresent()) {
                assertThat(begin.key())
                        .as("the open operation, once more")
                        .isEqualTo(open.get().key());
                return;
            }
            assertThat(keys.add(begin.key()))
                    .as("never two operations of one key")
                    .isTrue();
            Crossing crossing = new Crossing(journal);
            if (begin.step() == Step.Cutover) {
                provenBehindTheFence(crossing);
            }
            if (crossing.completedAt().isPresent() && !seen.deleting()) {
                assertThat(begin.step())
                        .as("consumers use the target")
                        .isIn(Step.Settle, Step.Unsettle, Step.Unfence, Step.CopyBack, Step.Rollback);
            }
            if (begin.step() == Step.Cleanup) {
                assertThat(crossing.mayBeFenced()).as("a fence is left").isFalse();
            }
            begun.add(begin.step());
        }

        private void provenBehindTheFence(Crossing crossing) {
            Instant fenced = crossing.fencedAt().orElseThrow();
            JournalEntry pass = journal.last(Step.IncrementalSync).orElseThrow();
            JournalEntry compared = journal.last(Step.Validate).orElseThrow();
            assertThat(pass.succeededSince(fenced))
                    .as("a pass behind the fence")
                    .isTrue();
            assertThat(compared.succeededSince(pass.instant(Fact.ENDED_AT).orElseThrow()))
                    .as("a comparison after the pass")
                    .isTrue();
            assertThat(compared.number(Fact.DIFFERENCES)).contains(0L);
        }

        private void record(Decision decision) {
            journal = switch (decision) {
                case Decision.Begin begin ->
                    journal.open().isPresent() ? journal : journal.intending(begin, generation, now);
                case Decision.Adopt(JournalEntry entry) -> journal.with(entry.started("job"));
                case Decision.Conclude(JournalEntry entry, Ending ending) ->
                    journal.concluding(entry, ending, Given.LIMITS.maxLag(), now);
                case Decision.Cancel(JournalEntry entry, String why) -> journal.with(entry.cancelled(now, why));
                case Decision.Wait _, Decision.Hold _, Decision.Stall _, Decision.Done _ -> journal;
            };
            assertThat(journal.entries().values().stream().filter(JournalEntry::isOpen))
                    .as("open operations")
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @Property(tries = 2000)
    void whatever_happens_no_promise_is_broken(@ForAll("turns") List<Turn> turns) {
        Life life = new Life();

        turns.forEach(life::turn);

        reached(life);
    }

    /** Lives that never come to a cutover would prove nothing of it. */
    private static void reached(Life life) {
        boolean over = life.begun.contains(Step.Cutover);
        boolean back = over && life.begun.contains(Step.Rollback);
        Statistics.label("reached")
                .collect(back ? "there and back" : over ? "cutover" : "neither")
                .coverage(coverage -> {
                    coverage.check("cutover").percentage(percent -> percent > 2);
                    coverage.check("there and back").percentage(percent -> percent > 1);
                });
    }

    @Property(tries = 500)
    void whatever_happened_a_deletion_ends_and_leaves_no_fence(@ForAll("turns") List<Turn> turns) {
        Life life = new Life();
        turns.forEach(life::turn);

        life.deleting = true;
        // The API server counts a deletion as a change.
        life.generation++;
        Turn allIsWell = new Turn(life.wish, false, 60, Luck.Done);
        Decision last = life.turn(allIsWell);
        for (int turn = 0; turn < 40 && !(last instanceof Decision.Done); turn++) {
            last = life.turn(allIsWell);
        }

        assertThat(last).isInstanceOf(Decision.Done.class);
        assertThat(new Crossing(life.journal).mayBeFenced()).isFalse();
    }

    @Property(tries = 500)
    void whatever_happened_a_person_can_have_the_source_back(@ForAll("turns") List<Turn> turns) {
        Life life = new Life();
        turns.forEach(life::turn);

        life.wish = Wish.Rollback;
        life.generation++;
        Turn allIsWell = new Turn(Wish.Rollback, false, 60, Luck.Done);
        for (int turn = 0; turn < 40; turn++) {
            life.turn(allIsWell);
        }

        Crossing crossing = new Crossing(life.journal);
        boolean tooLate = crossing.completedAt()
                .filter(completed -> completed.plus(Duration.ofHours(2)).isBefore(life.now))
                .isPresent();
        assertThat(!crossing.isBegun() || tooLate)
                .as("still cut over: %s", life.journal)
                .isTrue();
        assertThat(life.journal.last(Step.Fence).map(JournalEntry::state)).isNotEqualTo(Optional.of(State.Started));
    }

    @Provide
    Arbitrary<List<Turn>> turns() {
        Arbitrary<Wish> wishes = Arbitraries.frequency(
                Tuple.of(1, Wish.Assess),
                Tuple.of(2, Wish.Replicate),
                Tuple.of(6, Wish.Cutover),
                Tuple.of(3, Wish.Rollback));
        Arbitrary<Boolean> changes = Arbitraries.integers().between(0, 14).map(roll -> roll == 0);
        Arbitrary<Integer> seconds = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.integers().between(1, 120)),
                Tuple.of(1, Arbitraries.integers().between(300, 7200)));
        Arbitrary<Luck> luck = Arbitraries.frequency(
                Tuple.of(30, Luck.Done),
                Tuple.of(2, Luck.DoneWithDifferences),
                Tuple.of(2, Luck.Running),
                Tuple.of(1, Luck.Absent),
                Tuple.of(1, Luck.FailedForNow),
                Tuple.of(1, Luck.FailedForGood),
                Tuple.of(1, Luck.Unreachable));
        return Combinators.combine(wishes, changes, seconds, luck)
                .as(Turn::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(200);
    }
}
