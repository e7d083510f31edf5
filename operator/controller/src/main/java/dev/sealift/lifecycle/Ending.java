package dev.sealift.lifecycle;

import java.util.Map;

/** How an operation ended. */
public sealed interface Ending {

    /** A PascalCase word for conditions and events. */
    String reason();

    /** What happened, on which item, what to do. */
    String message();

    /** What was measured. */
    Map<String, String> facts();

    /** It did what it was to do. */
    record Success(String reason, String message, Map<String, String> facts) implements Ending {}

    /** It did what it was to do, and measured nothing. */
    static Success completed(String message) {
        return completed(message, Map.of());
    }

    /** It did what it was to do. */
    static Success completed(String message, Map<String, String> facts) {
        return new Success("Completed", message, facts);
    }

    /** It did not. */
    record Failure(String reason, String message, boolean retryable, Map<String, String> facts) implements Ending {}
}
