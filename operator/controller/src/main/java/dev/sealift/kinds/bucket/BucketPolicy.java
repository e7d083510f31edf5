package dev.sealift.kinds.bucket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a bucket's policy says, as far as it matters to who may read. Pure. */
record BucketPolicy(String json) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Keys of conditions that look at where a request comes from. */
    private static final Set<String> NETWORK = Set.of(
            "aws:sourceip",
            "aws:vpcsourceip",
            "aws:sourcevpc",
            "aws:sourcevpce",
            "aws:sourcevpcarn",
            "aws:vpceaccount");

    /** The first condition that looks at the caller's network: {@code aws:SourceVpce in the Deny statement "OnlyVpc"}. */
    Optional<String> networkCondition() {
        return statements().stream().flatMap(BucketPolicy::networkConditions).findFirst();
    }

    private List<JsonNode> statements() {
        List<JsonNode> statements = new ArrayList<>();
        try {
            JsonNode found = MAPPER.readTree(json).path("Statement");
            if (found.isArray()) {
                found.forEach(statements::add);
            } else {
                statements.add(found);
            }
        } catch (JsonProcessingException e) {
            // AWS keeps no policy that isn't JSON; a gateway that does says nothing that could be understood.
            return List.of();
        }
        return statements;
    }

    private static Stream<String> networkConditions(JsonNode statement) {
        List<String> keys = new ArrayList<>();
        statement.path("Condition").forEach(operator -> operator.fieldNames().forEachRemaining(keys::add));
        return keys.stream()
                .filter(key -> NETWORK.contains(key.toLowerCase(Locale.ROOT)))
                .map(key -> "%s in %s".formatted(key, named(statement)));
    }

    private static String named(JsonNode statement) {
        String effect = statement.path("Effect").asText("unnamed");
        String sid = statement.path("Sid").asText();
        return sid.isEmpty() ? "a statement of effect " + effect : "the %s statement \"%s\"".formatted(effect, sid);
    }
}
