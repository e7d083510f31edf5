package dev.sealift.kinds.bucket.lifecyclerules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What lifecycle rules become.
 *
 * @param rules Azure's rules, as they stand in {@code properties.policy.rules}; named by {@link RuleNames}
 * @param leftOut what they don't say
 */
public record Translation(List<ObjectNode> rules, List<LeftOut> leftOut) {}
