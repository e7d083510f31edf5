package dev.sealift.kinds.bucket.lifecyclerules;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleExpiration;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.Transition;

/**
 * Translates rule by rule. A translated rule never takes more blobs than the original takes objects, and never earlier: where
 * Azure can't be that exact, the rule, or the part of it, is left out and named.
 *
 * <p>S3: https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html. Azure:
 * https://learn.microsoft.com/azure/storage/blobs/lifecycle-management-policy-structure
 */
public final class RuleTranslator {

    private final Placement placement;
    private final RuleNames names;

    private final List<ObjectNode> rules = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    private RuleTranslator(Placement placement, RuleNames names) {
        this.placement = placement;
        this.names = names;
    }

    /** The rules for blobs that stand there, under these names. */
    public static Translation translate(List<LifecycleRule> rules, Placement placement, RuleNames names) {
        RuleTranslator translator = new RuleTranslator(placement, names);
        rules.forEach(translator::translate);
        return new Translation(List.copyOf(translator.rules), List.copyOf(translator.leftOut));
    }

    private void translate(LifecycleRule rule) {
        noteWhatVersionsHave(rule);
        noteWhatNeedsNoRule(rule);
        ObjectNode actions = actions(rule);
        if (!actions.isEmpty()) {
            filters(rule).ifPresent(filters -> add(rule, filters, actions));
        }
    }

    private void add(LifecycleRule rule, ObjectNode filters, ObjectNode actions) {
        ObjectNode translated = JsonNodeFactory.instance.objectNode();
        translated.put("name", names.name(rules.size() + 1));
        translated.put("enabled", rule.status() == ExpirationStatus.ENABLED);
        translated.put("type", "Lifecycle");
        ObjectNode definition = translated.putObject("definition");
        definition.set("filters", filters);
        definition.putObject("actions").set("baseBlob", actions);
        rules.add(translated);
    }

    private Optional<ObjectNode> filters(LifecycleRule rule) {
        RuleFilter filter = RuleFilter.of(rule);
        if (filter.bySize()) {
            lost(
                    rule,
                    "it asks for objects of a certain size, and Azure's rules know no sizes",
                    "narrow it by a prefix");
            return Optional.empty();
        }
        if (!filter.tags().isEmpty() && !placement.indexTags()) {
            lost(
                    rule,
                    "it asks for object tags, and the target's blobs have no index tags",
                    "narrow it by a prefix instead");
            return Optional.empty();
        }
        Optional<String> prefix = placement.prefixMatch(filter.prefix());
        if (prefix.isEmpty()) {
            needless(rule, "it is about keys under '%s', of which none is copied".formatted(filter.prefix()));
        }
        return prefix.map(match -> filters(match, filter.tags()));
    }

    private static ObjectNode filters(String prefixMatch, Map<String, String> tags) {
        ObjectNode filters = JsonNodeFactory.instance.objectNode();
        filters.putArray("blobTypes").add("blockBlob");
        filters.putArray("prefixMatch").add(prefixMatch);
        if (!tags.isEmpty()) {
            var conditions = filters.putArray("blobIndexMatch");
            tags.forEach((name, value) ->
                    conditions.addObject().put("name", name).put("op", "==").put("value", value));
        }
        return filters;
    }

    private ObjectNode actions(LifecycleRule rule) {
        Map<Action, Integer> days = new TreeMap<>();
        rule.transitions().forEach(transition -> action(rule, transition, days));
        Optional.ofNullable(rule.expiration()).ifPresent(expiration -> action(rule, expiration, days));
        ObjectNode actions = JsonNodeFactory.instance.objectNode();
        days.forEach(
                (action, after) -> actions.putObject(action.word()).put("daysAfterModificationGreaterThan", after));
        return actions;
    }

    /** What can be done to a blob, in the order in which it gets cheaper. */
    private enum Action {
        COOL("tierToCool"),
        COLD("tierToCold"),
        ARCHIVE("tierToArchive"),
        DELETE("delete");

        private final String word;

        Action(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** Where two of S3's classes are one tier, it is reached when the first would be. */
    private void action(LifecycleRule rule, Transition transition, Map<Action, Integer> days) {
        if (transition.days() == null) {
            onADay(rule, "moves objects to %s".formatted(transition.storageClassAsString()));
            return;
        }
        tier(rule, transition).ifPresent(action -> days.merge(action, transition.days(), Math::min));
    }

    private Optional<Action> tier(LifecycleRule rule, Transition transition) {
        return switch (transition.storageClass()) {
            case STANDARD_IA, ONEZONE_IA -> Optional.of(Action.COOL);
            case GLACIER_IR -> Optional.of(Action.COLD);
            case GLACIER, DEEP_ARCHIVE -> archive(rule, transition);
            case INTELLIGENT_TIERING -> {
                lost(
                        rule,
                        "it moves objects to INTELLIGENT_TIERING, which follows their use",
                        "turn on access tracking at the account, and make a rule with daysAfterLastAccessTimeGreaterThan");
                yield Optional.empty();
            }
            case UNKNOWN_TO_SDK_VERSION -> {
                lost(
                        rule,
                        "it moves objects to %s, for which no tier is known"
                                .formatted(transition.storageClassAsString()),
                        "choose a tier and make a rule");
                yield Optional.empty();
            }
        };
    }

    private Optional<Action> archive(LifecycleRule rule, Transition transition) {
        if (placement.archiveTier()) {
            return Optional.of(Action.ARCHIVE);
        }
        lost(
                rule,
                "it moves objects to %s after %d days, and accounts with zone redundancy have no archive tier"
                        .formatted(transition.storageClassAsString(), transition.days()),
                "use an account with LRS, GRS or RA-GRS, or make a rule with tierToCold");
        return Optional.empty();
    }

    private void action(LifecycleRule rule, LifecycleExpiration expiration, Map<Action, Integer> days) {
        if (expiration.days() != null) {
            days.put(Action.DELETE, expiration.days());
        } else if (expiration.date() != null) {
            onADay(rule, "deletes objects");
        } else if (Boolean.TRUE.equals(expiration.expiredObjectDeleteMarker())) {
            needless(rule, "it removes expired delete markers, and Azure has no delete markers");
        }
    }

    private void onADay(LifecycleRule rule, String what) {
        lost(
                rule,
                "it %s on a certain day, and Azure's rules count days of age only".formatted(what),
                "make a rule when the day comes");
    }

    /**
     * Azure counts a version's age from when it was written, S3 from when it was superseded; what was the current version for
     * years would be deleted on the day that it is overwritten.
     */
    private void noteWhatVersionsHave(LifecycleRule rule) {
        if (rule.noncurrentVersionExpiration() != null
                || !rule.noncurrentVersionTransitions().isEmpty()) {
            lost(
                    rule,
                    "it is about noncurrent versions; Azure counts a version's age from when it was written, so that an equal rule would act too early",
                    "keep overwritten blobs by soft delete for as many days, or make a rule for versions with that in mind");
        }
    }

    private void noteWhatNeedsNoRule(LifecycleRule rule) {
        if (rule.abortIncompleteMultipartUpload() != null) {
            needless(rule, "it ends unfinished uploads; Azure discards uncommitted blocks after a week by itself");
        }
    }

    private void lost(LifecycleRule rule, String why, String remedy) {
        leftOut.add(new LeftOut(id(rule), why, remedy, true));
    }

    private void needless(LifecycleRule rule, String why) {
        leftOut.add(new LeftOut(id(rule), why, "nothing to do", false));
    }

    private static String id(LifecycleRule rule) {
        return rule.id() == null ? "without an id" : rule.id();
    }
}
