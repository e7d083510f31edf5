package dev.sealift.testkit.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealift.testkit.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Azure Resource Manager: checks what it checks of every request, in its order, and hands the rest to the resource providers.
 */
final class Arm {

    private static final Set<String> AUDIENCES = Set.of(
            "https://management.core.windows.net",
            "https://management.azure.com",
            "https://management.chinacloudapi.cn",
            "https://management.core.chinacloudapi.cn",
            "https://management.usgovcloudapi.net");

    private static final String ALLOWED_AUDIENCES =
            "https://management.core.windows.net/,https://management.core.windows.net,https://management.azure.com/,https://management.azure.com";

    private final Estate estate;
    private final Access access;
    private final Tokens tokens;
    private final List<ArmRoute> routes;
    private final AtomicInteger remainingReads = new AtomicInteger(11_999);
    private final AtomicInteger remainingWrites = new AtomicInteger(1_199);

    Arm(Estate estate, Access access, Tokens tokens, List<List<ArmRoute>> providers) {
        this.estate = estate;
        this.access = access;
        this.tokens = tokens;
        this.routes = Stream.concat(own().stream(), providers.stream().flatMap(List::stream))
                .toList();
    }

    /** Whether the path is the resource manager's, for hosts whose name doesn't say what they are. */
    static boolean isPath(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return lower.startsWith("/subscriptions/") || lower.equals("/subscriptions") || lower.startsWith("/providers/");
    }

    Answer handle(Request request) {
        return rateLimited(request, refusing(request));
    }

