package dev.sealift.testkit.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** What the storage provider refuses in a request that makes or changes an account. */
final class AccountRules {

    private static final String NOT_TAKEN_OVER =
            "The property '%s' was specified in the input, but it cannot be updated.";

    private static final Set<String> KINDS =
            Set.of("StorageV2", "Storage", "BlobStorage", "BlockBlobStorage", "FileStorage");
    private static final Set<String> SKUS = Set.of(
            "Standard_LRS",
            "Standard_GRS",
            "Standard_RAGRS",
            "Standard_ZRS",
            "Standard_GZRS",
            "Standard_RAGZRS",
            "Premium_LRS",
            "Premium_ZRS");
    private static final Set<String> FIXED_AT_CREATION = Set.of("isHnsEnabled", "isNfsV3Enabled");
    private static final Set<String> TLS_VERSIONS = Set.of("TLS1_0", "TLS1_1", "TLS1_2", "TLS1_3");

    private AccountRules() {}

    static void requireSamePlace(Estate.ResourceGroup group, StorageAccount present, ObjectNode body) {
        String sameSubscription = "/subscriptions/" + group.subscription();
        if (!Access.isWithin(present.group(), sameSubscription)) {
            throw ArmError.of(
                    409,
                    "StorageAccountAlreadyTaken",
                    "The storage account named %s is already taken.".formatted(present.name()));
        }
        if (!present.group().equalsIgnoreCase(group.resourceId())) {
            throw ArmError.of(
                    409,
                    "StorageAccountInAnotherResourceGroup",
                    "The account %s is already in another resource group in this subscription."
                            .formatted(present.name()));
        }
        String location = body.path("location").asText(present.location());
        if (!location.replace(" ", "").equalsIgnoreCase(present.location())) {
            throw ArmError.of(
                    409,
                    "InvalidResourceLocation",
                    "The resource '%s' already exists in location '%s' in resource group '%s'. A resource with the same name cannot be created in location '%s'. Please select a new resource name."
                            .formatted(present.name(), present.location(), group.name(), location));
        }
    }

    static void requireCreatable(ObjectNode body) {
        requirePresent(
                body.path("location"), "LocationRequired", "The location property is required for this definition.");
        requirePresent(
                body.path("sku").path("name"),
                "AccountTypeMissing",
                "The accountType field is missing from the request.");
        requirePresent(
                body.path("kind"),
                "InvalidRequestPropertyValue",
                "The value 'null' is not a valid value for property kind.");
        if (!Locations.exists(body.path("location").asText())) {
            throw ArmError.of(
                    400,
                    "LocationNotAvailableForResourceType",
                    "The provided location '%s' is not available for resource type '%s'. List of available regions for the resource type is '%s'."
                            .formatted(body.path("location").asText(), StorageAccounts.TYPE, Locations.list()));
        }
        if (!KINDS.contains(body.path("kind").asText())) {
            throw badValue("kind");
        }
        requireValid(body);
    }

    static void requireValid(ObjectNode body) {
        JsonNode sku = body.path("sku").path("name");
        if (!sku.isMissingNode() && !SKUS.contains(sku.asText())) {
            throw badValue("sku");
        }
        JsonNode tls = body.path("properties").path("minimumTlsVersion");
        if (!tls.isMissingNode() && !TLS_VERSIONS.contains(tls.asText())) {
            throw badValue("minimumTlsVersion");
        }
        boolean badRule = body.path("properties")
                .path("networkAcls")
                .path("ipRules")
                .valueStream()
                .anyMatch(rule -> !AccountFirewall.isRule(rule.path("value").asText()));
        if (badRule) {
            throw badValue("networkAcls.ipRule[*].value");
        }
        if (body.path("tags").size() > 50) {
            throw ArmError.of(400, "TooManyTags", "A resource can have at most 50 tags.");
        }
    }

    static void requireUnchanged(StorageAccount present, ObjectNode body) {
        JsonNode wanted = body.path("properties");
        for (String property : FIXED_AT_CREATION) {
            boolean now = present.properties().path(property).asBoolean(false);
            if (wanted.has(property) && wanted.path(property).asBoolean() != now) {
                throw ArmError.of(409, "AccountPropertyCannotBeUpdated", NOT_TAKEN_OVER.formatted(property));
            }
        }
        if (!body.path("kind").asText(present.kind()).equals(present.kind())) {
            throw ArmError.of(409, "AccountPropertyCannotBeUpdated", NOT_TAKEN_OVER.formatted("kind"));
        }
    }

    private static void requirePresent(JsonNode value, String code, String message) {
        if (value.asText("").isEmpty()) {
            throw ArmError.of(400, code, message);
        }
    }

    private static Refusal badValue(String parameter) {
        return ArmError.of(
                400,
                "InvalidValuesForRequestParameters",
                "Values for request parameters are invalid: %s.".formatted(parameter));
    }

    static boolean isName(String name) {
        return name.matches("[a-z0-9]{3,24}");
    }

    static String nameRule(String name) {
        return "%s is not a valid storage account name. Storage account name must be between 3 and 24 characters in length and use numbers and lower-case letters only."
                .formatted(name);
    }
}
