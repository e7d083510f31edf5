package dev.sealift.worker.azcopy;

import java.nio.file.Path;
import java.time.Instant;

/** Which objects one AzCopy job takes. */
public sealed interface Selection {

    /** All of them; what is there is replaced. For an empty target. */
    record Everything() implements Selection {}

    /** Those that the target lacks; AzCopy asks it for each. For a first pass that was cut short. */
    record Absent() implements Selection {}

    /**
     * Those that the source says were modified at or after an instant; what is there is replaced, even if a blob's own time
     * is later: that one may hold what was read just before the change.
     */
    record ChangedSince(Instant instant) implements Selection {}

    /** Those that a file lists, one a line; what is there is replaced. AzCopy looks for them one after the other. */
    record Listed(Path list) implements Selection {}
}
