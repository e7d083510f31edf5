package dev.sealift.kinds.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealift.api.LocalReference;
import dev.sealift.api.bucket.BucketTarget;
import dev.sealift.api.connection.AzureConnection;
import dev.sealift.api.connection.AzureConnectionSpec;
import dev.sealift.api.connection.AzureEnvironment;
import dev.sealift.api.connection.CaBundleReference;
import dev.sealift.api.connection.SecretReference;
import dev.sealift.azure.AzureAccess;
import dev.sealift.azure.AzureConnections;
import dev.sealift.cloud.Access;
import dev.sealift.cloud.Calls;
import dev.sealift.cloud.KnownConnections;
import dev.sealift.cloud.LocalCertificate;
import dev.sealift.cloud.LocalCluster;
import dev.sealift.cloud.LocalServer;
import dev.sealift.cloud.LocalServer.Reply;
import dev.sealift.cloud.LocalServer.Request;
import dev.sealift.cloud.TurnedClock;
import dev.sealift.kinds.bucket.LifecyclePolicy.Applied;
import dev.sealift.kinds.bucket.LifecyclePolicy.Plan;
import dev.sealift.kinds.bucket.lifecyclerules.RuleNames;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that keeps one policy, as the resource manager does. */
class LifecyclePolicyTest {

    private static final String UID = "0b1c2d3e-0000-4000-8000-00000000abcd";
    private static final String GUID = "aaaaaaaa-0000-0000-0000-000000000001";
    private static final ObjectNode OURS = rule(RuleNames.of(UID).beginning() + "1");
    private static final ObjectNode BY_HAND = rule("byHand");

    private final LocalCluster cluster = new LocalCluster();
    private final AzureConnections connections = new AzureConnections(
            cluster.client(),
            new KnownConnections(cluster.client()),
            Calls.UNTOLD,
            new TurnedClock(Instant.parse("2026-11-01T10:00:00Z")));
    private final LocalServer azure = LocalServer.https();
    private @Nullable String kept;
    private int writes;

    @BeforeEach
    void seed() {
        String here = azure.address().toString();
        AzureConnection connection = new AzureConnection();
        connection.setMetadata(new ObjectMetaBuilder()
                .withNamespace("shop")
                .withName("zone")
                .withUid("7d1e")
                .withGeneration(1L)
                .build());
        connection.setSpec(new AzureConnectionSpec(
                AzureEnvironment.Custom,
                new AzureConnectionSpec.Endpoints(here, here, "storage.invalid"),
                GUID,
                GUID,
                new AzureConnectionSpec.Auth(null, new SecretReference("azure")),
                new CaBundleReference("ca", null)));
        cluster.secret("shop", "azure", Map.of("clientId", GUID, "clientSecret", "s3cr3t"))
                .configMap("shop", "ca", Map.of("ca.crt", LocalCertificate.pem()))
                .connection(connection);
        azure.answers(this::answer);
    }

    @AfterEach
    void close() {
        connections.close();
        cluster.close();
        azure.close();
    }

    private Reply answer(Request request) {
        if (request.path().endsWith("/oauth2/v2.0/token")) {
            return Reply.json("{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"t0ken\"}");
        }
        assertThat(request.path()).endsWith("/storageAccounts/shoporders/managementPolicies/default");
        return switch (request.method()) {
            case "PUT" -> write(request.body());
            case "DELETE" -> write(null);
            default ->
                kept == null ? Reply.of(404, "{\"error\":{\"code\":\"ManagementPolicyNotFound\"}}") : Reply.json(kept);
        };
    }

    private Reply write(@Nullable String body) {
        kept = body;
        writes++;
        return body == null ? Reply.of(200, "") : Reply.json(body);
    }

    private LifecyclePolicy policy() {
        BucketTarget target = new BucketTarget(
                new LocalReference("zone"), "shop", "shoporders", "orders", null, null, null, null, null);
        return switch (connections.open("shop", "zone")) {
            case Access.Granted<AzureAccess>(AzureAccess access) ->
                new LifecyclePolicy(new StorageAccount(access, target), UID);
            case Access.Refused<AzureAccess> refused -> throw new AssertionError(refused);
        };
    }

    @Test
    void isMadeOnceAndTakenAwayWhole() {
        LifecyclePolicy policy = policy();

        assertThat(policy.apply(List.of(OURS))).isEqualTo(new Applied.Done());
        assertThat(policy.apply(List.of(OURS))).isEqualTo(new Applied.Done());
        assertThat(policy.plan(List.of(OURS))).isEqualTo(new Plan.Nothing());
        assertThat(writes).isEqualTo(1);
        assertThat(names()).containsExactly(OURS.path("name").asText());

        assertThat(policy.remove()).isEqualTo(new Applied.Done());
        assertThat(policy.remove()).isEqualTo(new Applied.Done());
        assertThat(kept).isNull();
        assertThat(writes).isEqualTo(2);
    }

    @Test
    void leavesTheRulesOfOthers() {
        kept = "{\"properties\":{\"policy\":{\"rules\":[" + BY_HAND + "]}}}";
        LifecyclePolicy policy = policy();

        policy.apply(List.of(OURS));
        assertThat(names()).containsExactly("byHand", OURS.path("name").asText());

        policy.remove();
        assertThat(names()).containsExactly("byHand");
    }

    @Test
    void changesNothingThatItCantRead() {
        LifecyclePolicy policy = policy();
        azure.answers(request -> request.path().endsWith("/token") ? answer(request) : Reply.of(503, ""));

        assertThat(policy.apply(List.of(OURS)))
                .isInstanceOfSatisfying(
                        Applied.Failed.class,
                        failed -> assertThat(failed.problem().retryable()).isTrue());
        assertThat(writes).isZero();
    }

    private List<String> names() {
        return json(String.valueOf(kept))
                .at("/properties/policy/rules")
                .valueStream()
                .map(rule -> rule.path("name").asText())
                .toList();
    }

    private static ObjectNode rule(String name) {
        return json("{\"name\":\"" + name + "\",\"type\":\"Lifecycle\"}");
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
