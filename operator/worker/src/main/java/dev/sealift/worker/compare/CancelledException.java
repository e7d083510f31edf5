package dev.sealift.worker.compare;

/** The pod ends while an item is waited for; an iterator can't throw {@link InterruptedException}. */
final class CancelledException extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
