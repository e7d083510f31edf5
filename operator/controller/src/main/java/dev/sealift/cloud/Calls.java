package dev.sealift.cloud;

import java.util.OptionalInt;

/** Who is told of every request to a cloud: what was asked of whom, what came of it. Thread-safe; never throws. */
public interface Calls {

    /** Tells nobody. */
    Calls UNTOLD = (_, _, _) -> _ -> {};

    /**
     * A request is being made.
     *
     * @param provider {@code aws} or {@code azure}
     * @param service whom it is made to, such as {@code S3}
     * @param operation what is asked, without the names of things: one of few words, for it becomes a label
     */
    Call begin(String provider, String service, String operation);

    /** A request under way. */
    interface Call {

        /** It has ended so. */
        void end(Answer answer);
    }

    /**
     * How a request ended.
     *
     * @param status the HTTP status, if an answer came
     */
    record Answer(Outcome outcome, OptionalInt status) {

        /** No answer came. */
        public static final Answer NONE = new Answer(Outcome.Unanswered, OptionalInt.empty());

        /** An answer with this HTTP status. */
        public static Answer of(int status) {
            return new Answer(Outcome.of(status), OptionalInt.of(status));
        }

        /** An answer with this HTTP status, by which the cloud asks for patience, whatever the status. */
        public static Answer throttled(int status) {
            return new Answer(Outcome.Throttled, OptionalInt.of(status));
        }
    }

    /** What came of a request. */
    enum Outcome {
        /** What was asked was done. */
        Done,
        /** The cloud declined it: it is not allowed, not there, or not so. */
        Refused,
        /** The cloud asks for patience. */
        Throttled,
        /** The cloud could not. */
        Failed,
        /** No answer came. */
        Unanswered;

        private static final int TOO_MANY_REQUESTS = 429;

        /** What a reply with this HTTP status means. */
        private static Outcome of(int status) {
            if (status == TOO_MANY_REQUESTS) {
                return Throttled;
            }
            return status >= 500 ? Failed : status >= 400 ? Refused : Done;
        }
    }
}
