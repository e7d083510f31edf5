package dev.sealift.e2e.bucket;

import static dev.sealift.api.ConditionType.CutoverReady;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sealift.api.MigrationStatus;
import dev.sealift.api.Operation;
import dev.sealift.e2e.Lab;
import dev.sealift.testkit.faults.Faults;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * AzCopy believes that it has copied everything. Blob storage has said of one object that it was put and how long it is, and it is not
 * there; of another, a bit was turned on its way. Our own comparison finds both.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostE2E {

    private static final String LOST = "plain/lost.txt";
    private static final String TURNED = "plain/turned.txt";

    /** What is said to be there when AzCopy asks for its length, and so as long as the object. */
    private static final JsonNode EMPTY = JsonNodeFactory.instance.objectNode();

    private final Lab lab = Lab.open();
    private final Faulty faulty = Faulty.of(Faulty.tenant(lab, "e2e-lost"), "lost");

    @BeforeAll
    void begin() {
        faulty.bucket().putPlain(40, 5_000);
        faulty.bucket().put(LOST, EMPTY.toString().getBytes(StandardCharsets.UTF_8));
        faulty.bucket().put(TURNED, "an order for 3 pieces".getBytes(StandardCharsets.UTF_8));
        faulty.atBlob(faulty.blob(LOST), 1, Faulty.FOR_GOOD, new Faults.Pretend());
        lab.azureDouble().faults().add(new Faults.Rule("HEAD", faulty.blob(LOST), 0, 1, new Faults.Say(200, EMPTY)));
        faulty.atS3(faulty.object(TURNED), 1, Faulty.FOR_GOOD, new Faults.Flip(13));
        faulty.begin("AzCopy");
    }

    @AfterAll
    void leave() {
        lab.azureDouble().faults().clear(faulty.blob(LOST));
        lab.s3Faults().clear(faulty.object(TURNED));
        faulty.end();
        lab.close();
    }

    @Test
    void what_azcopy_says_is_not_believed() {
        MigrationStatus status = faulty.migration()
                .awaited(
                        "compared",
                        seen -> seen.input("Differences")
                                .filter(input -> input.value().startsWith("2 of"))
                                .isPresent());

        assertThat(status.operations())
                .filteredOn(operation -> operation.step().equals("FullCopy"))
                .singleElement()
                .extracting(Operation::state)
                .isEqualTo(Operation.State.Succeeded);
        assertThat(status.condition(CutoverReady)).get().satisfies(condition -> {
            assertThat(condition.isTrue()).isFalse();
            assertThat(condition.reason()).isEqualTo("ValidationMismatch");
            assertThat(condition.message()).contains(LOST).contains(TURNED);
        });
        assertThat(faulty.migration().report("validate")).contains(LOST).contains(TURNED);
    }
}
