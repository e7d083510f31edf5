package dev.sealift.worker.copyback;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sealift.api.worker.CopyBackOrder;
import dev.sealift.api.worker.ReportLine;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.worker.FakeSource;
import dev.sealift.worker.FakeTarget;
import dev.sealift.worker.HandClock;
import dev.sealift.worker.Orders;
import dev.sealift.worker.objects.Content;
import dev.sealift.worker.objects.Headers;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.Origin;
import dev.sealift.worker.work.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyBackTest {

    private static final Instant CUTOVER = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant BEFORE = CUTOVER.minusSeconds(60);
    private static final Instant AFTER = CUTOVER.plusSeconds(60);
    private static final String MD5 = "900150983cd24fb0d6963f7d28e17f72";
    private static final String OTHER_MD5 = "d41d8cd98f00b204e9800998ecf8427e";

    private final FakeSource source = FakeSource.of(
            item("both-untouched", BEFORE, MD5),
            item("deleted-at-the-target", BEFORE, MD5),
            item("overwritten", BEFORE, MD5),
            item("returned-already", BEFORE, MD5),
            item("written-at-both", AFTER, MD5));

    private final FakeTarget target = FakeTarget.of(
                    item("both-untouched", BEFORE, MD5),
                    item("extra-of-old", BEFORE, MD5),
                    item("new", AFTER, MD5),
                    item("overwritten", AFTER, OTHER_MD5),
                    item("returned-already", AFTER, MD5),
                    item("written-at-both", AFTER, OTHER_MD5))
            .content("new", "abc")
            .content("overwritten", "xyz")
            .headers("new", new Headers(Map.of("Content-Type", "text/plain"), Map.of("owner", "shop")));

    private final Map<String, String> written = new ConcurrentHashMap<>();
    private final Map<String, Headers> headers = new ConcurrentHashMap<>();

    @TempDir
    @Nullable Path scratch;

    @Test
    void what_was_written_since_comes_back_with_its_headers_and_nothing_else() throws Exception {
        WorkOutcome outcome = run(true, this::write);

        assertThat(outcome.succeeded()).isTrue();
        assertThat(written).containsOnly(Map.entry("new", "abc"), Map.entry("overwritten", "xyz"));
        assertThat(requireNonNull(headers.get("new")).content()).containsEntry("Content-Type", "text/plain");
        assertThat(requireNonNull(headers.get("new")).metadata()).containsEntry("owner", "shop");
        assertThat(outcome.facts()).containsEntry(Fact.TRANSFERRED_ITEMS, "2").containsEntry(Fact.WRITTEN_ITEMS, "2");
    }

    @Test
    void what_was_written_at_both_sides_is_named_and_left() throws Exception {
        WorkOutcome outcome = run(true, this::write);

        assertThat(outcome.facts()).containsEntry(Fact.CONFLICTING_ITEMS, "1");
        assertThat(outcome.worst())
                .extracting(ReportLine::kind, ReportLine::item)
                .containsExactly(tuple(ReportLine.Kind.Different, "written-at-both"));
    }

    @Test
    void without_the_wish_it_is_only_named() throws Exception {
        WorkOutcome outcome = run(false, this::write);

        assertThat(written).isEmpty();
        assertThat(outcome.worst()).extracting(ReportLine::item).contains("new", "overwritten");
        assertThat(outcome.message()).startsWith("2 objects were written to the target since the cutover");
    }

    @Test
    void what_does_not_come_back_is_named_and_tried_again_later() throws Exception {
        WorkOutcome outcome = run(true, (key, content, size) -> {
            if (key.equals("new")) {
                throw new IOException("the line is dead");
            }
            write(key, content, size);
        });

        assertThat(outcome.succeeded()).isFalse();
        assertThat(outcome.retryable()).isTrue();
        assertThat(written).containsOnlyKeys("overwritten");
        assertThat(outcome.worst())
                .anySatisfy(
                        line -> assertThat(line.item() + " " + line.detail()).isEqualTo("new the line is dead"));
    }

    private WorkOutcome run(boolean copies, Origin origin) throws InterruptedException {
        CopyBackOrder order =
                new CopyBackOrder("0123456789", Orders.BUCKET, Orders.container(""), CUTOVER, copies, 100);
        Path directory = requireNonNull(scratch);
        return new CopyBack(order, source, target, origin, directory, new Progress(new HandClock(), "Starting"))
                .run()
                .outcome();
    }

    private void write(String key, Content content, long size) throws IOException {
        written.put(key, new String(content.body().readAllBytes(), StandardCharsets.UTF_8));
        headers.put(key, content.headers());
    }

    private static Item item(String key, Instant modified, String md5) {
        return new Item(key, 3, modified, md5, false);
    }
}
