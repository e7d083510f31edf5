package dev.sealift.kinds.bucket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one statement of a bucket's policy that is ours: it denies everybody to change objects under the migration's prefix, us too. It
 * is known by its Sid, so that it is taken away alone, whatever others have done to the policy meanwhile. Reading and the policy
 * itself stay as they were; so does what S3 does by itself, such as expiring objects by lifecycle rules.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html">S3's actions</a>
 */
record FenceStatement(String sid, String resource) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "2012-10-17";

    /**
     * Of objects only, for the resource is objects. {@code Re*} are ReplicateObject, ReplicateDelete and ReplicateTags, and
     * RestoreObject, which writes too; gateways that know no replication refuse their full names, and a wildcard that matches nothing.
     */
    private static final List<String> WRITES = List.of("s3:PutObject*", "s3:DeleteObject*", "s3:Re*");

    /** The statement of the migration with this uid. A Sid may hold letters and digits only. */
    static FenceStatement of(String uid, String region, String bucket, String prefix) {
        return new FenceStatement(
                "SealiftFence" + uid.replaceAll("[^A-Za-z0-9]", ""),
                "arn:%s:s3:::%s/%s*".formatted(partition(region), bucket, prefix));
    }

    private static String partition(String region) {
        return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    /** Whether the policy holds it. */
    boolean isIn(@Nullable String policy) {
        return policy != null && find(statements(parsed(policy))) >= 0;
    }

    /** The policy with it, in place of a former one of the same migration. */
    String addedTo(@Nullable String policy) {
        ObjectNode changed = policy == null ? JSON.createObjectNode().put("Version", VERSION) : parsed(policy);
        ArrayNode statements = statements(changed);
        remove(statements);
        statements.add(statement());
        changed.set("Statement", statements);
        return changed.toString();
    }

    /** The policy without it; empty if nothing is left, for a policy can't be empty. */
    Optional<String> removedFrom(String policy) {
        ObjectNode changed = parsed(policy);
        ArrayNode statements = statements(changed);
        remove(statements);
        changed.set("Statement", statements);
        return statements.isEmpty() ? Optional.empty() : Optional.of(changed.toString());
    }

    /** Whether the policy without it is the same after it was added and taken away. */
    boolean leavesNothingIn(@Nullable String policy) {
        Optional<String> before = Optional.ofNullable(policy).flatMap(this::removedFrom);
        return removedFrom(addedTo(policy)).equals(before);
    }

    private ObjectNode statement() {
        ObjectNode statement = JSON.createObjectNode();
        statement.put("Sid", sid).put("Effect", "Deny").put("Principal", "*");
        WRITES.forEach(statement.putArray("Action")::add);
        return statement.put("Resource", resource);
    }

    private void remove(ArrayNode statements) {
        int at = find(statements);
        if (at >= 0) {
            statements.remove(at);
        }
    }

    private int find(ArrayNode statements) {
        for (int i = 0; i < statements.size(); i++) {
            if (sid.equals(statements.get(i).path("Sid").asText())) {
                return i;
            }
        }
        return -1;
    }

    /** A policy of one statement may hold it without a list around it. */
    private static ArrayNode statements(ObjectNode policy) {
        JsonNode given = policy.path("Statement");
        ArrayNode statements = JSON.createArrayNode();
        if (given.isArray()) {
            given.forEach(statements::add);
        } else if (given.isObject()) {
            statements.add(given);
        }
        return statements;
    }

    private static ObjectNode parsed(String policy) {
        try {
            return (ObjectNode) JSON.readTree(policy);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the bucket's policy is no JSON", e);
        }
    }
}
