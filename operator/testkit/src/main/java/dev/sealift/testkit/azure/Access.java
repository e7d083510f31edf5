package dev.sealift.testkit.azure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Who may do what where: role definitions, and their assignments to principals at scopes. */
final class Access {

    /**
     * One role given to one principal.
     *
     * @param name the GUID that names the assignment
     * @param principal the object id of the principal
     */
    record Assignment(String name, String principal, Role role, String scope) {

        /** Whether it holds at that scope, being made there or above. */
        boolean covers(String other) {
            return isWithin(other, scope);
        }
    }

    private final Map<String, Role> roles = new LinkedHashMap<>();
    private final List<Assignment> assignments = new ArrayList<>();

    Access() {
        BuiltInRoles.ALL.forEach(this::define);
    }

    synchronized void define(Role role) {
        roles.put(lower(role.name()), role);
    }

    /** A role by its name, its GUID or its resource id. */
    synchronized Optional<Role> role(String reference) {
        String last = lower(reference.substring(reference.lastIndexOf('/') + 1));
        return roles.values().stream()
                .filter(role -> last.equals(lower(role.name())) || last.equals(role.id()))
                .findFirst();
    }

    synchronized List<Role> roles() {
        return List.copyOf(roles.values());
    }

    /** Adds the assignment unless the principal has that role there already, and says whether it did. */
    synchronized boolean assign(Assignment assignment) {
        boolean held = assignments.stream().anyMatch(other -> isSameGrant(other, assignment));
        if (!held) {
            assignments.add(assignment);
        }
        return !held;
    }

    /** Takes back what the test at hand takes back; an empty filter matches all. */
    synchronized int revoke(Optional<String> principal, Optional<String> role, Optional<String> scope) {
        int before = assignments.size();
        assignments.removeIf(assignment ->
                principal.map(assignment.principal()::equalsIgnoreCase).orElse(true)
                        && role.map(assignment.role().name()::equalsIgnoreCase).orElse(true)
                        && scope.map(assignment.scope()::equalsIgnoreCase).orElse(true));
        return before - assignments.size();
    }

    synchronized Optional<Assignment> remove(String name) {
        Optional<Assignment> found = assignments.stream()
                .filter(it -> it.name().equalsIgnoreCase(name))
                .findFirst();
        found.ifPresent(assignments::remove);
        return found;
    }

    synchronized List<Assignment> assignments() {
        return List.copyOf(assignments);
    }

    synchronized List<Assignment> of(String principal) {
        return assignments.stream()
                .filter(assignment -> assignment.principal().equalsIgnoreCase(principal))
                .toList();
    }

    /** What a principal holds at a scope, by assignments there or above. */
    List<Role> rolesAt(String principal, String scope) {
        return of(principal).stream()
                .filter(assignment -> assignment.covers(scope))
                .map(Assignment::role)
                .toList();
    }

    boolean allows(String principal, Need need, String scope) {
        return rolesAt(principal, scope).stream().anyMatch(role -> role.grants(need));
    }

    static boolean isWithin(String inner, String outer) {
        return (lower(inner) + "/").startsWith(outer.equals("/") ? "/" : lower(outer) + "/");
    }

    private static boolean isSameGrant(Assignment one, Assignment other) {
        return one.principal().equalsIgnoreCase(other.principal())
                && one.role().equals(other.role())
                && one.scope().equalsIgnoreCase(other.scope());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
