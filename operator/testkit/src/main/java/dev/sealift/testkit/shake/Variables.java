package dev.sealift.testkit.shake;

import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts values of the environment into a text, as envsubst does: {@code $NAME}, <code>${NAME}</code>, with {@code :-} or {@code -} a
 * value for one that is missing, with {@code :+} or {@code +} one in its place. Of those not set nothing is left. A {@code $} that
 * is meant is written twice.
 */
final class Variables {

    private static final Pattern EXPRESSION = Pattern.compile(
            "\\$(?:(?<dollar>\\$)|(?<bare>\\w+)|\\{(?<name>\\w+)(?:(?<operator>:?[-=+])(?<other>[^}]*))?}|(?<open>\\{))");

    private Variables() {}

    static String replaced(String text, Map<String, String> environment) {
        return EXPRESSION.matcher(text).replaceAll(found -> Matcher.quoteReplacement(replacement(found, environment)));
    }

    private static String replacement(MatchResult found, Map<String, String> environment) {
        if (found.group("dollar") != null) {
            return "$";
        }
        if (found.group("open") != null) {
            throw new Panic("failed to read config file: closing brace expected");
        }
        if (found.group("bare") != null) {
            return environment.getOrDefault(found.group("bare"), "");
        }
        String value = environment.get(found.group("name"));
        String operator = found.group("operator");
        if (operator == null) {
            return value == null ? "" : value;
        }
        boolean counts = value != null && !(operator.startsWith(":") && value.isEmpty());
        if (operator.endsWith("+")) {
            return counts ? found.group("other") : "";
        }
        return counts ? Objects.requireNonNull(value) : found.group("other");
    }
}
