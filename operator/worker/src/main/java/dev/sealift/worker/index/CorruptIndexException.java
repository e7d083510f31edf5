package dev.sealift.worker.index;

/** An index breaks off, or isn't one. Whoever reads it does without: an index saves work and proves nothing. */
public final class CorruptIndexException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CorruptIndexException(String message) {
        super(message);
    }

    CorruptIndexException(Exception cause) {
        super("the index can't be read: " + cause, cause);
    }
}
