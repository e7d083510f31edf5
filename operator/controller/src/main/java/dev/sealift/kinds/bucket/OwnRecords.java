package dev.sealift.kinds.bucket;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import dev.sealift.api.DeletionPolicy;
import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.api.worker.RecordNames;
import dev.sealift.azure.AzureAccess;
import dev.sealift.cloud.CloudProblem;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What of a migration's records goes with it: the indexes always, the evidence only when the target goes too. There are some dozens at
 * most.
 */
final class OwnRecords {

    private static final int NOT_FOUND = 404;

    private final AzureAccess azure;
    private final BlobContainerClient container;
    private final String beginning;

    OwnRecords(AzureAccess azure, BucketMigration migration) {
        this.azure = azure;
        this.container =
                azure.blobs(migration.spec().target().storageAccount()).getBlobContainerClient(RecordNames.CONTAINER);
        this.beginning = RecordNames.prefix(migration.getMetadata().getUid())
                + (migration.spec().deletionPolicy() == DeletionPolicy.Retain ? RecordNames.INDEXES : "");
    }

    /** Whether anything is left. */
    sealed interface Left {

        /** Nothing is. */
        record Nothing() implements Left {}

        /** Something is. */
        record Something(String where) implements Left {}

        /** Nobody can tell. */
        record Untold(CloudProblem problem) implements Left {}
    }

    Left look() {
        return asked(() ->
                names().findAny().<Left>map(_ -> new Left.Something(where())).orElseGet(Left.Nothing::new));
    }

    /** Removes them; empty if all went well. */
    Optional<CloudProblem> remove() {
        Left left = asked(() -> {
            // On a hierarchical namespace a directory goes when it is empty, so what is inside comes before it.
            names().sorted(Comparator.reverseOrder())
                    .forEach(name -> container.getBlobClient(name).deleteIfExists());
            return new Left.Nothing();
        });
        return left instanceof Left.Untold(CloudProblem problem) ? Optional.of(problem) : Optional.empty();
    }

    private Stream<String> names() {
        return container.listBlobs(new ListBlobsOptions().setPrefix(beginning), null).stream()
                .map(BlobItem::getName);
    }

    private Left asked(Supplier<Left> question) {
        try {
            return question.get();
        } catch (BlobStorageException e) {
            return e.getStatusCode() == NOT_FOUND ? new Left.Nothing() : untold(e);
        } catch (RuntimeException e) {
            return untold(e);
        }
    }

    private Left untold(RuntimeException e) {
        return new Left.Untold(azure.problem(e, where()));
    }

    private String where() {
        return container.getBlobContainerUrl() + "/" + beginning;
    }
}
