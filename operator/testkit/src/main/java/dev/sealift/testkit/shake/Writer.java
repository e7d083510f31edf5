package dev.sealift.testkit.shake;

/** Where entries go. */
sealed interface Writer permits NodeWriter, ClusterWriter {

    /** Waits for room, not for the answer. */
    void write(Entry entry) throws InterruptedException;

    /** Waits until all is answered. Nothing is written afterwards. */
    void close() throws InterruptedException;

    /** As the status page shows it. */
    Object status();

    /** Whether everything that was sent was answered. */
    boolean isConsistent();
}
