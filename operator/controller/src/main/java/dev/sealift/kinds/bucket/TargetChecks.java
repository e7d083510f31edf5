package dev.sealift.kinds.bucket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealift.api.BlobTier;
import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.api.MigrationStatus.Severity;
import dev.sealift.api.bucket.BucketDeletes;
import dev.sealift.api.bucket.BucketTarget;
import dev.sealift.api.bucket.BucketTransfer;
import dev.sealift.api.worker.RecordNames;
import dev.sealift.api.worker.SurveyOrder.TargetState;
import dev.sealift.azure.ArmReply;
import dev.sealift.azure.AzureAccess;
import dev.sealift.cloud.CloudProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What Preflight asks the resource manager about the target. */
final class TargetChecks {

    static final String CHECK = "StorageAccount";
    static final String CONTAINER = "Container";
    static final String PERMISSION = "TargetPermission";

    private static final Set<String> BLOB_KINDS = Set.of("StorageV2", "BlobStorage", "BlockBlobStorage", "Storage");
    private static final String WRITE = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write";
    private static final String READ = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read";
    private static final String READ_TAGS = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags/read";
    private static final String WRITE_TAGS =
            "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags/write";
    private static final String MODIFY_PERMISSIONS =
            "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/modifyPermissions/action";
    private static final String DELETE = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete";

    private final BucketTarget target;
    private final BucketTransfer transfer;
    private final StorageAccount storage;
    private final ArmReply account;

    /** Asks for the account at once: all else depends on it. */
    TargetChecks(AzureAccess azure, BucketTarget target, BucketTransfer transfer) {
        this.target = target;
        this.transfer = transfer;
        this.storage = new StorageAccount(azure, target);
        this.account = storage.account();
    }

    /** Whether the account is ADLS Gen2, or will be when it is made. */
    boolean hierarchicalNamespace() {
        BucketTarget.NewAccount wanted = target.createAccount();
        return account instanceof ArmReply.Ok found
                ? StorageAccount.isHierarchical(found.body())
                : wanted != null && wanted.hierarchicalNamespace();
    }

    /** How much of it is there. */
    TargetState state() {
        if (!(account instanceof ArmReply.Ok)) {
            return TargetState.Nothing;
        }
        return storage.container() instanceof ArmReply.Ok ? TargetState.Container : TargetState.Account;
    }

    List<Finding> findings() {
        return switch (account) {
            case ArmReply.Ok found -> inside(found.body());
            case ArmReply.NotFound(CloudProblem problem) -> missing(problem);
            case ArmReply.Problem(CloudProblem problem) ->
                List.of(Sides.error(CHECK, target.storageAccount(), problem));
        };
    }

    private List<Finding> missing(CloudProblem problem) {
        BucketTarget.NewAccount wanted = target.createAccount();
        if (wanted != null) {
            List<Finding> findings = new ArrayList<>(List.of(info("the account does not exist and will be made")));
            findings.addAll(AccountNature.of(target.storageAccount(), wanted).refusals(transfer, target.acl()));
            return findings;
        }
        return List.of(
                new Finding(
                        Severity.Error,
                        CHECK,
                        target.storageAccount(),
                        problem.message(),
                        "make the account, correct target.storageAccount or target.resourceGroup, or set target.createAccount"));
    }

    private List<Finding> inside(JsonNode found) {
        List<Finding> findings = new ArrayList<>();
        Stream.of(kind(found), namespace(found), network(found), redundancy(found))
                .flatMap(Optional::stream)
                .forEach(findings::add);
        findings.addAll(AccountNature.of(target.storageAccount(), found).refusals(transfer, target.acl()));
        findings.addAll(container());
        rightsToRecords().ifPresent(findings::add);
        return findings;
    }

    private Optional<Finding> kind(JsonNode found) {
        String kind = found.path("kind").asText();
        return BLOB_KINDS.contains(kind)
                ? Optional.empty()
                : Optional.of(
                        error("an account of kind %s holds no block blobs".formatted(kind), "use a StorageV2 account"));
    }

    private Optional<Finding> namespace(JsonNode found) {
        BucketTarget.NewAccount wanted = target.createAccount();
        boolean hierarchical = StorageAccount.isHierarchical(found);
        return wanted == null || wanted.hierarchicalNamespace() == hierarchical
                ? Optional.empty()
                : Optional.of(error(
                        "the account exists, and its hierarchical namespace is %s; that can't be changed"
                                .formatted(hierarchical ? "on" : "off"),
                        "use another account, or make createAccount.hierarchicalNamespace equal to it"));
    }

