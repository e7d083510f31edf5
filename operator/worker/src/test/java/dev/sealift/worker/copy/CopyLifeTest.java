package dev.sealift.worker.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.WeeklyWindow;
import dev.sealift.api.worker.Bandwidth;
import dev.sealift.api.worker.CopyOrder;
import dev.sealift.api.worker.CopyOrder.Pass;
import dev.sealift.api.worker.ReportLine;
import dev.sealift.api.worker.ReportLine.Kind;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.worker.FakeRecords;
import dev.sealift.worker.FakeSource;
import dev.sealift.worker.FakeTarget;
import dev.sealift.worker.Orders;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.KeyRange;
import dev.sealift.worker.objects.Seen;
import dev.sealift.worker.work.Finished;
import dev.sealift.worker.work.Json;
import dev.sealift.worker.work.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The life of a copy against a stand-in that says what AzCopy says. */
@Timeout(60)
class CopyLifeTest {

    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    Path directory;

    private Clock clock = Clock.systemUTC();
    private final Progress progress = new Progress(clock, "");
    private StandIn azcopy;
    private Path volume;
    private FakeSource source = FakeSource.of(item("a"), item("bad key"), item("c"));
    private FakeTarget target = FakeTarget.of();
    private final FakeRecords records = new FakeRecords();
    private CopyOrder order = Orders.copy(Pass.Whole);
    private Duration patience = Duration.ofMinutes(1);
    private @Nullable Instant credentialsExpire;

    @BeforeEach
    void standIn() throws IOException {
        azcopy = StandIn.in(directory.resolve("bin"), "complete");
        volume = directory.resolve("state");
    }

    private static Item item(String key) {
        return new Item(key, 5, LONG_AGO, null, false);
    }

    private Copy copy() {
        CopyState state = CopyState.open(volume, order.key());
        Engine engine = new AzCopyEngine(
                azcopy.program(),
                order,
                source,
                KeyRange.ALL,
                state,
                clock,
                patience,
                () -> new AzCopyEngine.Granted(azcopy.environment(state.directory()), credentialsExpire));
        return new Copy(
                order,
                engine,
                source,
                target,
                (key, version) -> {
                    throw new AssertionError(key);
                },
                Restores.none(),
                new Copy.Memory(state, records, records),
                progress,
                clock);
    }

    private WorkOutcome run() throws InterruptedException {
        return copy().run().outcome();
    }

    @Test
    void copiesEverythingToAnEmptyTarget() throws Exception {
        WorkOutcome outcome = run();

        assertThat(outcome.succeeded()).isTrue();
        assertThat(outcome.reason()).isEqualTo("Copied");
        assertThat(outcome.facts())
                .containsEntry(Fact.TRANSFERRED_ITEMS, "3")
                .containsEntry(Fact.TRANSFERRED_BYTES, "30")
                .containsEntry(Fact.SKIPPED_ITEMS, "0")
                .containsEntry(Fact.FAILED_ITEMS, "0");
        assertThat(azcopy.calls())
                .singleElement()
                .asString()
                .startsWith("copy ")
                .contains("--overwrite=true");
        assertThat(progress.now().itemsDone()).isEqualTo(3);
        assertThat(progress.now().itemsTotal()).isEqualTo(3);
    }

    @Test
    void passesSecretsByTheEnvironmentOnly() throws Exception {
        run();

        assertThat(azcopy.calls()).noneMatch(call -> call.contains("secret"));
        assertThat(azcopy.environment())
                .contains("AZCOPY_SPA_CLIENT_SECRET=azure-secret", "AWS_SECRET_ACCESS_KEY=aws-secret")
                .noneMatch(line -> line.startsWith("SEALIFT_"));
    }

    @Test
    void copiesOnlyWhatATargetLacks() throws Exception {
        target = FakeTarget.of(item("a"), new Item("c", 6, LONG_AGO, null, false));

        WorkOutcome outcome = run();

        assertThat(azcopy.calls()).singleElement().asString().contains("--list-of-files=");
        assertThat(volume.resolve("k1/list.txt")).hasContent("bad key\nc");
        assertThat(outcome.facts()).containsEntry(Fact.SKIPPED_ITEMS, "1");
    }

    @Test
    void startsNothingIfTheTargetHasEverything() throws Exception {
        target = FakeTarget.of(item("a"), item("bad key"), item("c"));

        WorkOutcome outcome = run();

        assertThat(outcome.succeeded()).isTrue();
        assertThat(outcome.facts()).containsEntry(Fact.TRANSFERRED_ITEMS, "0").containsEntry(Fact.SKIPPED_ITEMS, "3");
        assertThat(azcopy.calls()).isEmpty();
    }

