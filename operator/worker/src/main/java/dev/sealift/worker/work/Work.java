package dev.sealift.worker.work;

/** One command's work. Blocks until it is done; everything that can go wrong becomes an outcome. */
public interface Work {

    /**
     * Does the work.
     *
     * @throws InterruptedException if the pod is asked to end; what was reached is kept, so that the same order goes on
     *     where it was left
     */
    Finished run() throws InterruptedException;
}
