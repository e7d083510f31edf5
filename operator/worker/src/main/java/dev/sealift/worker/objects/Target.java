package dev.sealift.worker.objects;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The side that is written by the engine and only read here. Every method may throw a
 * {@link dev.sealift.worker.work.TroubleException}; none changes anything.
 */
public interface Target {

    /** Lists everything in its range under the prefixes of both sides, in the service's own order; blocks until done. */
    void list(Consumer<Item> each);

    /** Looks at the blob that a key stands for; empty if it is not there. */
    Optional<Seen> look(String key);

    /** Opens the blob that a key stands for. */
    Content open(String key);

    /** The tags of the blob that a key stands for, by a request of its own. */
    Map<String, String> tags(String key);

    /** Whether nothing is there, by one page of the listing; false if one page can't tell. */
    boolean isEmpty();

    /** Proves that the account answers this identity, without asking for the container to be there. */
    void reach();

    /** For people: the container's URL. */
    String name();
}
