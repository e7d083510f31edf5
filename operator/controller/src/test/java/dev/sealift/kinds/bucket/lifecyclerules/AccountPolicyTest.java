package dev.sealift.kinds.bucket.lifecyclerules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccountPolicyTest {

    private static final RuleNames OURS = RuleNames.of("aaaa-1");
    private static final RuleNames ANOTHERS = RuleNames.of("bbbb-1");

    @Test
    void onlyOursAreReplaced() {
        AccountPolicy there = new AccountPolicy(
                List.of(rule("byHand", 1), rule(OURS.name(1), 2), rule(ANOTHERS.name(1), 3), rule(OURS.name(2), 4)));

        AccountPolicy now = there.with(List.of(rule(OURS.name(1), 9)), OURS);

        assertThat(now.rules()).containsExactly(rule("byHand", 1), rule(ANOTHERS.name(1), 3), rule(OURS.name(1), 9));
    }

    @Test
    void takenAwayAndPutBackItIsAsBefore() {
        AccountPolicy there = new AccountPolicy(List.of(rule("byHand", 1), rule(ANOTHERS.name(1), 3)));

        AccountPolicy back = there.with(List.of(rule(OURS.name(1), 9)), OURS).with(List.of(), OURS);

        assertThat(back).isEqualTo(there);
    }

    @Test
    void whatOnlyWeHadIsEmptyWithoutUs() {
        assertThat(new AccountPolicy(List.of(rule(OURS.name(1), 2)))
                        .with(List.of(), OURS)
                        .isEmpty())
                .isTrue();
    }

    @Test
    void namesAreLettersAndDigits() {
        assertThat(RuleNames.of("0B1C2d3e-0000-4000-8000-00000000abcd").name(12))
                .matches("[A-Za-z0-9]{1,256}");
    }

    @Test
    void moreThanAHundredAreTooMuch() {
        List<JsonNode> most =
                IntStream.range(0, 100).mapToObj(i -> rule("r" + i, 1)).toList();
        AccountPolicy full = new AccountPolicy(most);

        assertThat(full.tooMuch()).isEmpty();
        assertThat(full.with(List.of(rule(OURS.name(1), 1)), OURS).tooMuch())
                .hasValueSatisfying(why -> assertThat(why).contains("101").contains("100"));
    }

    @Test
    void whatAzureAddsMakesNoDifference() {
        AccountPolicy wanted = new AccountPolicy(List.of(rule("a", 30)));
        AccountPolicy asShown = AccountPolicy.of(json("""
                {"properties": {"lastModifiedTime": "2026-11-21T00:00:00Z", "policy": {"rules": [{
                  "name": "a", "enabled": true, "type": "Lifecycle",
                  "definition": {"actions": {"baseBlob": {"delete": {"daysAfterModificationGreaterThan": 30.0}}}}}]}}}"""));

        assertThat(asShown.says(wanted)).isTrue();
        assertThat(asShown.says(new AccountPolicy(List.of(rule("a", 31))))).isFalse();
        assertThat(asShown.says(AccountPolicy.NONE)).isFalse();
        assertThat(AccountPolicy.NONE.says(wanted)).isFalse();
    }

    private static JsonNode rule(String name, int days) {
        return json(
                "{\"name\":\"%s\",\"definition\":{\"actions\":{\"baseBlob\":{\"delete\":{\"daysAfterModificationGreaterThan\":%d}}}}}"
                        .formatted(name, days));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
