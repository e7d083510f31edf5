package dev.sealift.worker.azure;

import dev.sealift.api.worker.BlobLocation;
import dev.sealift.worker.objects.Eraser;
import dev.sealift.worker.work.Retries;

/** Deletes blobs, each only in the version that is named; the service itself sees to that, so nobody can come in between. */
public final class BlobEraser implements Eraser, AutoCloseable {

    private static final int CONNECTIONS = 64;

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int CHANGED = 412;

    private final Container container;
    private final String prefix;
    private final Retries retries;

    BlobEraser(Container container, String prefix, Retries retries) {
        this.container = container;
        this.prefix = prefix;
        this.retries = retries;
    }

    public static BlobEraser at(BlobLocation location, TargetIdentity identity, Retries retries) {
        return new BlobEraser(Container.at(location, identity.credential(), CONNECTIONS), location.prefix(), retries);
    }

    @Override
    public Erasure erase(String key, String version) {
        return retries.ask(() -> once(prefix + key, version));
    }

    /** Without the header for snapshots: a blob that has some is somebody's backup, and stays. */
    private Erasure once(String name, String version) {
        try {
            container
                    .send(() -> container.call("DELETE", name).with("if-match", "\"" + version + "\""))
                    .finish();
            return Erasure.Gone;
        } catch (Refusal.RefusedException e) {
            return switch (e.status()) {
                case NOT_FOUND -> Erasure.Gone;
                case CHANGED -> Erasure.Changed;
                case CONFLICT -> Erasure.Held;
                default -> throw AzureErrors.troubled(e, container.url() + "/" + name);
            };
        } catch (RuntimeException e) {
            throw AzureErrors.troubled(e, container.url() + "/" + name);
        }
    }

    @Override
    public void close() {
        container.close();
    }
}
