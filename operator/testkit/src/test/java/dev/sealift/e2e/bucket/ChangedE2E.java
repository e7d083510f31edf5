package dev.sealift.e2e.bucket;

import static dev.sealift.api.ConditionType.CutoverReady;
import static org.awaitility.Awaitility.await;

import dev.sealift.e2e.Followed;
import dev.sealift.e2e.Lab;
import dev.sealift.e2e.Tenant;
import dev.sealift.testkit.faults.Faults;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A large object is written anew while it is copied: some of its blocks have arrived, the others are fetched afterwards. What becomes
 * ready is the new object, and not the one in the other's place.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangedE2E {

    private static final String FILM = "film.bin";
    private static final int BLOCK = 8 << 20;
    private static final int BLOCKS = 5;
    private static final int BEFORE_THE_CHANGE = 2;

    private final Lab lab = Lab.open();
    private final Tenant tenant = Faulty.tenant(lab, "e2e-changed");

    @AfterAll
    void leave() {
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AzCopy", "Stream"})
    void no_mixture_of_both_ever_counts(String engine) throws Exception {
        Faulty faulty = Faulty.of(tenant, "changed" + engine.substring(0, 2).toLowerCase(Locale.ROOT));
        String blocks = faulty.account() + "\\.blob\\.[^/]+/orders/film\\.bin\\?.*comp=block(&|$)";
        try {
            faulty.bucket().put(FILM, film(1));
            lab.azureDouble()
                    .faults()
                    .add(new Faults.Rule(
                            "PUT", blocks, BEFORE_THE_CHANGE, 1_000, new Faults.Delay(Duration.ofSeconds(20))));
            faulty.begin(engine);
            await("some blocks have arrived")
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> lab.azureDouble().timesPut(blocks).size() >= BEFORE_THE_CHANGE);
            faulty.bucket().put(FILM, film(2));
            lab.azureDouble().faults().clear(blocks);

            faulty.migration().awaited("ready", seen -> Followed.is(seen, CutoverReady));

            faulty.container().assertHolds(faulty.bucket());
        } finally {
            lab.azureDouble().faults().clear(blocks);
            faulty.end();
        }
    }

    /** As long as the other, so that its length doesn't tell. */
    private static byte[] film(long seed) {
        byte[] content = new byte[BLOCKS * BLOCK - 7];
        new Random(seed).nextBytes(content);
        return content;
    }
}
