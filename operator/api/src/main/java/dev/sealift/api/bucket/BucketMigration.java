package dev.sealift.api.bucket;

import dev.sealift.api.Migration;
import dev.sealift.api.MigrationStatus;
import dev.sealift.api.Sealift;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalSelectableField;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** Moves an S3 bucket, or the part of it under a prefix, to a container of Azure Blob Storage or ADLS Gen2. */
@Group(Sealift.GROUP)
@Version(Sealift.VERSION)
@ShortNames("bktm")
@AdditionalSelectableField(jsonPath = ".spec.goal")
@AdditionalPrinterColumn(name = "PHASE", jsonPath = ".status.phase", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "READY",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "PROGRESS",
        jsonPath = ".status.progress.summary",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "LAG", jsonPath = ".status.progress.lag", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "CUTOVER",
        jsonPath = ".status.conditions[?(@.type==\"CutoverReady\")].status",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "AGE",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "SOURCE",
        jsonPath = ".spec.source.bucket",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
@AdditionalPrinterColumn(
        name = "TARGET",
        jsonPath = ".spec.target.storageAccount",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
@AdditionalPrinterColumn(
        name = "MESSAGE",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
public final class BucketMigration extends CustomResource<BucketMigrationSpec, MigrationStatus>
        implements Namespaced, Migration {

    @Override
    public BucketMigrationSpec spec() {
        return getSpec();
    }

    @Override
    public @Nullable MigrationStatus status() {
        return getStatus();
    }

    @Override
    public void keep(MigrationStatus status) {
        setStatus(status);
    }

    @Override
    public String sourceName() {
        return "s3://" + getSpec().source().bucket() + "/" + getSpec().source().prefix();
    }

    @Override
    public String targetName() {
        BucketTarget target = getSpec().target();
        return "%s/%s/%s".formatted(target.storageAccount(), target.container(), target.prefix());
    }
}
