package dev.sealift.worker.work;

/** Carries a {@link Trouble} from the adapter that understood it to the command that reports it. */
public final class TroubleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Trouble trouble;

    TroubleException(Trouble trouble, Throwable cause) {
        super(trouble.message(), cause);
        this.trouble = trouble;
    }

    public Trouble trouble() {
        return trouble;
    }
}
