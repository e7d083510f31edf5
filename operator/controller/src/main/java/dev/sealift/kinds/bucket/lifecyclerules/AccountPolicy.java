package dev.sealift.kinds.bucket.lifecyclerules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The one policy that an account has, for all its containers. Ours in it are those that {@link RuleNames} knows; all others
 * stay as they are and where they are.
 *
 * @param rules as they stand in {@code properties.policy.rules}
 */
public record AccountPolicy(List<JsonNode> rules) {

    /** https://learn.microsoft.com/azure/storage/blobs/lifecycle-management-policy-structure#rules */
    public static final int MOST_RULES = 100;

    /** An account without a policy. */
    public static final AccountPolicy NONE = new AccountPolicy(List.of());

    /** @param resource the policy as the resource manager shows it */
    public static AccountPolicy of(JsonNode resource) {
        return new AccountPolicy(
                resource.at("/properties/policy/rules").valueStream().toList());
    }

    /** This policy with these rules of ours, in place of those that are there. */
    public AccountPolicy with(List<? extends JsonNode> ours, RuleNames names) {
        List<JsonNode> others = rules.stream()
                .filter(rule -> !names.isOurs(rule.path("name").asText()))
                .toList();
        return new AccountPolicy(Stream.concat(others.stream(), ours.stream()).toList());
    }

    /** Why Azure would not take it. */
    public Optional<String> tooMuch() {
        return rules.size() <= MOST_RULES
                ? Optional.empty()
                : Optional.of(
                        "the account's policy would have %d rules; Azure takes %d".formatted(rules.size(), MOST_RULES));
    }

    /** Azure takes no policy without a rule: it has to be deleted instead. */
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** Whether both say the same: Azure adds members with their defaults to what it was given. */
    public boolean says(AccountPolicy wanted) {
        return rules.size() == wanted.rules.size()
                && IntStream.range(0, rules.size()).allMatch(i -> covers(rules.get(i), wanted.rules.get(i)));
    }

    private static boolean covers(JsonNode there, JsonNode wanted) {
        return switch (wanted) {
            case ObjectNode object ->
                object.properties().stream().allMatch(member -> covers(there.path(member.getKey()), member.getValue()));
            case ArrayNode array ->
                there.size() == array.size()
                        && IntStream.range(0, array.size()).allMatch(i -> covers(there.path(i), array.get(i)));
            // Whole numbers come back as 30.0 too.
            default -> wanted.isNumber() ? wanted.asDouble() == there.asDouble() : wanted.equals(there);
        };
    }

    /** What to put. */
    public ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode array = body.putObject("properties").putObject("policy").putArray("rules");
        rules.forEach(array::add);
        return body;
    }
}
