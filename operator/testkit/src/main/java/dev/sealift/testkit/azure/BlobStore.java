package dev.sealift.testkit.azure;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where containers and blobs are kept, in numbered slots: one slot a storage account. */
sealed interface BlobStore permits Azurite, ContainersInMemory {

    /**
     * A container as both planes see it.
     *
     * @param publicAccess {@code None}, {@code Blob} or {@code Container}
     * @param leaseStatus {@code Locked} or {@code Unlocked}
     */
    record Container(
            String name,
            String etag,
            Instant lastModified,
            Map<String, String> metadata,
            String publicAccess,
            String leaseStatus,
            String leaseState) {}

    /** A slot that no account has, emptied; empty if all are taken. */
    Optional<String> claim();

    /** A certain slot, with all that is in it. */
    void claim(String slot);

    void release(String slot);

    Optional<Container> container(String slot, String name);

    /** Makes the container, or sets metadata of the one that is there, and says whether it made it. */
    boolean putContainer(String slot, String name, Map<String, String> metadata, String publicAccess);

    /** Deletes the container and says whether there was one. */
    boolean deleteContainer(String slot, String name);

    List<Container> containers(String slot);

    /** Passes a request of the data plane on, its path and query as they came. */
    Answer forward(Request request, String slot, String path);

    /** Writes what a copy source yields, as a plain Put Blob or Put Block would. */
    Answer put(Request request, String slot, String path, CopySource.Content content);
}