    private Answer refusing(Request request) {
        try {
            return dispatch(request);
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }

    private Answer rateLimited(Request request, Answer answer) {
        return switch (request.method()) {
            case "GET", "HEAD" ->
                answer.and(
                        "x-ms-ratelimit-remaining-subscription-reads",
                        Integer.toString(remainingReads.getAndDecrement()));
            case "DELETE" -> answer.and("x-ms-ratelimit-remaining-subscription-deletes", "14999");
            default ->
                answer.and(
                        "x-ms-ratelimit-remaining-subscription-writes",
                        Integer.toString(remainingWrites.getAndDecrement()));
        };
    }

    private Answer dispatch(Request request) {
        requireApiVersion(request);
        Tokens.Valid caller = authenticate(request);
        String path = trimmed(request.rawPath());
        requireSubscription(path, caller);
        for (ArmRoute route : routes) {
            Optional<Map<String, String>> variables = route.match(request.method(), path);
            if (variables.isPresent()) {
                authorize(caller, route, route.scope(path, variables.get()));
                return route.operation().apply(new ArmCall(request, variables.get(), caller));
            }
        }
        throw ArmError.of(
                404,
                "InvalidResourceType",
                "The double plays no operation %s %s. Add it to the double.".formatted(request.method(), path));
    }

    private static void requireApiVersion(Request request) {
        String version = request.parameter("api-version").orElse("");
        if (version.isEmpty()) {
            throw ArmError.of(
                    400,
                    "MissingApiVersionParameter",
                    "The api-version query parameter (?api-version=) is required for all requests.");
        }
        if (!version.matches("\\d{4}-\\d{2}-\\d{2}(-[a-z]+)?")) {
            throw ArmError.of(
                    400,
                    "InvalidApiVersionParameter",
                    "The api-version '%s' is invalid. The supported versions are '2025-06-01,2024-01-01,2023-05-01,2022-12-01'."
                            .formatted(version));
        }
    }

    private Tokens.Valid authenticate(Request request) {
        String authorization = request.header("Authorization").orElse("");
        if (!authorization.startsWith("Bearer ")) {
            throw unauthenticated(
                    "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing.");
        }
        return switch (tokens.read(authorization.substring("Bearer ".length()))) {
            case Tokens.Malformed() ->
                throw unauthenticated("InvalidAuthenticationToken", "The access token is invalid.");
            case Tokens.Expired(var end) ->
                throw unauthenticated(
                        "ExpiredAuthenticationToken",
                        "The access token expiry UTC time '%s' is earlier than current UTC time.".formatted(end));
            case Tokens.Valid valid -> requireAudience(request, valid);
        };
    }

    private static Tokens.Valid requireAudience(Request request, Tokens.Valid token) {
        request.calledBy(token.clientId());
        if (!AUDIENCES.contains(token.audience().replaceAll("/$", ""))) {
            throw unauthenticated(
                    "InvalidAuthenticationTokenAudience",
                    "The access token has been obtained for wrong audience or resource '%s'. It should exactly match with one of the allowed audiences '%s'."
                            .formatted(token.audience(), ALLOWED_AUDIENCES));
        }
        return token;
    }

    private static Refusal unauthenticated(String code, String message) {
        Answer.Whole answer = ArmError.answer(401, code, message);
        return new Refusal(answer.with(
                "WWW-Authenticate",
                "Bearer authorization_uri=\"https://login.windows.net/\", error=\"invalid_token\", error_description=\"%s\""
                        .formatted(message)));
    }

    private void requireSubscription(String path, Tokens.Valid caller) {
        String[] segments = path.split("/", -1);
        if (segments.length < 3 || !segments[1].equalsIgnoreCase("subscriptions")) {
            return;
        }
        String id = segments[2];
        if (!id.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw ArmError.of(
                    400,
                    "InvalidSubscriptionId",
                    "The provided subscription identifier '%s' is malformed or invalid.".formatted(id));
        }
        Estate.Subscription subscription = estate.subscription(id)
                .orElseThrow(() -> ArmError.of(
                        404, "SubscriptionNotFound", "The subscription '%s' could not be found.".formatted(id)));
        if (!subscription.tenant().equals(caller.tenant())) {
            throw unauthenticated(
                    "InvalidAuthenticationTokenTenant",
                    "The access token is from the wrong issuer '%1$s%2$s/'. It must match the tenant '%1$s%3$s/' associated with this subscription."
                            .formatted(Tokens.ISSUER, caller.tenant(), subscription.tenant()));
        }
    }

    private void authorize(Tokens.Valid caller, ArmRoute route, String scope) {
        if (!route.permission().isEmpty()
                && !access.allows(caller.principal(), new Need.Action(route.permission()), scope)) {
            throw unauthorized(caller, route.permission(), scope);
        }
    }

    static Refusal unauthorized(Tokens.Valid caller, String permission, String scope) {
        return ArmError.of(
                403,
                "AuthorizationFailed",
                "The client '%s' with object id '%s' does not have authorization to perform action '%s' over scope '%s' or the scope is invalid. If access was recently granted, please refresh your credentials."
                        .formatted(caller.clientId(), caller.principal(), permission, scope));
    }

    private List<ArmRoute> own() {
        String subscription = "/subscriptions/{subscription}";
        String group = subscription + "/resourceGroups/{group}";
        List<ArmRoute> own = new ArrayList<>();
        own.add(new ArmRoute("GET", "/subscriptions", "", 0, this::listSubscriptions));
        own.add(new ArmRoute("GET", subscription, "", 0, this::getSubscription));
        own.add(new ArmRoute(
                "GET",
                subscription + "/resourceGroups",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                2,
                this::listGroups));
        own.add(new ArmRoute("GET", group, "Microsoft.Resources/subscriptions/resourceGroups/read", 0, this::getGroup));
        own.add(new ArmRoute("GET", subscription + "/providers/{namespace}", "", 0, this::getProvider));
        return own;
    }

    private Answer listSubscriptions(ArmCall call) {
        ArrayNode list = Json.array();
        access.of(call.caller().principal()).stream()
                .map(assignment -> assignment.scope().split("/", -1))
                .filter(scope -> scope.length > 2)
                .flatMap(scope -> estate.subscription(scope[2]).stream())
                .distinct()
                .forEach(subscription -> list.add(view(subscription)));
        return Answer.json(200, Json.object().set("value", list));
    }

    /** Readable by whoever has any role in it, however deep. */
    private Answer getSubscription(ArmCall call) {
        Estate.Subscription subscription =
                estate.subscription(call.variable("subscription")).orElseThrow();
        String scope = subscription.resourceId();
        boolean member = access.of(call.caller().principal()).stream()
                .anyMatch(it -> it.covers(scope) || Access.isWithin(it.scope(), scope));
        if (!member) {
            throw unauthorized(call.caller(), "Microsoft.Resources/subscriptions/read", scope);
        }
        return Answer.json(200, view(subscription));
    }

    private static JsonNode view(Estate.Subscription subscription) {
        return Json.object()
                .put("id", subscription.resourceId())
                .put("authorizationSource", "RoleBased")
                .put("subscriptionId", subscription.id())
                .put("tenantId", subscription.tenant())
                .put("displayName", subscription.name())
                .put("state", "Enabled")
                .set("managedByTenants", Json.array());
    }

    private Answer listGroups(ArmCall call) {
        ArrayNode list = Json.array();
        estate.groups(call.variable("subscription")).forEach(group -> list.add(view(group)));
        return Answer.json(200, Json.object().set("value", list));
    }

    private Answer getGroup(ArmCall call) {
        return Answer.json(200, view(requireGroup(estate, call)));
    }

    static Estate.ResourceGroup requireGroup(Estate estate, ArmCall call) {
        String name = call.variable("group");
        return estate.group(call.variable("subscription"), name)
                .orElseThrow(() -> ArmError.of(
                        404, "ResourceGroupNotFound", "Resource group '%s' could not be found.".formatted(name)));
    }

    private static JsonNode view(Estate.ResourceGroup group) {
        ObjectNode view = Json.object()
                .put("id", group.resourceId())
                .put("name", group.name())
                .put("type", "Microsoft.Resources/resourceGroups")
                .put("location", group.location());
        view.set("tags", Json.tree(group.tags()));
        view.putObject("properties").put("provisioningState", "Succeeded");
        return view;
    }

    private Answer getProvider(ArmCall call) {
        return Answer.json(
                200,
                Json.object()
                        .put(
                                "id",
                                "/subscriptions/" + call.variable("subscription") + "/providers/"
                                        + call.variable("namespace"))
                        .put("namespace", call.variable("namespace"))
                        .put("registrationState", "Registered"));
    }

    private static String trimmed(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
