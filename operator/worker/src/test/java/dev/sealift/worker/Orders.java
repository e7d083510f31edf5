package dev.sealift.worker;

import dev.sealift.api.worker.Bandwidth;
import dev.sealift.api.worker.BlobLocation;
import dev.sealift.api.worker.Carriage;
import dev.sealift.api.worker.CopyOrder;
import dev.sealift.api.worker.CopyOrder.Pass;
import dev.sealift.api.worker.RecordNames;
import dev.sealift.api.worker.S3Location;
import dev.sealift.api.worker.SurveyOrder;
import dev.sealift.api.worker.SurveyOrder.TargetState;
import dev.sealift.api.worker.VerifyOrder;
import dev.sealift.api.worker.VerifyOrder.Reading;
import java.net.URI;
import java.time.Instant;

/** Orders for tests. */
public final class Orders {

    public static final S3Location BUCKET = bucket("");

    public static final BlobLocation RECORDS = new BlobLocation(
            URI.create("https://shoporders.blob.core.windows.net"), RecordNames.CONTAINER, "uid/", false);

    private Orders() {}

    public static S3Location bucket(String prefix) {
        return new S3Location("orders", "eu-central-1", prefix, null, true);
    }

    public static S3Location at(String endpoint) {
        return new S3Location("orders", "eu-central-1", "", URI.create(endpoint), true);
    }

    public static BlobLocation container(String prefix) {
        return container("https://shoporders.blob.core.windows.net", prefix);
    }

    public static BlobLocation container(String endpoint, String prefix) {
        return new BlobLocation(URI.create(endpoint), "orders", prefix, false);
    }

    public static BlobLocation hierarchical() {
        return new BlobLocation(URI.create("https://shoporders.blob.core.windows.net"), "orders", "", true);
    }

    public static CopyOrder copy(Pass pass) {
        return new CopyOrder(
                "k1",
                BUCKET,
                container(""),
                RECORDS,
                CopyOrder.Engine.AzCopy,
                pass,
                true,
                Carriage.PLAIN,
                null,
                null,
                Bandwidth.UNLIMITED,
                CopyOrder.Deletes.KEEP,
                "core.windows.net",
                100);
    }

    public static CopyOrder copy(S3Location source, BlobLocation target) {
        return new CopyOrder(
                "k1",
                source,
                target,
                RECORDS,
                CopyOrder.Engine.AzCopy,
                Pass.Whole,
                true,
                Carriage.PLAIN,
                null,
                null,
                Bandwidth.UNLIMITED,
                CopyOrder.Deletes.KEEP,
                "core.windows.net",
                100);
    }

    public static CopyOrder copy(Bandwidth bandwidth) {
        return new CopyOrder(
                "k1",
                BUCKET,
                container(""),
                RECORDS,
                CopyOrder.Engine.AzCopy,
                Pass.Whole,
                true,
                Carriage.PLAIN,
                null,
                null,
                bandwidth,
                CopyOrder.Deletes.KEEP,
                "core.windows.net",
                100);
    }

    public static SurveyOrder survey(boolean targetExists) {
        return new SurveyOrder(
                "k1",
                BUCKET,
                container(""),
                targetExists ? TargetState.Container : TargetState.Account,
                false,
                false,
                100);
    }

    public static VerifyOrder verify(Instant syncedThrough, Reading reading) {
        return new VerifyOrder(
                "k1", BUCKET, container(""), RECORDS, syncedThrough, Carriage.PLAIN, reading, false, 100);
    }

    /** A copy into an empty target, with all that is wished to go along. */
    public static CopyOrder copy(Carriage carriage) {
        return new CopyOrder(
                "k1",
                BUCKET,
                container(""),
                RECORDS,
                CopyOrder.Engine.Stream,
                Pass.Whole,
                true,
                carriage,
                null,
                null,
                Bandwidth.UNLIMITED,
                CopyOrder.Deletes.KEEP,
                "core.windows.net",
                100);
    }

    /** A comparison that knows what was to go along. */
    public static VerifyOrder verify(Instant syncedThrough, Carriage carriage, Reading reading) {
        return new VerifyOrder("k1", BUCKET, container(""), RECORDS, syncedThrough, carriage, reading, false, 100);
    }

    /** A comparison that tells the migration's own copies from others at the target only. */
    public static VerifyOrder verifyWithDeletions(Instant syncedThrough) {
        return new VerifyOrder(
                "k1", BUCKET, container(""), RECORDS, syncedThrough, Carriage.PLAIN, Reading.NONE, true, 100);
    }

    public static VerifyOrder verify(Instant syncedThrough) {
        return new VerifyOrder(
                "k1", BUCKET, container(""), RECORDS, syncedThrough, Carriage.PLAIN, Reading.NONE, false, 100);
    }
}
