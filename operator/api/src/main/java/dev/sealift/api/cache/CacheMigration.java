package dev.sealift.api.cache;

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

/** Moves a Redis or Valkey, such as an ElastiCache, to Azure Managed Redis or another Redis, while it is used. */
@Group(Sealift.GROUP)
@Version(Sealift.VERSION)
@ShortNames("cam")
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
        jsonPath = ".spec.source.endpoint.address",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
@AdditionalPrinterColumn(
        name = "TARGET",
        jsonPath = ".spec.target.endpoint.address",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
@AdditionalPrinterColumn(
        name = "MESSAGE",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
public final class CacheMigration extends CustomResource<CacheMigrationSpec, MigrationStatus>
        implements Namespaced, Migration {

    @Override
    public CacheMigrationSpec spec() {
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
        return getSpec().source().endpoint().address();
    }

    @Override
    public String targetName() {
        return getSpec().target().endpoint().address();
    }
}
