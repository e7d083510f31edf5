package dev.sealift.testkit.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The storage provider's accounts. See
 * <a href="https://learn.microsoft.com/rest/api/storagerp/storage-accounts">Storage Accounts</a>.
 *
 * <p>A creation is answered with 202, a {@code Location} to ask and {@code Retry-After}, and no
 * {@code Azure-AsyncOperation}: that is how this provider, unlike most, has always done it. A change is answered at once.
 */
final class StorageAccounts {

    static final String TYPE = "Microsoft.Storage/storageAccounts";
    private static final String NOT_TAKEN_OVER =
            "The property '%s' was specified in the input, but it cannot be updated.";

    private static final Set<String> KINDS =
            Set.of("StorageV2", "Storage", "BlobStorage", "BlockBlobStorage", "FileStorage");
    private static final Set<String> SKUS = Set.of(
            "Standard_LRS",
            "Standard_GRS",
            "Standard_RAGRS",
            "Standard_ZRS",
            "Standard_GZRS",
            "Standard_RAGZRS",
            "Premium_LRS",
            "Premium_ZRS");
    private static final Set<String> FIXED_AT_CREATION = Set.of("isHnsEnabled", "isNfsV3Enabled");
    private static final Set<String> TLS_VERSIONS = Set.of("TLS1_0", "TLS1_1", "TLS1_2", "TLS1_3");

    private final Clock clock;
    private final Estate estate;
    private final BlobStore store;
    private final Operations operations;
    private final Settings settings;

    StorageAccounts(Clock clock, Estate estate, BlobStore store, Operations operations, Settings settings) {
        this.clock = clock;
        this.estate = estate;
        this.store = store;
        this.operations = operations;
        this.settings = settings;
    }

    List<ArmRoute> routes() {
        String provider = "/subscriptions/{subscription}/providers/Microsoft.Storage";
        String inGroup = "/subscriptions/{subscription}/resourceGroups/{group}/providers/" + TYPE;
        String account = inGroup + "/{account}";
        return List.of(
                new ArmRoute(
                        "POST",
                        provider + "/checkNameAvailability",
                        "Microsoft.Storage/checkNameAvailability/read",
                        2,
                        this::checkName),
                new ArmRoute("GET", provider + "/locations/{location}/asyncoperations/{operation}", "", 0, this::poll),
                new ArmRoute("GET", provider + "/storageAccounts", TYPE + "/read", 2, this::listAll),
                new ArmRoute("GET", inGroup, TYPE + "/read", 4, this::listGroup),
                new ArmRoute("GET", account, TYPE + "/read", 0, this::get),
                new ArmRoute("PUT", account, TYPE + "/write", 0, this::put),
                new ArmRoute("PATCH", account, TYPE + "/write", 0, this::patch),
                new ArmRoute("DELETE", account, TYPE + "/delete", 0, this::delete),
                new ArmRoute("POST", account + "/listKeys", TYPE + "/listKeys/action", 8, this::listKeys));
    }

    private Answer checkName(ArmCall call) {
        String name = call.body().path("name").asText();
        if (!isName(name)) {
            return unavailable("AccountNameInvalid", nameRule(name));
        }
        if (isTaken(name)) {
            return unavailable("AlreadyExists", "The storage account named %s is already taken.".formatted(name));
        }
        return Answer.json(200, Json.object().put("nameAvailable", true));
    }

    private static Answer unavailable(String reason, String message) {
        return Answer.json(
                200,
                Json.object().put("nameAvailable", false).put("reason", reason).put("message", message));
    }

    private boolean isTaken(String name) {
        return estate.isTakenElsewhere(name) || estate.account(name).isPresent();
    }

    private Answer poll(ArmCall call) {
        StorageAccount account = operations
                .creation(call.variable("operation"))
                .orElseThrow(() -> ArmError.of(
                        404,
                        "ResourceNotFound",
                        "The operation '%s' was not found.".formatted(call.variable("operation"))));
        Instant now = clock.instant();
        if (account.hasFailed(now)) {
            StorageAccount.Failure failure = account.fault().orElseThrow();
            return ArmError.answer(409, failure.code(), failure.message());
        }
        if (!account.isReady(now)) {
            return accepted(
                    account,
                    call.request().origin() + call.request().rawPath() + "?"
                            + call.request().rawQuery());
        }
        return Answer.json(
                200, view(call.request(), estate.account(account.name()).orElse(account)));
    }

