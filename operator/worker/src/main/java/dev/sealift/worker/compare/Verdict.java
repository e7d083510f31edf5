package dev.sealift.worker.compare;

import java.util.Optional;

/** What a comparison makes of one key. */
public sealed interface Verdict {

    /**
     * They are equal, by what is known.
     *
     * @param remark what is otherwise all the same and nobody should wait for, for people; such as tags
     */
    record Equal(Proof proof, Optional<String> remark) implements Verdict {

        /** Nothing else is to be said. */
        public Equal(Proof proof) {
            this(proof, Optional.empty());
        }
    }

    /** The target lacks it. */
    record Missing() implements Verdict {}

    /** They differ, by what. */
    record Different(Aspect aspect, String detail) implements Verdict {}

    /** At the target only. */
    record Extra() implements Verdict {}

    /** At the target only: copied by this migration, and gone at the source since. */
    record Gone() implements Verdict {}

    /** Changed at the source since the last pass. */
    record Pending() implements Verdict {}

    /** Not at the target, because it can't be read at the source. */
    record Archived() implements Verdict {}

    /** The target can't hold it. */
    record Unsupported(String why) implements Verdict {}

    /** An empty directory marker. */
    record Marker() implements Verdict {}

    /** In what two items differ. */
    enum Aspect {
        Size,
        Digest,
        Headers,
        Age
    }
}
