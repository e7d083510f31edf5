package dev.sealift.worker.objects;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The side that is read. Every method may throw a {@link dev.sealift.worker.work.TroubleException}; none changes anything.
 */
public interface Source {

    /** Lists everything in its range, in {@link KeyOrder}, to the consumer; blocks until done. */
    void list(Consumer<Item> each);

    /** Lists what is kept behind the current objects, key by key in {@link KeyOrder}; blocks until done. */
    void listOld(Consumer<OldVersion> each);

    /** Looks at one object; empty if it is not there. */
    Optional<Seen> look(String key);

    /** Opens one object at its beginning. */
    Content open(String key);

    /** The tags of one object, by a request of its own. */
    Map<String, String> tags(String key);

    /** Reads the first byte of one object, to prove that it may be read. */
    void readFirstByte(String key);

    /** When the credentials in use expire; empty if they don't. */
    Optional<Instant> credentialsExpire();

    /** For people: {@code s3://bucket/prefix}. */
    String name();
}