    private Answer accepted(StorageAccount account, String location) {
        Duration left = Duration.between(clock.instant(), account.readyAt());
        return Answer.empty(202)
                .with("Content-Type", "text/plain; charset=utf-8")
                .with("Location", location)
                .with(
                        "Retry-After",
                        Long.toString(Math.clamp(left.plusMillis(999).toSeconds(), 1, 17)));
    }

    private Answer listAll(ArmCall call) {
        String subscription = "/subscriptions/" + call.variable("subscription");
        return list(call, estate.accounts().stream().filter(it -> Access.isWithin(it.group(), subscription)));
    }

    private Answer listGroup(ArmCall call) {
        Estate.ResourceGroup group = Arm.requireGroup(estate, call);
        return list(call, estate.accounts().stream().filter(it -> it.group().equalsIgnoreCase(group.resourceId())));
    }

    private Answer list(ArmCall call, Stream<StorageAccount> accounts) {
        ArrayNode value = Json.array();
        accounts.forEach(account -> value.add(view(call.request(), account)));
        return Answer.json(200, Json.object().set("value", value));
    }

    private Answer get(ArmCall call) {
        return Answer.json(200, view(call.request(), require(call)));
    }

    private Answer put(ArmCall call) {
        String name = call.variable("account");
        if (!isName(name)) {
            throw ArmError.of(400, "AccountNameInvalid", nameRule(name));
        }
        Estate.ResourceGroup group = Arm.requireGroup(estate, call);
        ObjectNode body = call.body();
        return estate.account(name)
                .map(present -> update(call, group, present, body))
                .orElseGet(() -> create(call, group, name, body));
    }

    private Answer create(ArmCall call, Estate.ResourceGroup group, String name, ObjectNode body) {
        requireNameFree(name);
        requireCreatable(body);
        estate.forgetFailed().forEach(failed -> store.release(failed.slot()));
        StorageAccount account = planned(call, group, name, body);
        if (!estate.addIfFree(account)) {
            store.release(account.slot());
            throw operationInProgress();
        }
        String location =
                "%s/subscriptions/%s/providers/Microsoft.Storage/locations/%s/asyncoperations/%s?monitor=true&api-version=%s"
                        .formatted(
                                call.request().origin(),
                                group.subscription(),
                                account.location(),
                                operations.begin(account),
                                call.apiVersion());
        return accepted(account, location);
    }

    private StorageAccount planned(ArmCall call, Estate.ResourceGroup group, String name, ObjectNode body) {
        Instant now = clock.instant();
        StorageAccount.Failure failure = call.request()
                .injected()
                .map(effect -> effect instanceof Faults.FailLater(String code, String message)
                        ? new StorageAccount.Failure(code, message)
                        : null)
                .orElse(null);
        String slot = store.claim()
                .orElseThrow(() -> ArmError.of(
                        409,
                        "MaxStorageAccountsCountPerSubscriptionExceeded",
                        "Subscription %s already contains the maximum number of storage accounts allowed: the double's pool is used up."
                                .formatted(group.subscription())));
        return new StorageAccount(
                group.resourceId(),
                name,
                body.path("location").asText().toLowerCase(Locale.ROOT).replace(" ", ""),
                body.path("kind").asText(),
                body.path("sku").path("name").asText(),
                tags(body),
                properties(body),
                Json.object(),
                null,
                slot,
                now,
                now.plus(settings.operation()),
                failure,
                UUID.randomUUID().toString());
    }

    private Answer update(ArmCall call, Estate.ResourceGroup group, StorageAccount present, ObjectNode body) {
        requireSamePlace(group, present, body);
        if (!present.isReady(clock.instant())) {
            throw operationInProgress();
        }
        return Answer.json(200, view(call.request(), changed(present, body)));
    }

    private Answer patch(ArmCall call) {
        StorageAccount present = requireReady(require(call));
        return Answer.json(200, view(call.request(), changed(present, call.body())));
    }

    private StorageAccount changed(StorageAccount present, ObjectNode body) {
        requireUnchanged(present, body);
        requireValid(body);
        return estate.change(present, account -> {
            StorageAccount next = account.withProperties(properties(body));
            next = body.has("tags") ? next.withTags(tags(body)) : next;
            return body.path("sku").has("name")
                    ? next.withSku(body.path("sku").path("name").asText())
                    : next;
        });
    }

    private Answer delete(ArmCall call) {
        Arm.requireGroup(estate, call);
        String group = groupId(call);
        return estate.account(group, call.variable("account"))
                .map(account -> {
                    requireReady(account);
                    estate.remove(account);
                    store.release(account.slot());
                    return Answer.empty(200);
                })
                .orElseGet(() -> Answer.empty(204));
    }

