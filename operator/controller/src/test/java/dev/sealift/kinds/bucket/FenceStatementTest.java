package dev.sealift.kinds.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class FenceStatementTest {

    private static final String OTHERS = """
            {"Version":"2012-10-17","Id":"theirs","Statement":[
              {"Sid":"Read","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::orders/*"}]}
            """;

    private final FenceStatement fence =
            FenceStatement.of("0b5c6f6e-1d2c-4f6a-9d55-2f3f7f1b8a11", "eu-central-1", "orders", "2026/");

    @Test
    void it_denies_everybody_to_change_objects_under_the_prefix() {
        JsonNode statement = parsed(fence.addedTo(null)).path("Statement").get(0);

        assertThat(statement.path("Effect").asText()).isEqualTo("Deny");
        assertThat(statement.path("Principal").asText()).isEqualTo("*");
        assertThat(statement.path("Resource").asText()).isEqualTo("arn:aws:s3:::orders/2026/*");
        assertThat(statement.path("Sid").asText()).matches("[A-Za-z0-9]+");
        assertThat(statement.path("Action")).map(JsonNode::asText).contains("s3:PutObject*", "s3:DeleteObject*");
        assertThat(statement.path("Action"))
                .map(JsonNode::asText)
                .as("what reads, and what takes the fence away again")
                .noneMatch(action -> action.contains("Policy") || action.contains("Get"));
    }

    @Test
    void what_others_wrote_stays_as_it_was() {
        String raised = fence.addedTo(OTHERS);

        assertThat(fence.isIn(raised)).isTrue();
        assertThat(parsed(raised).path("Statement")).hasSize(2);
        assertThat(fence.removedFrom(raised).map(FenceStatementTest::parsed)).contains(parsed(OTHERS));
    }

    @Test
    void whether_it_can_be_taken_away_is_told_without_a_change() {
        assertThat(fence.leavesNothingIn(null)).isTrue();
        assertThat(fence.leavesNothingIn(OTHERS)).isTrue();
        assertThat(fence.leavesNothingIn(fence.addedTo(OTHERS))).isTrue();
    }

    @Test
    void raised_twice_it_stands_once() {
        String twice = fence.addedTo(fence.addedTo(OTHERS));

        assertThat(parsed(twice).path("Statement")).hasSize(2);
    }

    @Test
    void a_policy_of_nothing_else_goes_with_it() {
        assertThat(fence.removedFrom(fence.addedTo(null))).isEmpty();
    }

    @Test
    void a_statement_without_a_list_around_it_is_kept() {
        String raised = fence.addedTo("{\"Statement\":{\"Sid\":\"Read\",\"Effect\":\"Allow\"}}");

        assertThat(parsed(raised).path("Statement")).hasSize(2);
    }

    @Test
    void another_migrations_fence_is_another() {
        FenceStatement other = FenceStatement.of("7c1f", "eu-central-1", "orders", "");

        assertThat(other.isIn(fence.addedTo(OTHERS))).isFalse();
    }

    @Test
    void china_has_a_partition_of_its_own() {
        assertThat(FenceStatement.of("7c1f", "cn-north-1", "orders", "").resource())
                .isEqualTo("arn:aws-cn:s3:::orders/*");
    }

    private static JsonNode parsed(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
