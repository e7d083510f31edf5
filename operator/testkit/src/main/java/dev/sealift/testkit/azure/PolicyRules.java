package dev.sealift.testkit.azure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the storage provider refuses in a management policy. See
 * <a href="https://learn.microsoft.com/azure/storage/blobs/lifecycle-management-policy-structure">the structure</a> and
 * <a href="https://learn.microsoft.com/rest/api/storagerp/management-policies/create-or-update">the schema</a>.
 */
final class PolicyRules {

    private static final int MOST_RULES = 100;
    private static final int MOST_CONDITIONS = 10;

    private static final Set<String> BLOB_TYPES = Set.of("blockBlob", "appendBlob");
    private static final Set<String> FILTERS = Set.of("blobTypes", "prefixMatch", "blobIndexMatch");

    private static final Set<String> TIERS = Set.of("tierToHot", "tierToCool", "tierToCold", "tierToArchive");
    private static final String BY_USE = "enableAutoTierToHotFromCool";
    private static final String LAST_TIER_CHANGE = "daysAfterLastTierChangeGreaterThan";

    /** What each kind of blob may be asked for, beside the time since its last change of tier. */
    private static final Map<String, Set<String>> CONDITIONS = Map.of(
            "baseBlob",
            Set.of(
                    "daysAfterModificationGreaterThan",
                    "daysAfterLastAccessTimeGreaterThan",
                    "daysAfterCreationGreaterThan"),
            "snapshot",
            Set.of("daysAfterCreationGreaterThan"),
            "version",
            Set.of("daysAfterCreationGreaterThan"));

    private PolicyRules() {}

    static void requireValid(JsonNode policy) {
        JsonNode rules = policy.path("rules");
        require(rules.isArray() && !rules.isEmpty() && rules.size() <= MOST_RULES, "policy.rules");
        Set<String> names = new HashSet<>();
        for (JsonNode rule : rules) {
            String name = rule.path("name").asText();
            require(name.matches("[A-Za-z0-9]{1,256}") && names.add(name), "policy.rules.name");
            require("Lifecycle".equals(rule.path("type").asText()), "policy.rules.type");
            require(rule.path("enabled").isMissingNode() || rule.path("enabled").isBoolean(), "policy.rules.enabled");
            requireFilters(rule.path("definition").path("filters"));
            requireActions(rule.path("definition"));
        }
    }

    private static void requireFilters(JsonNode filters) {
        require(FILTERS.containsAll(names(filters)), "policy.rules.definition.filters");
        JsonNode types = filters.path("blobTypes");
        require(
                !types.isEmpty() && types.valueStream().allMatch(type -> BLOB_TYPES.contains(type.asText())),
                "policy.rules.definition.filters.blobTypes");
        JsonNode prefixes = filters.path("prefixMatch");
        require(
                prefixes.size() <= MOST_CONDITIONS && prefixes.valueStream().allMatch(PolicyRules::beginsWithContainer),
                "policy.rules.definition.filters.prefixMatch");
        JsonNode tags = filters.path("blobIndexMatch");
        require(
                tags.size() <= MOST_CONDITIONS && tags.valueStream().allMatch(PolicyRules::isTagCondition),
                "policy.rules.definition.filters.blobIndexMatch");
    }

    /** A prefix may end within the container's name. */
    private static boolean beginsWithContainer(JsonNode prefix) {
        return prefix.asText().split("/", -1)[0].matches("\\$?[a-z0-9-]{1,63}");
    }

    private static boolean isTagCondition(JsonNode condition) {
        return !condition.path("name").asText().isEmpty()
                && "==".equals(condition.path("op").asText())
                && condition.path("value").isTextual();
    }

    private static void requireActions(JsonNode definition) {
        JsonNode actions = definition.path("actions");
        require(
                !actions.isEmpty() && CONDITIONS.keySet().containsAll(names(actions)),
                "policy.rules.definition.actions");
        boolean blockBlobsOnly = definition
                .path("filters")
                .path("blobTypes")
                .valueStream()
                .allMatch(type -> "blockBlob".equals(type.asText()));
        actions.properties().forEach(of -> requireActions(of.getKey(), of.getValue(), blockBlobsOnly));
    }

    private static void requireActions(String of, JsonNode actions, boolean blockBlobsOnly) {
        String where = "policy.rules.definition.actions." + of;
        require(!actions.isEmpty(), where);
        actions.properties().forEach(action -> {
            String name = action.getKey();
            boolean tier = TIERS.contains(name);
            require(tier || name.equals("delete") || (name.equals(BY_USE) && of.equals("baseBlob")), where);
            require(!tier || blockBlobsOnly, where + "." + name);
            if (!name.equals(BY_USE)) {
                requireConditions(of, name, action.getValue(), where + "." + name);
            }
        });
    }

    private static void requireConditions(String of, String action, JsonNode conditions, String where) {
        Set<String> allowed = CONDITIONS.getOrDefault(of, Set.of());
        List<String> given = names(conditions).stream()
                .filter(name -> !name.equals(LAST_TIER_CHANGE))
                .toList();
        require(given.size() == 1 && allowed.containsAll(given), where);
        require(!conditions.has(LAST_TIER_CHANGE) || action.equals("tierToArchive"), where);
        require(
                conditions
                        .valueStream()
                        .allMatch(days -> days.isNumber()
                                && days.asDouble() >= 0
                                && days.asDouble() == Math.rint(days.asDouble())),
                where);
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void require(boolean valid, String parameter) {
        if (!valid) {
            throw ArmError.of(
                    400,
                    "InvalidValuesForRequestParameters",
                    "Values for request parameters are invalid: %s.".formatted(parameter));
        }
    }
}