    /** The keys are of the right form and open nothing: the data plane of the double takes tokens only. */
    private Answer listKeys(ArmCall call) {
        StorageAccount account = requireReady(require(call));
        if (!account.allowsSharedKey()) {
            throw ArmError.of(
                    403,
                    "KeyBasedAuthenticationNotPermitted",
                    "Key based authentication is not permitted on this storage account.");
        }
        ArrayNode keys = Json.array();
        for (String keyName : List.of("key1", "key2")) {
            keys.add(Json.object()
                    .put("creationTime", account.createdAt().toString())
                    .put("keyName", keyName)
                    .put("value", key(account, keyName))
                    .put("permissions", "FULL"));
        }
        return Answer.json(200, Json.object().set("keys", keys));
    }

    private static String key(StorageAccount account, String keyName) {
        String seed = account.keys() + keyName;
        return Base64.getEncoder()
                .encodeToString((seed + seed).substring(0, 64).getBytes(StandardCharsets.US_ASCII));
    }

    StorageAccount require(ArmCall call) {
        Estate.ResourceGroup group = Arm.requireGroup(estate, call);
        String name = call.variable("account");
        return estate.account(group.resourceId(), name)
                .orElseThrow(() -> ArmError.of(
                        404,
                        "ResourceNotFound",
                        "The Resource '%s/%s' under resource group '%s' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix"
                                .formatted(TYPE, name, group.name())));
    }

    StorageAccount requireReady(StorageAccount account) {
        if (!account.isReady(clock.instant())) {
            throw ArmError.of(
                    409,
                    "StorageAccountIsNotProvisioned",
                    "The storage account provisioning state must be 'Succeeded' before executing the operation.");
        }
        return account;
    }

    private static Refusal operationInProgress() {
        return ArmError.of(
                409,
                "StorageAccountOperationInProgress",
                "An operation is currently performing on this storage account that requires exclusive access.");
    }

    private void requireNameFree(String name) {
        if (estate.isTakenElsewhere(name)) {
            throw ArmError.of(
                    409,
                    "StorageAccountAlreadyTaken",
                    "The storage account named %s is already taken.".formatted(name));
        }
    }

    private static void requireSamePlace(Estate.ResourceGroup group, StorageAccount present, ObjectNode body) {
        String sameSubscription = "/subscriptions/" + group.subscription();
        if (!Access.isWithin(present.group(), sameSubscription)) {
            throw ArmError.of(
                    409,
                    "StorageAccountAlreadyTaken",
                    "The storage account named %s is already taken.".formatted(present.name()));
        }
        if (!present.group().equalsIgnoreCase(group.resourceId())) {
            throw ArmError.of(
                    409,
                    "StorageAccountInAnotherResourceGroup",
                    "The account %s is already in another resource group in this subscription."
                            .formatted(present.name()));
        }
        String location = body.path("location").asText(present.location());
        if (!location.replace(" ", "").equalsIgnoreCase(present.location())) {
            throw ArmError.of(
                    409,
                    "InvalidResourceLocation",
                    "The resource '%s' already exists in location '%s' in resource group '%s'. A resource with the same name cannot be created in location '%s'. Please select a new resource name."
                            .formatted(present.name(), present.location(), group.name(), location));
        }
    }

    private static void requireCreatable(ObjectNode body) {
        requirePresent(
                body.path("location"), "LocationRequired", "The location property is required for this definition.");
        requirePresent(
                body.path("sku").path("name"),
                "AccountTypeMissing",
                "The accountType field is missing from the request.");
        requirePresent(
                body.path("kind"),
                "InvalidRequestPropertyValue",
                "The value 'null' is not a valid value for property kind.");
        if (!Locations.exists(body.path("location").asText())) {
            throw ArmError.of(
                    400,
                    "LocationNotAvailableForResourceType",
                    "The provided location '%s' is not available for resource type '%s'. List of available regions for the resource type is '%s'."
                            .formatted(body.path("location").asText(), TYPE, Locations.list()));
        }
        if (!KINDS.contains(body.path("kind").asText())) {
            throw badValue("kind");
        }
        requireValid(body);
    }

