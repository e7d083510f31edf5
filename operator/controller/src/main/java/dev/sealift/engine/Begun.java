package dev.sealift.engine;

import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.lifecycle.Ending;
import java.util.List;
import java.util.Optional;

/** What came of beginning an operation. */
public sealed interface Begun {

    /** It runs. */
    record Running() implements Begun {}

    /** It was refused, and nothing runs. */
    record Refused(Ending.Failure failure, Optional<List<Finding>> findings) implements Begun {}

    /** No answer came, so it may run or not: the next look will tell. */
    record Unknown(String message) implements Begun {}
}
