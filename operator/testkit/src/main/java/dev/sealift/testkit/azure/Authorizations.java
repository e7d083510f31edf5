package dev.sealift.testkit.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealift.testkit.json.Json;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The authorization provider. See
 * <a href="https://learn.microsoft.com/rest/api/authorization/permissions">Permissions</a> and
 * <a href="https://learn.microsoft.com/rest/api/authorization/role-assignments">Role Assignments</a>.
 */
final class Authorizations {

    private static final String PROVIDER = "{scope...}/providers/Microsoft.Authorization/";
    private static final Pattern FILTER_ON_PRINCIPAL =
            Pattern.compile("(?:assignedTo\\('|principalId eq ')([^']+)'\\)?");

    private final Clock clock;
    private final Access access;
    private final Directory directory;

    Authorizations(Clock clock, Access access, Directory directory) {
        this.clock = clock;
        this.access = access;
        this.directory = directory;
    }

    List<ArmRoute> routes() {
        String assignments = "Microsoft.Authorization/roleAssignments/";
        String definitions = "Microsoft.Authorization/roleDefinitions/read";
        String assignment = PROVIDER + "roleAssignments/{name}";
        return List.of(
                new ArmRoute("GET", PROVIDER + "permissions", "", 0, this::permissions),
                new ArmRoute("GET", PROVIDER + "roleAssignments", assignments + "read", 0, this::list),
                new ArmRoute("GET", assignment, assignments + "read", 0, this::get),
                new ArmRoute("PUT", assignment, assignments + "write", 0, this::put),
                new ArmRoute("DELETE", assignment, assignments + "delete", 0, this::delete),
                new ArmRoute("GET", PROVIDER + "roleDefinitions", definitions, 0, this::listDefinitions),
                new ArmRoute("GET", PROVIDER + "roleDefinitions/{name}", definitions, 0, this::getDefinition));
    }

    /** What the caller may do at the scope: one entry for each role held there. Anybody may ask for himself. */
    private Answer permissions(ArmCall call) {
        ArrayNode value = Json.array();
        access.rolesAt(call.caller().principal(), call.variable("scope"))
                .forEach(role -> value.add(permissionsOf(role)));
        return Answer.json(200, Json.object().set("value", value));
    }

    private static JsonNode permissionsOf(Role role) {
        ObjectNode permissions = Json.object();
        permissions.set("actions", Json.tree(role.actions()));
        permissions.set("notActions", Json.tree(role.notActions()));
        permissions.set("dataActions", Json.tree(role.dataActions()));
        permissions.set("notDataActions", Json.tree(role.notDataActions()));
        return permissions;
    }

    private Answer list(ArmCall call) {
        String scope = call.variable("scope");
        String filter = call.request().parameter("$filter").orElse("");
        ArrayNode value = Json.array();
        access.assignments().stream()
                .filter(isAsked(filter, scope))
                .forEach(assignment -> value.add(view(scope, assignment)));
        return Answer.json(200, Json.object().set("value", value));
    }

    /** Without a filter, and for a principal, assignments at, above and below the scope; with atScope() none below. */
    private static Predicate<Access.Assignment> isAsked(String filter, String scope) {
        Matcher principal = FILTER_ON_PRINCIPAL.matcher(filter);
        Optional<String> wanted = principal.find() ? Optional.of(principal.group(1)) : Optional.empty();
        boolean noneBelow = filter.contains("atScope()");
        return assignment ->
                wanted.map(assignment.principal()::equalsIgnoreCase).orElse(true)
                        && (assignment.covers(scope) || (!noneBelow && Access.isWithin(assignment.scope(), scope)));
    }

    private Answer get(ArmCall call) {
        return access.assignments().stream()
                .filter(it -> it.name().equalsIgnoreCase(call.variable("name")))
                .findFirst()
                .map(it -> Answer.json(200, view(call.variable("scope"), it)))
                .orElseThrow(() -> ArmError.of(
                        404,
                        "RoleAssignmentNotFound",
                        "The role assignment '%s' is not found.".formatted(call.variable("name"))));
    }

    private Answer put(ArmCall call) {
        JsonNode wanted = call.body().path("properties");
        String definition = wanted.path("roleDefinitionId").asText();
        Role role = access.role(definition)
                .orElseThrow(() -> ArmError.of(
                        404,
                        "RoleDefinitionDoesNotExist",
                        "The specified role definition with ID '%s' does not exist.".formatted(definition)));
        String principal = wanted.path("principalId").asText();
        if (!directory.hasPrincipal(principal)) {
            throw ArmError.of(
                    400,
                    "PrincipalNotFound",
                    "Principal %s does not exist in the directory %s."
                            .formatted(principal, call.caller().tenant()));
        }
        var assignment = new Access.Assignment(call.variable("name"), principal, role, call.variable("scope"));
        if (!access.assign(assignment)) {
            throw ArmError.of(409, "RoleAssignmentExists", "The role assignment already exists.");
        }
        return Answer.json(201, view(call.variable("scope"), assignment));
    }

    private Answer delete(ArmCall call) {
        return access.remove(call.variable("name"))
                .<Answer>map(it -> Answer.json(200, view(call.variable("scope"), it)))
                .orElseGet(() -> Answer.empty(204));
    }

    private ObjectNode view(String scope, Access.Assignment assignment) {
        String subscription = scope.split("/", -1).length > 2 ? "/subscriptions/" + scope.split("/", -1)[2] : "";
        ObjectNode properties = Json.object()
                .put("roleDefinitionId", definitionId(subscription, assignment.role()))
                .put("principalId", assignment.principal())
                .put("principalType", "ServicePrincipal")
                .put("scope", assignment.scope())
                .put("createdOn", clock.instant().toString());
        ObjectNode view = Json.object()
                .put(
                        "id",
                        assignment.scope() + "/providers/Microsoft.Authorization/roleAssignments/" + assignment.name())
                .put("name", assignment.name())
                .put("type", "Microsoft.Authorization/roleAssignments");
        view.set("properties", properties);
        return view;
    }

    private Answer listDefinitions(ArmCall call) {
        Matcher byName = Pattern.compile("roleName eq '([^']+)'")
                .matcher(call.request().parameter("$filter").orElse(""));
        Optional<String> wanted = byName.find() ? Optional.of(byName.group(1)) : Optional.empty();
        ArrayNode value = Json.array();
        access.roles().stream()
                .filter(role -> wanted.map(role.name()::equalsIgnoreCase).orElse(true))
                .forEach(role -> value.add(definition(role)));
        return Answer.json(200, Json.object().set("value", value));
    }

    private Answer getDefinition(ArmCall call) {
        return access.role(call.variable("name"))
                .map(role -> Answer.json(200, definition(role)))
                .orElseThrow(() -> ArmError.of(
                        404,
                        "RoleDefinitionDoesNotExist",
                        "The specified role definition with ID '%s' does not exist.".formatted(call.variable("name"))));
    }

    private static ObjectNode definition(Role role) {
        ObjectNode properties = Json.object().put("roleName", role.name()).put("type", "BuiltInRole");
        properties.putArray("permissions").add(permissionsOf(role));
        properties.putArray("assignableScopes").add("/");
        ObjectNode view = Json.object()
                .put("id", definitionId("", role))
                .put("name", role.id())
                .put("type", "Microsoft.Authorization/roleDefinitions");
        view.set("properties", properties);
        return view;
    }

    private static String definitionId(String subscription, Role role) {
        return subscription + "/providers/Microsoft.Authorization/roleDefinitions/" + role.id();
    }
}
