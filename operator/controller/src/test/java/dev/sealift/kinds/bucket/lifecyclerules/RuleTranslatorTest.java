package dev.sealift.kinds.bucket.lifecyclerules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.TransitionStorageClass;

class RuleTranslatorTest {

    private static final RuleNames NAMES = RuleNames.of("0b1c2d3e-0000-4000-8000-00000000ABCD");
    private static final Placement PLAIN = new Placement("orders", "", "", true, true);

    @Test
    void whatBothSidesCanSay() throws IOException {
        List<LifecycleRule> rules = List.of(
                rule(
                        "age",
                        r -> r.filter(f -> f.prefix("logs/"))
                                .transitions(
                                        t -> t.days(30).storageClass(TransitionStorageClass.STANDARD_IA),
                                        t -> t.days(90).storageClass(TransitionStorageClass.GLACIER_IR),
                                        t -> t.days(365).storageClass(TransitionStorageClass.DEEP_ARCHIVE),
                                        t -> t.days(180).storageClass(TransitionStorageClass.GLACIER))
                                .expiration(e -> e.days(2555))),
                rule("old form", r -> r.prefix("tmp/").expiration(e -> e.days(1))),
                rule("off", r -> r.status(ExpirationStatus.DISABLED).expiration(e -> e.days(7))),
                rule(
                        "by tags",
                        r -> r.filter(f -> f.and(a -> a.prefix("x/").tags(tag("team", "shop"), tag("class", "raw"))))
                                .expiration(e -> e.days(10))));

        assertGolden("all.txt", RuleTranslator.translate(rules, PLAIN, NAMES));
    }

    @Test
    void whatAzureCantSayIsNamedAndNotAttempted() throws IOException {
        List<LifecycleRule> rules = List.of(
                rule("by size", r -> r.filter(f -> f.objectSizeGreaterThan(1L)).expiration(e -> e.days(1))),
                rule(
                        "by size and prefix",
                        r -> r.filter(f -> f.and(a -> a.prefix("a/").objectSizeLessThan(9L)))
                                .expiration(e -> e.days(1))),
                rule("on a day", r -> r.expiration(e -> e.date(Instant.parse("2027-01-01T00:00:00Z")))),
                rule(
                        "moves on a day",
                        r -> r.transitions(t -> t.date(Instant.parse("2027-01-01T00:00:00Z"))
                                .storageClass(TransitionStorageClass.GLACIER))),
                rule(
                        "by use",
                        r -> r.transitions(t -> t.days(0).storageClass(TransitionStorageClass.INTELLIGENT_TIERING))
                                .expiration(e -> e.days(400))),
                rule("of tomorrow", r -> r.transitions(t -> t.days(3).storageClass("SOMETHING_NEW"))),
                rule("versions", r -> r.noncurrentVersionExpiration(n -> n.noncurrentDays(30))),
                rule("markers", r -> r.expiration(e -> e.expiredObjectDeleteMarker(true))),
                rule("uploads", r -> r.abortIncompleteMultipartUpload(a -> a.daysAfterInitiation(3))));

        assertGolden("left-out.txt", RuleTranslator.translate(rules, PLAIN, NAMES));
    }

    @Test
    void aRuleByTagsNeedsTags() {
        List<LifecycleRule> rules =
                List.of(rule("tags", r -> r.filter(f -> f.tag(tag("a", "b"))).expiration(e -> e.days(1))));

        Translation translation = RuleTranslator.translate(rules, new Placement("orders", "", "", false, true), NAMES);

        assertThat(translation.rules()).isEmpty();
        assertThat(translation.leftOut()).singleElement().satisfies(part -> {
            assertThat(part.rule()).isEqualTo("tags");
            assertThat(part.needed()).isTrue();
        });
    }

    @Test
    void whereNothingCanBeArchivedTheRestOfTheRuleStays() {
        List<LifecycleRule> rules = List.of(rule(
                "age",
                r -> r.transitions(t -> t.days(90).storageClass(TransitionStorageClass.GLACIER))
                        .expiration(e -> e.days(365))));

        Translation translation = RuleTranslator.translate(rules, new Placement("orders", "", "", true, false), NAMES);

        JsonNode actions = translation.rules().getFirst().at("/definition/actions/baseBlob");
        assertThat(actions.has("tierToArchive")).isFalse();
        assertThat(actions.at("/delete/daysAfterModificationGreaterThan").asInt())
                .isEqualTo(365);
        assertThat(translation.leftOut()).hasSize(1);
    }

    /** Never a blob more than the rule has objects. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "'', '', '', orders/",
                "logs/, '', '', orders/logs/",
                "logs/, logs/, '', orders/logs/",
                "logs/a, logs/, from/, orders/from/logs/a",
                "lo, logs/, from/, orders/from/logs/",
                "tmp/, logs/, from/, none"
            })
    void aPrefixIsTheNarrowerOfBoth(String rulePrefix, String sourcePrefix, String targetPrefix, String match) {
        assertThat(new Placement("orders", sourcePrefix, targetPrefix, true, true)
                        .prefixMatch(rulePrefix)
                        .orElse(null))
                .isEqualTo(match);
    }

    private static LifecycleRule rule(String id, Consumer<LifecycleRule.Builder> rest) {
        return LifecycleRule.builder()
                .id(id)
                .status(ExpirationStatus.ENABLED)
                .applyMutation(rest)
                .build();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static void assertGolden(String file, Translation translation) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                RuleTranslatorTest.class.getResourceAsStream("/golden/lifecyclerules/" + file), file)) {
            assertThat(text(translation)).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Rules as they are sent, then what is left out, a line each. */
    private static String text(Translation translation) throws JsonProcessingException {
        String left = translation.leftOut().stream()
                .map(part -> "%s %s: %s → %s\n"
                        .formatted(part.needed() ? "lost" : "needless", part.rule(), part.why(), part.remedy()))
                .collect(Collectors.joining());
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(translation.rules()) + "\n"
                + left;
    }
}
