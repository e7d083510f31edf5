package dev.sealift.worker.compare;

/** The pod ends while an item is waited for; neither an iterator nor a listing's consumer can throw {@link InterruptedException}. */
public final class CancelledException extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