    private static void requireValid(ObjectNode body) {
        JsonNode sku = body.path("sku").path("name");
        if (!sku.isMissingNode() && !SKUS.contains(sku.asText())) {
            throw badValue("sku");
        }
        JsonNode tls = body.path("properties").path("minimumTlsVersion");
        if (!tls.isMissingNode() && !TLS_VERSIONS.contains(tls.asText())) {
            throw badValue("minimumTlsVersion");
        }
        boolean badRule = body.path("properties")
                .path("networkAcls")
                .path("ipRules")
                .valueStream()
                .anyMatch(rule -> !AccountFirewall.isRule(rule.path("value").asText()));
        if (badRule) {
            throw badValue("networkAcls.ipRule[*].value");
        }
        if (body.path("tags").size() > 50) {
            throw ArmError.of(400, "TooManyTags", "A resource can have at most 50 tags.");
        }
    }

    private static void requireUnchanged(StorageAccount present, ObjectNode body) {
        JsonNode wanted = body.path("properties");
        for (String property : FIXED_AT_CREATION) {
            boolean now = present.properties().path(property).asBoolean(false);
            if (wanted.has(property) && wanted.path(property).asBoolean() != now) {
                throw ArmError.of(409, "AccountPropertyCannotBeUpdated", NOT_TAKEN_OVER.formatted(property));
            }
        }
        if (!body.path("kind").asText(present.kind()).equals(present.kind())) {
            throw ArmError.of(409, "AccountPropertyCannotBeUpdated", NOT_TAKEN_OVER.formatted("kind"));
        }
    }

    private static void requirePresent(JsonNode value, String code, String message) {
        if (value.asText("").isEmpty()) {
            throw ArmError.of(400, code, message);
        }
    }

    private static Refusal badValue(String parameter) {
        return ArmError.of(
                400,
                "InvalidValuesForRequestParameters",
                "Values for request parameters are invalid: %s.".formatted(parameter));
    }

    static boolean isName(String name) {
        return name.matches("[a-z0-9]{3,24}");
    }

    private static String nameRule(String name) {
        return "%s is not a valid storage account name. Storage account name must be between 3 and 24 characters in length and use numbers and lower-case letters only."
                .formatted(name);
    }

    private static Map<String, String> tags(JsonNode body) {
        Map<String, String> tags = new LinkedHashMap<>();
        body.path("tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return tags;
    }

    private static ObjectNode properties(JsonNode body) {
        return body.path("properties") instanceof ObjectNode given ? given.deepCopy() : Json.object();
    }

    private static String groupId(ArmCall call) {
        return new Estate.ResourceGroup(call.variable("subscription"), call.variable("group"), "", Map.of())
                .resourceId();
    }

    private ObjectNode view(Request request, StorageAccount account) {
        Function<String, String> endpoint = service -> Endpoints.of(request, account.name(), service);
        ObjectNode properties = defaults(account);
        Json.merge(properties, account.properties());
        ObjectNode endpoints = properties.putObject("primaryEndpoints");
        Stream.of("blob", "dfs", "queue", "table", "file", "web")
                .forEach(service -> endpoints.put(service, endpoint.apply(service)));
        properties.put("provisioningState", account.provisioningState(clock.instant()));
        ObjectNode view = Json.object()
                .put("id", account.id())
                .put("name", account.name())
                .put("type", TYPE)
                .put("location", account.location())
                .put("kind", account.kind());
        view.set(
                "sku",
                Json.object()
                        .put("name", account.sku())
                        .put("tier", account.sku().split("_")[0]));
        view.set("tags", Json.tree(account.tags()));
        view.set("properties", properties);
        return view;
    }

    private static ObjectNode defaults(StorageAccount account) {
        ObjectNode properties = Json.object()
                .put("accessTier", "Hot")
                .put("allowBlobPublicAccess", false)
                .put("creationTime", account.createdAt().toString())
                .put("minimumTlsVersion", "TLS1_0")
                .put("primaryLocation", account.location())
                .put("statusOfPrimary", "available")
                .put("supportsHttpsTrafficOnly", true);
        ObjectNode rules = properties
                .putObject("networkAcls")
                .put("bypass", "AzureServices")
                .put("defaultAction", "Allow");
        rules.putArray("ipRules");
        rules.putArray("ipv6Rules");
        rules.putArray("virtualNetworkRules");
        ObjectNode encryption = properties.putObject("encryption").put("keySource", "Microsoft.Storage");
        ObjectNode services = encryption.putObject("services");
        List.of("blob", "file")
                .forEach(service -> services.putObject(service)
                        .put("enabled", true)
                        .put("keyType", "Account")
                        .put("lastEnabledTime", account.createdAt().toString()));
        properties.putArray("privateEndpointConnections");
        return properties;
    }
}