    @Test
    void fillsUpInBulkWhenAFirstPassWasCutShort() throws Exception {
        List<Item> many = new ArrayList<>();
        for (int i = 0; i <= AzCopyEngine.LONGEST_LIST + 1; i++) {
            many.add(item("k" + i));
        }
        source = FakeSource.of(many);
        target = FakeTarget.of(item("k0"));
        azcopy.plays("skipped");

        WorkOutcome outcome = run();

        assertThat(azcopy.calls()).singleElement().asString().contains("--overwrite=false");
        assertThat(outcome.facts()).containsEntry(Fact.TRANSFERRED_ITEMS, "1").containsEntry(Fact.SKIPPED_ITEMS, "2");
    }

    @Test
    void doesNothingTwice() throws Exception {
        Finished first = copy().run();
        azcopy.plays("dying");

        assertThat(copy().run()).isEqualTo(first);
        assertThat(azcopy.calls()).isEmpty();
    }

    @Test
    void triesOnceMoreWhatFailed() throws Exception {
        azcopy.plays("failing", "complete");

        WorkOutcome outcome = run();

        assertThat(outcome.succeeded()).isTrue();
        assertThat(outcome.facts()).containsEntry(Fact.TRANSFERRED_ITEMS, "3").containsEntry(Fact.FAILED_ITEMS, "0");
        assertThat(azcopy.calls()).hasSize(2).last().asString().startsWith("jobs resume 9a2945b2");
    }

    @Test
    void namesWhatFailedAndWhy() throws Exception {
        azcopy.plays("failing");

        Finished finished = copy().run();

        assertThat(finished.outcome().succeeded()).isFalse();
        assertThat(finished.outcome().reason()).isEqualTo("TransferFailed");
        assertThat(finished.outcome().retryable()).isTrue();
        assertThat(finished.outcome().facts()).containsEntry(Fact.FAILED_ITEMS, "1");
        assertThat(finished.outcome().worst())
                .containsExactly(
                        new ReportLine(Kind.Failed, "bad key", "403: Access Denied. X-Amz-Signature=REDACTED"));
        assertThat(finished.outcome().message()).contains("bad key");
        assertThat(finished.report()).contains("bad key").doesNotContain("=abc");
    }

    @Test
    void asksForFailuresThatItDidntHear() throws Exception {
        azcopy.plays("failing-silently");

        assertThat(run().worst()).extracting(ReportLine::item).containsExactly("bad key");
        assertThat(azcopy.calls()).last().asString().startsWith("jobs show").contains("--with-status=Failed");
    }

    @Test
    void believesTheCountsRatherThanTheExitCode() throws Exception {
        azcopy.plays("lying");

        assertThat(run().reason()).isEqualTo("TransferFailed");
    }

    @Test
    void leavesToTheNextPassWhatChangedMeanwhile() throws Exception {
        azcopy.plays("failing");
        source.looks("bad key", new Seen(9, clock.instant(), null, true));

        WorkOutcome outcome = run();

        assertThat(outcome.succeeded()).isTrue();
        assertThat(outcome.facts()).containsEntry(Fact.FAILED_ITEMS, "0").containsEntry(Fact.PENDING_ITEMS, "1");
        assertThat(outcome.worst()).extracting(ReportLine::kind).containsExactly(Kind.Pending);
    }

    /** A listing doesn't tell what intelligent tiering has archived. */
    @Test
    void leavesOutWhatTurnsOutToBeArchived() throws Exception {
        azcopy.plays("failing");
        source.looks("bad key", new Seen(9, LONG_AGO, null, null, true, true));

        WorkOutcome outcome = run();

        assertThat(outcome.succeeded()).isTrue();
        assertThat(outcome.worst()).extracting(ReportLine::kind).containsExactly(Kind.Archived);
    }

    @Test
    void doesntMindWhatWentMeanwhile() throws Exception {
        azcopy.plays("failing");
        source.looks("bad key", null);

        assertThat(run().succeeded()).isTrue();
    }

    /** AzCopy itself cancels a job at the first 403. */
    @Test
    void saysWhatMadeAzCopyGiveUp() throws Exception {
        azcopy.plays("firewalled");

        WorkOutcome outcome = run();

        assertThat(outcome.succeeded()).isFalse();
        assertThat(outcome.reason()).isEqualTo("TargetFirewalled");
        assertThat(outcome.message()).contains("'bad key'", "account's network rules");
    }

    @Test
    void saysHowItBroke() throws Exception {
        azcopy.plays("dying");

        WorkOutcome outcome = run();

        assertThat(outcome.succeeded()).isFalse();
        assertThat(outcome.reason()).isEqualTo("EngineFailed");
        assertThat(outcome.retryable()).isTrue();
        assertThat(outcome.message()).contains("panic: runtime error");
    }

