package dev.sealift.kinds.bucket;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The actions that an identity has at a scope, as the resource manager lists them: each grant allows what its
 * {@code actions} match and its {@code notActions} do not. Those on data are another list than those on resources.
 * https://learn.microsoft.com/rest/api/authorization/permissions/list-for-resource
 */
record Rights(List<Grant> grants) {

    /** One role's part. */
    record Grant(List<Pattern> allowed, List<Pattern> excepted) {

        boolean allows(String action) {
            return matches(allowed, action) && !matches(excepted, action);
        }

        private static boolean matches(List<Pattern> patterns, String action) {
            return patterns.stream().anyMatch(pattern -> pattern.matcher(action).matches());
        }
    }

    static Rights toData(JsonNode permissions) {
        return of(permissions, "dataActions", "notDataActions");
    }

    static Rights toResources(JsonNode permissions) {
        return of(permissions, "actions", "notActions");
    }

    private static Rights of(JsonNode permissions, String allowed, String excepted) {
        return new Rights(elements(permissions.path("value"))
                .map(grant -> new Grant(patterns(grant.path(allowed)), patterns(grant.path(excepted))))
                .toList());
    }

    boolean allow(String action) {
        return grants.stream().anyMatch(grant -> grant.allows(action));
    }

    private static List<Pattern> patterns(JsonNode actions) {
        return elements(actions).map(JsonNode::asText).map(Rights::pattern).toList();
    }

    private static Pattern pattern(String action) {
        String literal = Pattern.quote(action).replace("*", "\\E.*\\Q");
        return Pattern.compile(literal, Pattern.CASE_INSENSITIVE);
    }

    private static java.util.stream.Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
