package dev.sealift.worker.azure;

import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import dev.sealift.api.worker.BlobLocation;
import dev.sealift.worker.objects.Eraser;
import java.time.Duration;

/** Deletes blobs, each only in the version that is named; the service itself sees to that, so nobody can come in between. */
public final class BlobEraser implements Eraser {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int CHANGED = 412;

    private final BlobContainerClient container;
    private final String prefix;

    BlobEraser(BlobContainerClient container, String prefix) {
        this.container = container;
        this.prefix = prefix;
    }

    public static BlobEraser at(BlobLocation location, TargetIdentity identity) {
        return new BlobEraser(
                BlobAccount.at(location, identity).getBlobContainerClient(location.container()), location.prefix());
    }

    /** Without the option for snapshots: a blob that has some is somebody's backup, and stays. */
    @Override
    public Erasure erase(String key, String version) {
        BlobRequestConditions same = new BlobRequestConditions().setIfMatch("\"" + version + "\"");
        try {
            container.getBlobClient(prefix + key).deleteWithResponse(null, same, LONGEST, Context.NONE);
            return Erasure.Gone;
        } catch (BlobStorageException e) {
            return switch (e.getStatusCode()) {
                case NOT_FOUND -> Erasure.Gone;
                case CHANGED -> Erasure.Changed;
                case CONFLICT -> Erasure.Held;
                default -> throw AzureErrors.troubled(e, name(key));
            };
        } catch (RuntimeException e) {
            throw AzureErrors.troubled(e, name(key));
        }
    }

    private String name(String key) {
        return container.getBlobContainerUrl() + "/" + prefix + key;
    }
}
