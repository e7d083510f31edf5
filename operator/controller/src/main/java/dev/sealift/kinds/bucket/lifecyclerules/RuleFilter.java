package dev.sealift.kinds.bucket.lifecyclerules;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleAndOperator;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.Tag;

/** Which objects a rule is about, whichever of S3's three forms says so: a prefix of the rule, one condition, or several. */
record RuleFilter(String prefix, Map<String, String> tags, boolean bySize) {

    @SuppressWarnings("deprecation") // Rules that were made before 2018 have their prefix here.
    static RuleFilter of(LifecycleRule rule) {
        LifecycleRuleFilter filter = rule.filter();
        if (filter == null) {
            return new RuleFilter(or(rule.prefix()), Map.of(), false);
        }
        LifecycleRuleAndOperator and = filter.and();
        return and == null
                ? new RuleFilter(
                        or(filter.prefix()),
                        map(Stream.ofNullable(filter.tag()).toList()),
                        anyOf(filter.objectSizeGreaterThan(), filter.objectSizeLessThan()))
                : new RuleFilter(
                        or(and.prefix()),
                        map(and.tags()),
                        anyOf(and.objectSizeGreaterThan(), and.objectSizeLessThan()));
    }

    private static String or(@Nullable String prefix) {
        return Objects.requireNonNullElse(prefix, "");
    }

    private static boolean anyOf(@Nullable Long greater, @Nullable Long less) {
        return greater != null || less != null;
    }

    private static Map<String, String> map(List<Tag> tags) {
        Map<String, String> map = new TreeMap<>();
        tags.forEach(tag -> map.put(tag.key(), tag.value()));
        return map;
    }
}
