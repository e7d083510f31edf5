package dev.sealift.kinds.bucket.lifecyclerules;

import java.util.Optional;

/**
 * Where the objects stand at the target, and what its account can do.
 *
 * @param sourcePrefix what every copied key begins with
 * @param targetPrefix what stands before every key at the target
 * @param indexTags whether objects' tags arrive as index tags, so that a rule can ask for them
 * @param archiveTier whether the account's redundancy has an archive tier
 */
public record Placement(
        String container, String sourcePrefix, String targetPrefix, boolean indexTags, boolean archiveTier) {

    /** What Azure's filter must say for a rule about keys under this prefix; empty if none of them is copied. */
    Optional<String> prefixMatch(String rulePrefix) {
        if (!rulePrefix.startsWith(sourcePrefix) && !sourcePrefix.startsWith(rulePrefix)) {
            return Optional.empty();
        }
        String narrower = rulePrefix.length() > sourcePrefix.length() ? rulePrefix : sourcePrefix;
        return Optional.of(container + "/" + targetPrefix + narrower);
    }
}
