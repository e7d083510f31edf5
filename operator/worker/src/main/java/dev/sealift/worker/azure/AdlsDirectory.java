package dev.sealift.worker.azure;

import dev.sealift.api.worker.BlobLocation;
import dev.sealift.worker.http.Answer;
import dev.sealift.worker.http.Call;
import dev.sealift.worker.http.Query;
import dev.sealift.worker.objects.Directory;
import dev.sealift.worker.objects.PosixAcl;
import dev.sealift.worker.work.Retries;
import dev.sealift.worker.work.Trouble;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;

/**
 * The root of a container, or the directory of a prefix in it, by the endpoint that knows directories. The Blob service does not.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/path/update">Path - Update</a>
 */
public final class AdlsDirectory implements Directory, AutoCloseable {

    private static final int CONFLICT = 409;

    /** The service wants a length, even of nothing. */
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Container container;
    private final String path;
    private final Retries retries;

    AdlsDirectory(Container container, String prefix, Retries retries) {
        this.container = container;
        this.path = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        this.retries = retries;
    }

    public static AdlsDirectory at(BlobLocation location, TargetIdentity identity, Retries retries) {
        return new AdlsDirectory(Container.at(beside(location), identity.credential(), 1), location.prefix(), retries);
    }

    /** {@code https://account.dfs.…} beside {@code https://account.blob.…}. */
    private static BlobLocation beside(BlobLocation blobs) {
        String endpoint = blobs.endpoint().toString().replaceFirst("\\.blob\\.", Matcher.quoteReplacement(".dfs."));
        return new BlobLocation(URI.create(endpoint), blobs.container(), blobs.prefix(), blobs.hierarchicalNamespace());
    }

    @Override
    public void make() {
        if (!path.isEmpty()) {
            asking(() -> {
                try {
                    container
                            .send(() -> call("PUT", Query.of("resource", "directory"))
                                    .with("if-none-match", "*")
                                    .carrying(NOTHING))
                            .finish();
                } catch (Refusal.RefusedException e) {
                    if (e.status() != CONFLICT) {
                        throw e;
                    }
                }
                return path;
            });
        }
    }

    @Override
    public PosixAcl acl() {
        return asking(() -> {
            Query question = Query.of("action", "getAccessControl").and("upn", "false");
            try (Answer answer = container.send(() -> call("HEAD", question))) {
                return PosixAcl.parse(Objects.requireNonNullElse(answer.header("x-ms-acl"), ""));
            }
        });
    }

    @Override
    public void acl(PosixAcl acl) {
        asking(() -> {
            container
                    .send(() -> call("PATCH", Query.of("action", "setAccessControl"))
                            .with("x-ms-acl", acl.toString())
                            .carrying(NOTHING))
                    .finish();
            return path;
        });
    }

    private Call call(String method, Query query) {
        return container.directory(method, path, query);
    }

    private <T> T asking(Supplier<T> request) {
        return retries.ask(() -> {
            try {
                return request.get();
            } catch (RuntimeException e) {
                throw isDenied(e) ? mayNot(e) : AzureErrors.troubled(e, name());
            }
        });
    }

    private boolean isDenied(RuntimeException e) {
        return AzureErrors.trouble(e, name()).reason().equals("TargetPermissionMissing");
    }

    private RuntimeException mayNot(RuntimeException e) {
        return new Trouble(
                        "TargetPermissionMissing",
                        "The pod's Azure identity may not look at or set the ACL of " + name()
                                + ". Assign it Storage Blob Data Owner on the container or the account; a new assignment"
                                + " takes some minutes to be effective.",
                        true)
                .asException(e);
    }

    @Override
    public String name() {
        return container.url() + "/" + path;
    }

    @Override
    public void close() {
        container.close();
    }
}
