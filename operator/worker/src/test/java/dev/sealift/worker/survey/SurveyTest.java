package dev.sealift.worker.survey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.worker.ReportLine.Kind;
import dev.sealift.api.worker.SurveyOrder;
import dev.sealift.api.worker.SurveyOrder.TargetState;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.worker.FakeSource;
import dev.sealift.worker.FakeTarget;
import dev.sealift.worker.HandClock;
import dev.sealift.worker.Orders;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.OldVersion;
import dev.sealift.worker.work.Progress;
import dev.sealift.worker.work.Retries;
import dev.sealift.worker.work.Trouble;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SurveyTest {

    private static final Instant T = Instant.parse("2026-11-20T12:00:00Z");

    private static Item item(String key, long size) {
        return new Item(key, size, T, null, false);
    }

    private static WorkOutcome survey(SurveyOrder order, FakeSource source, FakeTarget target) throws Exception {
        return new Survey(order, source, target, new Progress(new HandClock(), ""), Retries.starting(pause -> {}))
                .run()
                .outcome();
    }

    @Test
    void countsWhatIsNotCurrentIfAsked() throws Exception {
        FakeSource source = FakeSource.of(item("a", 5))
                .old(
                        new OldVersion("a", 3, false),
                        new OldVersion("a", 4, false),
                        new OldVersion("gone", 0, true),
                        new OldVersion("gone", 9, false));
        SurveyOrder order =
                new SurveyOrder("k1", Orders.BUCKET, Orders.container(""), TargetState.Container, true, false, 100);

        WorkOutcome outcome = survey(order, source, FakeTarget.of());

        assertThat(outcome.facts())
                .containsEntry(Fact.OLD_VERSIONS, "3")
                .containsEntry(Fact.OLD_VERSION_BYTES, "16")
                .containsEntry(Fact.DELETE_MARKERS, "1");
        assertThat(outcome.worst())
                .extracting(l -> l.kind() + " " + l.item() + " " + l.detail().substring(0, 33))
                .containsExactly(
                        "OldVersions a 2 noncurrent versions of 7 bytes ",
                        "OldVersions gone 1 noncurrent versions of 9 bytes ");
        assertThat(survey(Orders.survey(true), source, FakeTarget.of()).facts()).doesNotContainKey(Fact.OLD_VERSIONS);
    }

    @Test
    void countsTheSource() throws Exception {
        FakeSource source = FakeSource.of(
                item("a", 5),
                item("a/b", 7),
                item("folder/", 0),
                item("bad./x", 1),
                new Item("cold", 11, T, null, true));
        source.credentialsExpire = T;

        WorkOutcome outcome = survey(Orders.survey(true), source, FakeTarget.of());

        assertThat(outcome.succeeded()).isTrue();
        assertThat(outcome.facts())
                .containsEntry(Fact.SOURCE_ITEMS, "5")
                .containsEntry(Fact.SOURCE_BYTES, "24")
                .containsEntry(Fact.ARCHIVED_ITEMS, "1")
                .containsEntry(Fact.UNSUPPORTED_ITEMS, "1")
                .containsEntry(Fact.DIRECTORY_MARKERS, "1")
                .containsEntry(Fact.COLLIDING_ITEMS, "0")
                .containsEntry(Fact.SOURCE_CREDENTIALS_EXPIRE, "2026-11-20T12:00:00Z");
        assertThat(outcome.worst())
                .extracting(l -> l.kind() + " " + l.item())
                .containsExactly("Unsupported bad./x", "Unsupported folder/", "Archived cold");
    }

    @Test
    void findsCollisionsOnlyWithAHierarchicalNamespace() throws Exception {
        SurveyOrder order =
                new SurveyOrder("k1", Orders.BUCKET, Orders.hierarchical(), TargetState.Container, false, false, 100);

        WorkOutcome outcome = survey(order, FakeSource.of(item("a", 5), item("a/b", 7)), FakeTarget.of());

        assertThat(outcome.facts()).containsEntry(Fact.COLLIDING_ITEMS, "1");
        assertThat(outcome.worst()).singleElement().satisfies(line -> {
            assertThat(line.kind()).isEqualTo(Kind.Collision);
            assertThat(line.item()).isEqualTo("a/b");
        });
    }

    @Test
    void triesToReadTagsIfTheyAreToBeCarried() throws Exception {
        FakeSource source = FakeSource.of(item("a", 5));
        source.untellable = new Trouble("PermissionMissing", "lacks s3:GetObjectTagging", false);

        assertThat(survey(Orders.survey(true), source, FakeTarget.of()).succeeded())
                .isTrue();

        SurveyOrder order =
                new SurveyOrder("k1", Orders.BUCKET, Orders.container(""), TargetState.Container, false, true, 100);
        WorkOutcome outcome = survey(order, source, FakeTarget.of());
        assertThat(outcome.reason()).isEqualTo("PermissionMissing");
        assertThat(outcome.message()).contains("s3:GetObjectTagging");
    }

    @Test
    void reportsAllTroubleAtOnce() throws Exception {
        FakeSource source = FakeSource.of(item("a", 5))
                .unreadable("a", new Trouble("PermissionMissing", "lacks s3:GetObject", false));
        FakeTarget target = FakeTarget.of();
        target.unreachable = new Trouble("TargetFirewalled", "allow the subnet", false);

        WorkOutcome outcome = survey(Orders.survey(true), source, target);

        assertThat(outcome.succeeded()).isFalse();
        assertThat(outcome.reason()).isEqualTo("PermissionMissing");
        assertThat(outcome.retryable()).isFalse();
        assertThat(outcome.message()).contains("s3:GetObject").contains("allow the subnet");
        assertThat(outcome.worst())
                .extracting(l -> l.item())
                .containsExactlyInAnyOrder("PermissionMissing", "TargetFirewalled");
        assertThat(outcome.facts()).containsEntry(Fact.SOURCE_ITEMS, "1");
    }

    @Test
    void isRetryableOnlyIfAllOfItIs() throws Exception {
        FakeSource source = FakeSource.of();
        source.listingFails = new Trouble("SourceUnreachable", "DNS", true);
        FakeTarget target = FakeTarget.of();

        assertThat(survey(Orders.survey(true), source, target).retryable()).isTrue();

        target.unreachable = new Trouble("TargetFirewalled", "allow the subnet", false);
        assertThat(survey(Orders.survey(true), source, target).retryable()).isFalse();
    }

    @Test
    void asksAgainWhileThePodsNetworkComesUp() throws Exception {
        FakeSource source = FakeSource.of(item("a", 5), item("bad./x", 1), item("z", 7));
        AtomicInteger pauses = new AtomicInteger();
        source.listingFails = new Trouble("SourceUnreachable", "DNS", true);

        WorkOutcome outcome = new Survey(
                        Orders.survey(true),
                        source,
                        FakeTarget.of(),
                        new Progress(new HandClock(), ""),
                        Retries.starting(pause -> {
                            if (pauses.incrementAndGet() == 3) {
                                source.listingFails = null;
                            }
                        }))
                .run()
                .outcome();

        assertThat(outcome.succeeded()).as(outcome.message()).isTrue();
        assertThat(pauses).hasValue(3);
        assertThat(outcome.facts()).as("counted once").containsEntry(Fact.SOURCE_ITEMS, "3");
        assertThat(outcome.worst()).as("named once").hasSize(1);
    }

    @Test
    void triesAnotherObjectWhereOneWasArchivedUnseen() throws Exception {
        Trouble archived = new Trouble("SourceArchived", "archived", false);
        FakeSource source = FakeSource.of(item("a", 5), item("b", 5)).unreadable("a", archived);

        assertThat(survey(Orders.survey(false), source, FakeTarget.of()).succeeded())
                .isTrue();
    }

    @Test
    void anEmptyBucketIsNoTrouble() throws Exception {
        assertThat(survey(Orders.survey(true), FakeSource.of(), FakeTarget.of()).succeeded())
                .isTrue();
    }
}
