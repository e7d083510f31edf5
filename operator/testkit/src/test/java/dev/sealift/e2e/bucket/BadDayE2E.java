package dev.sealift.e2e.bucket;

import static dev.sealift.api.ConditionType.CutoverReady;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.MigrationStatus;
import dev.sealift.api.Operation;
import dev.sealift.e2e.Followed;
import dev.sealift.e2e.Lab;
import dev.sealift.e2e.Tenant;
import dev.sealift.testkit.faults.Faults;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Both clouds refuse, ask to slow down, hang up, are silent and break off bodies, all of it during one full copy, by either engine:
 * the first attempt at the copy comes through, everything arrives, and nothing is put twice whose first put was answered.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(named = "sealift.e2e.size", matches = "full")
class BadDayE2E {

    private static final int OBJECTS = 150;
    private static final int LARGE = (20 << 20) + 3;

    private final Lab lab = Lab.open();
    private final Tenant tenant = Faulty.tenant(lab, "e2e-badday");
    private final Map<String, Faulty> migrations =
            Map.of("AzCopy", Faulty.of(tenant, "badazcopy"), "Stream", Faulty.of(tenant, "badstream"));

    @BeforeAll
    void begin() {
        migrations.forEach((engine, faulty) -> {
            faulty.bucket().putPlain(OBJECTS, 20_000);
            faulty.bucket().put("plain/large.bin", random());
            letGoWrong(faulty);
            faulty.begin(engine);
        });
    }

    private static byte[] random() {
        byte[] content = new byte[LARGE];
        new Random(5).nextBytes(content);
        return content;
    }

    private static void letGoWrong(Faulty faulty) {
        String objects = faulty.objects();
        faulty.atS3(faulty.listings(), 1, 2, Faulty.slow(503, "SlowDown", "Please reduce your request rate."));
        faulty.atS3(objects, 9, 5, Faulty.refused(500, "InternalError", "We encountered an internal error."));
        faulty.atS3(objects, 8, 5, Faulty.slow(503, "SlowDown", "Please reduce your request rate."));
        faulty.atS3(objects, 10, 3, Faulty.slow(429, "TooManyRequests", "Too many requests."));
        faulty.atS3(objects, 11, 4, new Faults.Truncate(100));
        faulty.atS3(objects, 12, 3, new Faults.Drop());
        faulty.atS3(objects, 40, 1, new Faults.Delay(Duration.ofSeconds(65)));
        String blobs = faulty.blobs();
        faulty.atBlob(blobs, 9, 5, Faulty.refused(500, "InternalError", "Server encountered an internal error."));
        faulty.atBlob(blobs, 8, 5, Faulty.slow(503, "ServerBusy", "The server is busy."));
        faulty.atBlob(blobs, 10, 3, Faulty.slow(429, "TooManyRequests", "Too many requests."));
        faulty.atBlob(blobs, 12, 3, new Faults.Drop());
        faulty.atBlob(blobs, 13, 3, new Faults.DropAfter());
        faulty.atBlob(blobs, 40, 1, new Faults.Delay(Duration.ofSeconds(65)));
    }

    @AfterAll
    void leave() {
        migrations.values().forEach(Faulty::end);
        lab.close();
    }

    static Stream<String> engines() {
        return Stream.of("AzCopy", "Stream");
    }

    @ParameterizedTest
    @MethodSource("engines")
    void everything_arrives_once_by_the_first_attempt(String engine) throws Exception {
        Faulty faulty = requireNonNull(migrations.get(engine));

        MigrationStatus status = faulty.migration().awaitedReady();

        assertThat(Followed.is(status, CutoverReady))
                .as("%s", status.conditions())
                .isTrue();
        faulty.assertAllHasGoneWrong(faulty.objects(), faulty.blobs());
        faulty.container().assertHolds(faulty.bucket());
        assertThat(faulty.putTwice(Set.of("DropAfter", "Delay")))
                .as("put again although the answer came")
                .isEmpty();
        assertThat(status.operations())
                .filteredOn(operation -> operation.step().equals("FullCopy"))
                .singleElement()
                .extracting(Operation::attempt)
                .isEqualTo(1);
    }
}
