package dev.sealift.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GateTest {

    private static final Token TOKEN = Token.of(Given.UID, "s3://orders/", "shoporders/orders/", Given.NOW);
    private static final Verdict READY = new Verdict(List.of(input(true)));
    private static final Verdict NOT_READY = new Verdict(List.of(input(false)));
    private static final Gate.Closed WINDOW = new Gate.Closed("OutsideWindow", "opens at night");

    private static Verdict.Input input(boolean ok) {
        return new Verdict.Input("Differences", ok ? "0" : "1", "0", Given.NOW, ok, "ValidationMismatch", null, null);
    }

    static Stream<Arguments> gates() {
        Journal undone = new Given()
                .cutOver(Duration.ofHours(1))
                .succeeded(Step.Rollback, Duration.ofMinutes(5))
                .journal();
        return Stream.of(
                argumentSet("nobody has approved", approval(""), READY, Journal.empty(), "AwaitingApproval"),
                argumentSet("approved", approval(TOKEN.value()), READY, Journal.empty(), "Open"),
                argumentSet("approved in advance", approval("auto"), READY, Journal.empty(), "Open"),
                argumentSet("another readiness", approval("c-00000000"), READY, Journal.empty(), "ApprovalTokenStale"),
                argumentSet("not ready", approval(TOKEN.value()), NOT_READY, Journal.empty(), "NotReady"),
                argumentSet("not ready though auto", approval("auto"), NOT_READY, Journal.empty(), "NotReady"),
                argumentSet(
                        "outside of the window",
                        new Gate.Approval(TOKEN.value(), 2, Optional.of(WINDOW)),
                        READY,
                        Journal.empty(),
                        "OutsideWindow"),
                argumentSet(
                        "tried and undone",
                        new Gate.Approval("auto", 1, Optional.empty()),
                        READY,
                        undone,
                        "CutoverUndone"),
                argumentSet("tried, undone, and wished for once more", approval("auto"), READY, undone, "Open"));
    }

    @ParameterizedTest
    @MethodSource("gates")
    void the_gate(Gate.Approval approval, Verdict verdict, Journal journal, String expected) {
        Gate gate = Gate.of(approval, verdict, Optional.of(TOKEN), journal);

        assertThat(gate instanceof Gate.Closed closed ? closed.reason() : "Open")
                .isEqualTo(expected);
    }

    @Test
    void a_readiness_that_was_regained_has_another_token() {
        Instant later = Given.NOW.plusSeconds(1);

        assertThat(Token.of(Given.UID, "s3://orders/", "shoporders/orders/", later))
                .isNotEqualTo(TOKEN);
        assertThat(TOKEN.value()).matches("c-[0-9a-f]{8}");
    }

    private static Gate.Approval approval(String approve) {
        return new Gate.Approval(approve, 2, Optional.empty());
    }
}
