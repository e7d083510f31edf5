package dev.sealift.worker.copy;

import dev.sealift.worker.azcopy.Selection;
import dev.sealift.worker.work.Trouble;
import java.util.List;
import java.util.Optional;

/**
 * What moves the bytes. {@link Copy} decides what it takes, counts what it did and judges what it failed at; that is the same
 * for every engine.
 */
public interface Engine {

    /** As people know it: {@code AzCopy}. */
    String name();

    /** Why it can't carry out this order at all; empty if it can. */
    Optional<String> unsuitable();

    /** How a key stands in the file of a {@link Selection.Listed}; empty if this engine couldn't find it by that. */
    Optional<String> listed(String key);

    /** How many keys a list may hold before one of the other selections is better. */
    int longestList();

    /**
     * Copies what a selection takes; blocks until that is done. What failed for a passing cause has been tried again before
     * it is called failed.
     *
     * @throws InterruptedException if the pod ends; what was reached is kept
     */
    Ending copy(Selection selection, Listener listener) throws InterruptedException;

    /**
     * Goes on with a job that a former life of the pod, or a former session, has left.
     *
     * @throws InterruptedException as {@link #copy}
     */
    Ending resume(String jobId, Listener listener) throws InterruptedException;

    /** Who wants to know while it runs. Called from any thread. */
    interface Listener {

        void begun(String jobId);

        void underway(Moved moved);

        /** An item arrived, and something of it is not as it was. */
        void remarked(String key, String remark);
    }

    /** How a run ended. */
    sealed interface Ending {

        /** It came to the end of its job; some items may have failed. */
        record Completed(Moved moved, List<Failed> failed) implements Ending {}

        /** It gave up. */
        record Broke(Trouble trouble) implements Ending {}

        /** It was stopped, because its credentials end soon and it can go on with new ones. */
        record OutOfTime() implements Ending {}

        /** There is no job to go on with; what is left must be planned anew. */
        record Lost() implements Ending {}
    }

    /**
     * How far a run is.
     *
     * @param total of the items that are known so far; so is {@code bytesTotal}
     * @param skipped left out because they were there already
     */
    record Moved(long total, long completed, long failed, long skipped, long bytes, long bytesTotal) {}

    /**
     * An item that wasn't copied.
     *
     * @param cause for people, without secrets
     */
    record Failed(String key, String cause) {}
}
