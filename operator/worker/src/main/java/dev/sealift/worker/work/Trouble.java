package dev.sealift.worker.work;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why something couldn't be done, in the words of the contract.
 *
 * @param reason a PascalCase word that code may branch on
 * @param message what happened, on which item, what to do
 * @param retryable whether the same may succeed later without a person's help
 */
public record Trouble(String reason, String message, boolean retryable) {

    /** The trouble as something to throw through code that has no answer to it. */
    public TroubleException asException(Throwable cause) {
        return new TroubleException(this, cause, null);
    }

    /** The same, where nothing was thrown before. */
    public TroubleException asException() {
        return new TroubleException(this, null, null);
    }

    /** The same, from a service that said how long to leave it alone. */
    public TroubleException asException(Throwable cause, @Nullable Duration rest) {
        return new TroubleException(this, cause, rest);
    }
}
