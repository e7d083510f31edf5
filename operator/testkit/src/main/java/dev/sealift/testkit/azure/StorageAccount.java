package dev.sealift.testkit.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealift.testkit.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A storage account as the resource manager keeps it. Values only: a change makes another.
 *
 * @param properties what callers set, in the form of the REST interface
 * @param slot the account of the pool that holds its bytes
 * @param readyAt when its creation ends
 * @param failure how its creation ends if not well
 * @param keys its two access keys, which open nothing here
 */
record StorageAccount(
        String group,
        String name,
        String location,
        String kind,
        String sku,
        Map<String, String> tags,
        ObjectNode properties,
        ObjectNode blobService,
        @Nullable JsonNode managementPolicy,
        String slot,
        Instant createdAt,
        Instant readyAt,
        @Nullable Failure failure,
        String keys) {

    /** Why an operation that was accepted ended badly. */
    record Failure(String code, String message) {}

    /** The resource id of the account; {@link #group()} is that of its resource group. */
    String id() {
        return group + "/providers/Microsoft.Storage/storageAccounts/" + name;
    }

    String containerId(String container) {
        return id() + "/blobServices/default/containers/" + container;
    }

    boolean isReady(Instant now) {
        return !now.isBefore(readyAt) && failure == null;
    }

    boolean hasFailed(Instant now) {
        return !now.isBefore(readyAt) && failure != null;
    }

    Optional<Failure> fault() {
        return Optional.ofNullable(failure);
    }

    /** The service says ResolvingDNS towards the end of a creation, while the name spreads. */
    String provisioningState(Instant now) {
        if (isReady(now)) {
            return "Succeeded";
        }
        Duration half = Duration.between(createdAt, readyAt).dividedBy(2);
        return now.isBefore(createdAt.plus(half)) ? "Creating" : "ResolvingDNS";
    }

    boolean hierarchicalNamespace() {
        return properties.path("isHnsEnabled").asBoolean(false);
    }

    boolean allowsPublicAccess() {
        return properties.path("allowBlobPublicAccess").asBoolean(false);
    }

    boolean allowsSharedKey() {
        return properties.path("allowSharedKeyAccess").asBoolean(true);
    }

    StorageAccount withTags(Map<String, String> changed) {
        return new StorageAccount(
                group,
                name,
                location,
                kind,
                sku,
                changed,
                properties,
                blobService,
                managementPolicy,
                slot,
                createdAt,
                readyAt,
                failure,
                keys);
    }

    StorageAccount withSku(String changed) {
        return new StorageAccount(
                group,
                name,
                location,
                kind,
                changed,
                tags,
                properties,
                blobService,
                managementPolicy,
                slot,
                createdAt,
                readyAt,
                failure,
                keys);
    }

    StorageAccount withProperties(JsonNode changes) {
        ObjectNode merged = properties.deepCopy();
        Json.merge(merged, changes);
        return new StorageAccount(
                group,
                name,
                location,
                kind,
                sku,
                tags,
                merged,
                blobService,
                managementPolicy,
                slot,
                createdAt,
                readyAt,
                failure,
                keys);
    }

    StorageAccount withBlobService(JsonNode changes) {
        ObjectNode merged = blobService.deepCopy();
        Json.merge(merged, changes);
        return new StorageAccount(
                group,
                name,
                location,
                kind,
                sku,
                tags,
                properties,
                merged,
                managementPolicy,
                slot,
                createdAt,
                readyAt,
                failure,
                keys);
    }

    StorageAccount withManagementPolicy(@Nullable JsonNode changed) {
        return new StorageAccount(
                group,
                name,
                location,
                kind,
                sku,
                tags,
                properties,
                blobService,
                changed,
                slot,
                createdAt,
                readyAt,
                failure,
                keys);
    }
}