    private Optional<Finding> network(JsonNode found) {
        JsonNode properties = found.path("properties");
        boolean closed =
                "Disabled".equals(properties.path("publicNetworkAccess").asText());
        boolean firewalled = "Deny"
                .equals(properties.path("networkAcls").path("defaultAction").asText());
        if (!closed && !firewalled) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        Severity.Warning,
                        CHECK,
                        target.storageAccount(),
                        closed ? "public network access is disabled" : "the account's firewall denies by default",
                        "the workers' pods must reach it by a private endpoint or an allowed subnet; the survey tries it from there"));
    }

    private Optional<Finding> redundancy(JsonNode found) {
        String sku = StorageAccount.redundancy(found);
        return sku.isEmpty()
                ? Optional.empty()
                : Optional.of(info("redundancy %s, tier %s"
                        .formatted(
                                sku, found.path("properties").path("accessTier").asText("of its kind"))));
    }

    private List<Finding> container() {
        return switch (storage.container()) {
            case ArmReply.Ok found -> insideContainer(found.body());
            case ArmReply.NotFound(CloudProblem problem) -> withoutContainer(problem);
            case ArmReply.Problem(CloudProblem problem) -> List.of(Sides.error(CONTAINER, target.container(), problem));
        };
    }

    private List<Finding> withoutContainer(CloudProblem problem) {
        return target.createContainer()
                ? rights(false).stream().toList()
                : List.of(new Finding(
                        Severity.Error,
                        CONTAINER,
                        target.container(),
                        problem.message(),
                        "make the container, or set target.createContainer"));
    }

    private List<Finding> insideContainer(JsonNode found) {
        List<Finding> findings = new ArrayList<>(rights(true).stream().toList());
        JsonNode properties = found.path("properties");
        boolean immutable = properties.path("hasImmutabilityPolicy").asBoolean(false)
                || properties.path("hasLegalHold").asBoolean(false);
        if (immutable) {
            findings.add(new Finding(
                    Severity.Error,
                    CONTAINER,
                    target.container(),
                    "the container has an immutability policy or a legal hold, so a later pass can't replace what has changed",
                    "use another container, and set the policy after the cutover"));
        }
        return findings;
    }

    private Optional<Finding> rights(boolean containerExists) {
        List<String> actions = new ArrayList<>(List.of(READ, WRITE));
        if (transfer.deletes() != BucketDeletes.Keep || transfer.tiers().containsValue(BlobTier.Archive)) {
            actions.add(DELETE);
        }
        if (transfer.carry().tags()) {
            actions.addAll(List.of(READ_TAGS, WRITE_TAGS));
        }
        if (!target.acl().isEmpty()) {
            actions.add(MODIFY_PERMISSIONS);
        }
        return lacking(storage.permissions(containerExists), target.container(), actions);
    }

    /** A role on the data's container alone is not enough: indexes and evidence stand beside it, and old ones are let go. */
    private Optional<Finding> rightsToRecords() {
        return lacking(storage.permissionsForRecords(), RecordNames.CONTAINER, List.of(READ, WRITE, DELETE));
    }

    private Optional<Finding> lacking(ArmReply permissions, String container, List<String> actions) {
        return switch (permissions) {
            case ArmReply.Ok found -> lacking(Rights.toData(found.body()), container, actions);
            case ArmReply.NotFound _, ArmReply.Problem _ -> Optional.empty();
        };
    }

    private Optional<Finding> lacking(Rights rights, String container, List<String> actions) {
        return actions.stream()
                .filter(action -> !rights.allow(action))
                .findFirst()
                .map(action -> new Finding(
                        Severity.Error,
                        PERMISSION,
                        target.storageAccount() + "/" + container,
                        "the identity lacks the data action " + action,
                        "assign it %s on the account; a new assignment takes some minutes to work"
                                .formatted(roleWith(action))));
    }

    /** Azure's own pages differ on whether a contributor may write tags; an owner may, and only he may change ACLs that aren't his. */
    private static String roleWith(String action) {
        return action.contains("/tags/") || action.equals(MODIFY_PERMISSIONS)
                ? "the role Storage Blob Data Owner, or one of your own that has the action,"
                : "the role Storage Blob Data Contributor";
    }

    private Finding error(String message, String remedy) {
        return new Finding(Severity.Error, CHECK, target.storageAccount(), message, remedy);
    }

    private Finding info(String message) {
        return new Finding(Severity.Info, CHECK, target.storageAccount(), message, null);
    }
}
