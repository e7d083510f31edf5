package dev.sealift.worker.objects;

/** Deletes at the target. */
public interface Eraser {

    /**
     * Deletes the blob that a key stands for, if it is of this version. Blocks, and may throw a
     * {@link dev.sealift.worker.work.TroubleException}.
     *
     * @param version as in {@link Item#version()}
     */
    Erasure erase(String key, String version);

    /** What became of it. */
    enum Erasure {
        /** It is gone, by this or before. */
        Gone,
        /** Somebody has written another version. */
        Changed,
        /** Something holds it: a lease, a snapshot, a policy of immutability. */
        Held
    }
}
