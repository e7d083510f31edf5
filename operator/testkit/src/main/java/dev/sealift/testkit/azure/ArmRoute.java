package dev.sealift.testkit.azure;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One operation of the resource manager.
 *
 * @param template such as {@code /subscriptions/{subscription}/resourceGroups/{group}}; {@code {scope...}} in front stands
 *     for any scope
 * @param permission the action needed, empty where the operation asks for none or asks in its own way
 * @param scopeDepth how many segments of the path are the scope at which the action is needed; 0 for all of them
 */
record ArmRoute(
        String method, String template, String permission, int scopeDepth, Function<ArmCall, Answer> operation) {

    private static final String ANY_SCOPE = "{scope...}";

    /** The variables in the path, if it is one of this template. Words are compared in any case, as Azure does. */
    Optional<Map<String, String>> match(String requestMethod, String path) {
        if (!method.equals(requestMethod)) {
            return Optional.empty();
        }
        return template.startsWith(ANY_SCOPE) ? matchTail(path) : matchWhole(path, template);
    }

    private Optional<Map<String, String>> matchTail(String path) {
        String tail = template.substring(ANY_SCOPE.length());
        String marker = tail.substring(0, tail.indexOf('/', "/providers/".length()));
        int at = path.toLowerCase(Locale.ROOT).lastIndexOf(marker.toLowerCase(Locale.ROOT));
        if (at < 0) {
            return Optional.empty();
        }
        return matchWhole(path.substring(at), tail).map(variables -> {
            variables.put("scope", path.substring(0, at));
            return variables;
        });
    }

    private static Optional<Map<String, String>> matchWhole(String path, String template) {
        String[] expected = template.split("/", -1);
        String[] actual = path.split("/", -1);
        if (expected.length != actual.length) {
            return Optional.empty();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < expected.length; i++) {
            boolean variable = expected[i].startsWith("{");
            if (variable && !actual[i].isEmpty()) {
                variables.put(expected[i].substring(1, expected[i].length() - 1), actual[i]);
            } else if (variable || !expected[i].equalsIgnoreCase(actual[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    /** The scope in the path at which the action is needed. */
    String scope(String path, Map<String, String> variables) {
        if (variables.containsKey("scope")) {
            return variables.getOrDefault("scope", "");
        }
        String[] segments = path.split("/", -1);
        int depth = scopeDepth == 0 ? segments.length - 1 : scopeDepth;
        return String.join("/", Arrays.copyOf(segments, depth + 1));
    }
}
