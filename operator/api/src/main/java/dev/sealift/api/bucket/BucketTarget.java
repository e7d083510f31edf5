package dev.sealift.api.bucket;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sealift.api.LocalReference;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the objects go. The rules for names are Azure's:
 * https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftstorage
 */
@ValidationRule(
        value =
                "self.connectionRef == oldSelf.connectionRef && self.resourceGroup == oldSelf.resourceGroup && self.storageAccount == oldSelf.storageAccount && self.container == oldSelf.container && self.prefix == oldSelf.prefix",
        message = "the target can't be changed; make another BucketMigration instead")
@ValidationRule(
        value = "self.container != 'sealift'",
        message = "the container sealift is where Sealift keeps its own records; choose another",
        fieldPath = ".container")
@ValidationRule(
        value =
                "self.acl.all(a, self.acl.exists_one(b, b.substring(0, b.lastIndexOf(':')).lowerAscii() == a.substring(0, a.lastIndexOf(':')).lowerAscii()))",
        message = "acl must name everyone once",
        fieldPath = ".acl")
public record BucketTarget(
        @Required @JsonPropertyDescription("The AzureConnection to write with.")
        LocalReference connectionRef,

        @Required
        @JsonPropertyDescription("The resource group that holds the storage account.")
        @Pattern("^[-\\w._()]*[-\\w_()]$") @Size(min = 1, max = 90) String resourceGroup,

        @Required
        @JsonPropertyDescription("The storage account's name: 3 to 24 lower-case letters and digits.")
        @Pattern("^[a-z0-9]{3,24}$") String storageAccount,

        @Required
        @JsonPropertyDescription("The container's name: 3 to 63 lower-case letters, digits and single hyphens.")
        @Pattern("^[a-z0-9]+(-[a-z0-9]+)*$") @Size(min = 3, max = 63) String container,

        @JsonPropertyDescription("Put before every key, such as from-s3/; empty to keep keys as they are.")
        @Default("")
        @Pattern("^([^/].*/)?$") @Size(max = 512) String prefix,

        @JsonPropertyDescription("Make the container if it is missing.") @Default("true")
        Boolean createContainer,

        @JsonPropertyDescription(
                "Make the storage account like this if it is missing; without this, a missing account is an error.")
        @Nullable NewAccount createAccount,

        @JsonPropertyDescription(
                "What becomes of the bucket's lifecycle rules. Ignore leaves them behind. Translate makes them rules of the storage account's management policy after the cutover, beside those that are there; Preflight names what has no equal.")
        @Default("Ignore")
        Lifecycle lifecycle,

        @JsonPropertyDescription(
                "POSIX access list entries for an account with a hierarchical namespace, such as group:<object id>:r-x, other::--- or mask::rwx. The root of the container, or the directory of prefix, gets them, for itself and as default for what is made inside; entries of others stay. What is there already isn't touched. Whoever is to reach the directory of a prefix needs x on those above it. It takes the role Storage Blob Data Owner.")
        @Default("[]")
        @Size(max = 24) List<
                        @Size(max = 64) @Pattern(
                                "^((user|group):([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})?|mask:|other:):[r-][w-][x-]$")
                        String>
                acl) {

    /** What becomes of the bucket's lifecycle rules. */
    public enum Lifecycle {
        /** They are left behind. */
        Ignore,
        /** They become rules of the account's management policy after the cutover. */
        Translate
    }

    /** Fills what is absent. */
    public BucketTarget(
            LocalReference connectionRef,
            String resourceGroup,
            String storageAccount,
            String container,
            @Nullable String prefix,
            @Nullable Boolean createContainer,
            @Nullable NewAccount createAccount,
            @Nullable Lifecycle lifecycle,
            @Nullable List<String> acl) {
        this.connectionRef = connectionRef;
        this.resourceGroup = resourceGroup;
        this.storageAccount = storageAccount;
        this.container = container;
        this.prefix = Objects.requireNonNullElse(prefix, "");
        this.createContainer = Objects.requireNonNullElse(createContainer, true);
        this.createAccount = createAccount;
        this.acl = List.copyOf(Objects.requireNonNullElse(acl, List.of()));
        this.lifecycle = Objects.requireNonNullElse(lifecycle, Lifecycle.Ignore);
    }

    /** A storage account to make. It refuses public blobs and TLS below 1.2. */
    public record NewAccount(
            @Required
            @JsonPropertyDescription("The Azure region, such as germanywestcentral or chinanorth3.")
            @Pattern("^[a-z][a-z0-9]*$") @Size(max = 64) String location,

            @JsonPropertyDescription("Redundancy.") @Default("Standard_ZRS")
            Redundancy sku,

            @JsonPropertyDescription("Whether it is ADLS Gen2: real directories and POSIX rights.") @Default("false")
            Boolean hierarchicalNamespace,

            @JsonPropertyDescription("The tier of blobs that name none.") @Default("Hot")
            AccessTier accessTier) {

        /** Fills what is absent. */
        public NewAccount(
                String location,
                @Nullable Redundancy sku,
                @Nullable Boolean hierarchicalNamespace,
                @Nullable AccessTier accessTier) {
            this.location = location;
            this.sku = Objects.requireNonNullElse(sku, Redundancy.Standard_ZRS);
            this.hierarchicalNamespace = Objects.requireNonNullElse(hierarchicalNamespace, false);
            this.accessTier = Objects.requireNonNullElse(accessTier, AccessTier.Hot);
        }
    }

    /** Azure's own names of its kinds of redundancy. */
    @SuppressWarnings("checkstyle:ConstantName")
    public enum Redundancy {
        /** Three copies in one data centre. */
        Standard_LRS,
        /** Copies in three zones. */
        Standard_ZRS,
        /** Three copies here, three in the paired region. */
        Standard_GRS,
        /** Copies in three zones here, three copies in the paired region. */
        Standard_GZRS,
        /** As Standard_GRS, readable there. */
        Standard_RAGRS,
        /** As Standard_GZRS, readable there. */
        Standard_RAGZRS
    }

    /** Azure's tiers for an account. */
    public enum AccessTier {
        /** For data in use. */
        Hot,
        /** For data seldom read. */
        Cool,
        /** For data hardly ever read. */
        Cold
    }
}
