package dev.sealift.engine;

import dev.sealift.api.Migration;
import dev.sealift.api.Sealift;
import dev.sealift.lifecycle.Fact;
import dev.sealift.lifecycle.Journal;
import dev.sealift.lifecycle.Step;
import java.util.Optional;

/** A person's request for a drill: an annotation whose value is another one each time. It is read and never removed. */
public final class DrillRequest {

    /** A status remembers it; what is longer is as good as what it begins with. */
    private static final int LONGEST = 64;

    private DrillRequest() {}

    /** What was asked for last. */
    public static Optional<String> of(Migration migration) {
        return Optional.ofNullable(migration.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(Sealift.DRILL_REQUESTED_AT))
                .map(request -> Texts.cut(request, LONGEST));
    }

    /** Whether it was not answered yet. */
    static boolean isOpen(Migration migration, Journal journal) {
        Optional<String> asked = of(migration);
        return asked.isPresent() && !asked.equals(answered(journal));
    }

    private static Optional<String> answered(Journal journal) {
        return journal.last(Step.Drill).map(entry -> entry.facts().get(Fact.REQUEST));
    }
}