    @Test
    void answersItsQuestions() throws Exception {
        azcopy.plays("asking");

        assertThat(run().succeeded()).isTrue();
    }

    @Test
    void goesOnWithANewSession() throws Exception {
        azcopy.plays("session-ended", "not-ordered", "complete");

        assertThat(run().succeeded()).isTrue();
        assertThat(azcopy.calls().stream().map(call -> call.split(" ")[0] + " " + call.split(" ")[1]))
                .startsWith("copy https://s3.eu-central-1.amazonaws.com/orders/", "jobs resume", "jobs remove")
                .last()
                .isEqualTo("copy https://s3.eu-central-1.amazonaws.com/orders/");
    }

    @Test
    void renewsASessionBeforeItEnds() throws Exception {
        azcopy.plays("hanging", "complete");
        credentialsExpire = clock.instant().plusSeconds(2);

        assertThat(run().succeeded()).isTrue();
        assertThat(azcopy.calls()).last().asString().startsWith("jobs resume");
    }

    /** AzCopy takes its limit at the start, so at the hour it is stopped and goes on with another. */
    @Test
    void goesOnWithTheBandwidthOfTheHour() throws Exception {
        azcopy.plays("hanging", "complete");
        WeeklyWindow noon = new WeeklyWindow(List.of(WeeklyWindow.Weekday.Saturday), "12:00", "13:00", "UTC");
        Instant justBefore = Instant.parse("2026-11-21T11:59:58Z");
        clock = Clock.offset(clock, Duration.between(clock.instant(), justBefore));
        order = Orders.copy(new Bandwidth(500, List.of(new Bandwidth.Hours(noon, 50))));

        assertThat(run().succeeded()).isTrue();
        assertThat(azcopy.calls()).first().asString().startsWith("copy ").contains("--cap-mbps=500");
        assertThat(azcopy.calls()).last().asString().startsWith("jobs resume").endsWith("--cap-mbps=50");
    }

    @Test
    void killsAStalledEngine() throws Exception {
        azcopy.plays("deaf");
        patience = Duration.ofSeconds(1);

        WorkOutcome outcome = run();

        assertThat(outcome.reason()).isEqualTo("EngineStalled");
        assertThat(outcome.retryable()).isTrue();
        assertThat(outcome.message()).contains("1 of 3");
        assertThat(azcopy.runs()).isFalse();
    }

    @Test
    void refusesWhatAzCopyCantDo() throws Exception {
        order = Orders.copy(Orders.at("https://minio.example.com"), Orders.container(""));

        WorkOutcome outcome = run();

        assertThat(outcome.reason()).isEqualTo("EngineUnsuitable");
        assertThat(outcome.retryable()).isFalse();
        assertThat(azcopy.calls()).isEmpty();
    }

    private void endThePodWhileItCopies() throws Exception {
        Thread[] pod = new Thread[1];
        CompletableFuture<Finished> run = new CompletableFuture<>();
        pod[0] = Thread.ofPlatform().start(() -> {
            try {
                run.complete(copy().run());
            } catch (Throwable e) {
                run.completeExceptionally(e);
            }
        });
        while (!azcopy.hangs() || progress.now().itemsTotal() == 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        pod[0].interrupt();
        assertThat(run.handle((finished, error) -> error).get(30, TimeUnit.SECONDS))
                .satisfies(error -> assertThat(error instanceof CompletionException ? error.getCause() : error)
                        .isInstanceOf(InterruptedException.class));
    }

    @Test
    void stopsWithThePodAndGoesOnInTheNext() throws Exception {
        azcopy.plays("hanging");
        endThePodWhileItCopies();

        assertThat(azcopy.runs()).isFalse();
        assertThat(volume.resolve("k1/finished.json")).doesNotExist();
        assertThat(Json.MAPPER
                        .readTree(volume.resolve("k1/job.json").toFile())
                        .path("jobId")
                        .asText())
                .startsWith("9a2945b2");

        azcopy.plays("complete");

        assertThat(run().succeeded()).isTrue();
        assertThat(azcopy.calls()).singleElement().asString().startsWith("jobs resume 9a2945b2");
    }

    @Test
    void stopsADeafEngineToo() throws Exception {
        azcopy.plays("deaf");
        endThePodWhileItCopies();

        assertThat(azcopy.runs()).isFalse();
    }

    @Test
    void plansAnewWhatCantBeResumed() throws Exception {
        azcopy.plays("hanging");
        endThePodWhileItCopies();
        azcopy.plays("not-ordered", "complete");
        target = FakeTarget.of(item("a"));

        assertThat(run().succeeded()).isTrue();
        assertThat(azcopy.calls()).last().asString().contains("--list-of-files=");
        assertThat(volume.resolve("k1/list.txt")).hasContent("bad key\nc");
    }
}
