package dev.sealift.testkit.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealift.testkit.faults.Faults;
import dev.sealift.testkit.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
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
        if (!AccountRules.isName(name)) {
            return unavailable("AccountNameInvalid", AccountRules.nameRule(name));
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
        return Answer.json(200, view(call, estate.account(account.name()).orElse(account)));
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
        accounts.forEach(account -> value.add(view(call, account)));
        return Answer.json(200, Json.object().set("value", value));
    }

    private Answer get(ArmCall call) {
        return Answer.json(200, view(call, require(call)));
    }

    private Answer put(ArmCall call) {
        String name = call.variable("account");
        if (!AccountRules.isName(name)) {
            throw ArmError.of(400, "AccountNameInvalid", AccountRules.nameRule(name));
        }
        Estate.ResourceGroup group = Arm.requireGroup(estate, call);
        ObjectNode body = call.body();
        return estate.account(name)
                .map(present -> update(call, group, present, body))
                .orElseGet(() -> create(call, group, name, body));
    }

    private Answer create(ArmCall call, Estate.ResourceGroup group, String name, ObjectNode body) {
        requireNameFree(name);
        AccountRules.requireCreatable(body);
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
        AccountRules.requireSamePlace(group, present, body);
        if (!present.isReady(clock.instant())) {
            throw operationInProgress();
        }
        return Answer.json(200, view(call, changed(present, body)));
    }

    private Answer patch(ArmCall call) {
        StorageAccount present = requireReady(require(call));
        return Answer.json(200, view(call, changed(present, call.body())));
    }

    private StorageAccount changed(StorageAccount present, ObjectNode body) {
        AccountRules.requireUnchanged(present, body);
        AccountRules.requireValid(body);
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
        return Base64.getEncoder().encodeToString((seed + seed).substring(0, 64).getBytes(StandardCharsets.US_ASCII));
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

    private ObjectNode view(ArmCall call, StorageAccount account) {
        return AccountView.of(call.request(), account, clock.instant());
    }
}
