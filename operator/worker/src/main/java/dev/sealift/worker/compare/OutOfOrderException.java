package dev.sealift.worker.compare;

/** A listing isn't sorted as it was thought to be, so merging it would report differences that aren't there. */
final class OutOfOrderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whose listing it was. */
    enum Side {
        Source,
        Target
    }

    private final Side side;

    OutOfOrderException(Side side, String before, String after) {
        super(side + " lists '" + before + "' before '" + after + "'");
        this.side = side;
    }

    Side side() {
        return side;
    }
}
