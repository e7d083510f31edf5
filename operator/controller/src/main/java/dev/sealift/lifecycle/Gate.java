package dev.sealift.lifecycle;

import java.util.Optional;

/** Whether a cutover may begin. It is asked once: a cutover that has begun is not stopped by a gate that closes behind it. */
public sealed interface Gate {

    /** Approves whatever token there is. */
    String AUTOMATIC = "auto";

    /** It may. */
    record Open() implements Gate {}

    /** It may not, and why. */
    record Closed(String reason, String message) implements Gate {}

    /**
     * A person's approval.
     *
     * @param approve the token approved, {@link #AUTOMATIC}, or empty
     * @param generation the generation of the spec that says so
     * @param closedWindow why the window is closed now, empty while it is open
     */
    record Approval(String approve, long generation, Optional<Closed> closedWindow) {

        /** Whether no token is asked for. */
        public boolean isAutomatic() {
            return approve.equals(AUTOMATIC);
        }
    }

    /**
     * The gate as it stands.
     *
     * @param token what a person approves with; empty while the verdict is not ready
     */
    static Gate of(Approval approval, Verdict verdict, Optional<Token> token, Journal journal) {
        if (!verdict.ready() || token.isEmpty()) {
            return new Closed(
                    "NotReady",
                    "the cutover is not ready; it begins by itself once it is ready, if it is still approved");
        }
        return unapproved(approval, token.get())
                .or(() -> undone(approval, journal))
                .or(approval::closedWindow)
                .<Gate>map(closed -> closed)
                .orElseGet(Open::new);
    }

    private static Optional<Closed> unapproved(Approval approval, Token token) {
        if (approval.isAutomatic() || approval.approve().equals(token.value())) {
            return Optional.empty();
        }
        if (approval.approve().isEmpty()) {
            return Optional.of(new Closed(
                    "AwaitingApproval", "set goal to Cutover and cutover.approve to %s to begin".formatted(token)));
        }
        return Optional.of(new Closed(
                "ApprovalTokenStale",
                "cutover.approve is %s, but readiness was lost and regained since: look again, then approve %s"
                        .formatted(approval.approve(), token)));
    }

    /** What was approved was tried. To try once more is another wish, which only another spec can express. */
    private static Optional<Closed> undone(Approval approval, Journal journal) {
        return journal.last(Step.Rollback)
                .filter(rollback -> rollback.generation() >= approval.generation())
                .map(_ -> new Closed(
                        "CutoverUndone", "the last cutover was undone; change the spec to have it tried once more"));
    }
}
