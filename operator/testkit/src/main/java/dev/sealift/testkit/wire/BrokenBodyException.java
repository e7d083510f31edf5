package dev.sealift.testkit.wire;

import java.io.IOException;

/** The body that was to be sent broke off, so the fault is its source's and not the receiver's. */
public final class BrokenBodyException extends IOException {

    private static final long serialVersionUID = 1;

    BrokenBodyException(IOException cause) {
        super("the body broke off: " + cause.getMessage(), cause);
    }
}
