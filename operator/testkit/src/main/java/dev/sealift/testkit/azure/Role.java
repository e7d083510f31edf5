package dev.sealift.testkit.azure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A role definition. Permissions may hold {@code *} and are compared in any case, as
 * <a href="https://learn.microsoft.com/azure/role-based-access-control/role-definitions">role definitions</a> say.
 *
 * @param id the GUID of the definition
 */
record Role(
        String id,
        String name,
        List<String> actions,
        List<String> notActions,
        List<String> dataActions,
        List<String> notDataActions) {

    private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();

    boolean grants(Need need) {
        return switch (need) {
            case Need.Action(String action) -> any(actions, action) && !any(notActions, action);
            case Need.DataAction(String action) -> any(dataActions, action) && !any(notDataActions, action);
        };
    }

    private static boolean any(List<String> patterns, String permission) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, permission));
    }

    private static boolean matches(String pattern, String permission) {
        return COMPILED.computeIfAbsent(pattern, Role::compile)
                .matcher(permission)
                .matches();
    }

    private static Pattern compile(String pattern) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }
}
