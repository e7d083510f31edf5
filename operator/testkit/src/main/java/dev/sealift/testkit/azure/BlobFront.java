package dev.sealift.testkit.azure;

import java.util.Optional;

/** The front of Blob storage: who are you, may you come in, may you do that; then the store does it. */
final class BlobFront {

    private static final String FIRST_VERSION_WITH_BEARER = "2017-11-09";

    private final Estate estate;
    private final Access access;
    private final Tokens tokens;
    private final Containers containers;
    private final BlobStore store;
    private final CopySource sources;
    private final Settings settings;

    BlobFront(
            Estate estate,
            Access access,
            Tokens tokens,
            Containers containers,
            BlobStore store,
            CopySource sources,
            Settings settings) {
        this.estate = estate;
        this.access = access;
        this.tokens = tokens;
        this.containers = containers;
        this.store = store;
        this.sources = sources;
        this.settings = settings;
    }

    Answer handle(Request request, BlobAddress address) {
        Optional<StorageAccount> found = estate.reachable(address.account());
        if (found.isEmpty()) {
            return new Answer.Dropped("no account is named " + address.account() + ", so its name wouldn't resolve");
        }
        StorageAccount account = found.get();
        String principal = authenticate(request, account);
        requireNetwork(request, account);
        BlobOperation operation = BlobOperation.of(request, address);
        request.asks(operation.name());
        requireName(request, address);
        requirePermission(request, operation, principal, scope(account, address));
        return perform(request, operation, account, address);
    }

    private String authenticate(Request request, StorageAccount account) {
        Optional<String> authorization = request.header("Authorization");
        if (authorization.isEmpty()) {
            throw refuseAnonymous(request, account);
        }
        if (!authorization.get().startsWith("Bearer ")) {
            throw account.allowsSharedKey()
                    ? BlobError.AUTHENTICATION_FAILED.refuse(request)
                    : BlobError.KEY_BASED_AUTHENTICATION_NOT_PERMITTED.refuse(request);
        }
        if (request.header("x-ms-version").orElse("").compareTo(FIRST_VERSION_WITH_BEARER) < 0) {
            throw refuseToken(request, account, "Authentication scheme Bearer is not supported in this version.");
        }
        String token = authorization.get().substring("Bearer ".length());
        return switch (tokens.read(token)) {
            case Tokens.Malformed() -> throw refuseToken(request, account, "Signature validation failed.");
            case Tokens.Expired(var end) ->
                throw refuseToken(
                        request,
                        account,
                        "Lifetime validation failed. The token is expired. It expired at " + end + ".");
            case Tokens.Valid valid -> principal(request, account, valid);
        };
    }

    private String principal(Request request, StorageAccount account, Tokens.Valid token) {
        request.calledBy(token.clientId());
        String audience = token.audience().replaceAll("/$", "");
        boolean ours = audience.equals("https://storage.azure.com")
                || audience.startsWith("https://" + account.name() + ".blob.");
        if (!ours) {
            throw refuseToken(request, account, "Audience validation failed. Audience did not match.");
        }
        if (!token.tenant().equals(tenant(account))) {
            throw refuseToken(request, account, "Issuer validation failed. Issuer did not match.");
        }
        return token.principal();
    }

    private Refusal refuseAnonymous(Request request, StorageAccount account) {
        boolean signed = request.parameter("sig").isPresent();
        if (signed) {
            return account.allowsSharedKey()
                    ? BlobError.AUTHENTICATION_FAILED.refuse(request)
                    : BlobError.KEY_BASED_AUTHENTICATION_NOT_PERMITTED.refuse(request);
        }
        if (request.header("x-ms-version").isPresent()) {
            return BlobError.NO_AUTHENTICATION_INFORMATION.refuseToken(request, "", challenge(account));
        }
        return account.allowsPublicAccess()
                ? BlobError.RESOURCE_NOT_FOUND.refuse(request)
                : BlobError.PUBLIC_ACCESS_NOT_PERMITTED.refuse(request);
    }

    private Refusal refuseToken(Request request, StorageAccount account, String detail) {
        return BlobError.INVALID_AUTHENTICATION_INFO.refuseToken(request, detail, challenge(account));
    }

    private String challenge(StorageAccount account) {
        return "Bearer authorization_uri=https://login.microsoftonline.com/%s/oauth2/authorize resource_id=https://storage.azure.com"
                .formatted(tenant(account));
    }

    private String tenant(StorageAccount account) {
        String subscription = account.group().split("/", -1)[2];
        return estate.subscription(subscription)
                .map(Estate.Subscription::tenant)
                .orElseThrow();
    }

    private void requireNetwork(Request request, StorageAccount account) {
        if (!AccountFirewall.admits(account, settings.egress())) {
            throw BlobError.AUTHORIZATION_FAILURE.refuse(request);
        }
    }

    private static void requireName(Request request, BlobAddress address) {
        String container = address.container();
        if (!container.isEmpty() && !container.startsWith("$") && !Containers.isName(container)) {
            throw BlobError.INVALID_RESOURCE_NAME.refuse(request);
        }
        if (!address.isNameWithinLimits()) {
            throw BlobError.INVALID_RESOURCE_NAME.refuse(
                    request, "The blob's name has more than 1024 characters or more than 254 segments.");
        }
    }

    private void requirePermission(Request request, BlobOperation operation, String principal, String scope) {
        boolean any = operation.anyOf().stream().anyMatch(need -> access.allows(principal, need, scope));
        boolean all = operation.allOf().stream().allMatch(need -> access.allows(principal, need, scope));
        if (!any || !all) {
            throw BlobError.AUTHORIZATION_PERMISSION_MISMATCH.refuse(request);
        }
    }

    private static String scope(StorageAccount account, BlobAddress address) {
        return address.container().isEmpty() ? account.id() : account.containerId(address.container());
    }

    private Answer perform(Request request, BlobOperation operation, StorageAccount account, BlobAddress address) {
        return switch (operation.name()) {
            case "GetAccountInformation" -> information(account);
            case "CreateContainer" -> create(request, account, address);
            case "DeleteContainer" -> delete(request, account, address);
            case "PutBlobFromUrl" -> store.put(request, account.slot(), address.path(), sources.blob(request));
            case "PutBlockFromUrl" -> store.put(request, account.slot(), address.path(), sources.block(request));
            case "CopyBlob", "AppendBlockFromUrl", "PutPageFromUrl", "GetUserDelegationKey" ->
                throw BlobError.NOT_IMPLEMENTED.refuse(request);
            default -> store.forward(request, account.slot(), address.path());
        };
    }

    private static Answer information(StorageAccount account) {
        return Answer.empty(200)
                .with("x-ms-sku-name", account.sku())
                .with("x-ms-account-kind", account.kind())
                .with("x-ms-is-hns-enabled", Boolean.toString(account.hierarchicalNamespace()));
    }

    private Answer create(Request request, StorageAccount account, BlobAddress address) {
        if (containers.isBeingDeleted(account, address.container())) {
            throw BlobError.CONTAINER_BEING_DELETED.refuse(request);
        }
        if (request.header("x-ms-blob-public-access").isPresent() && !account.allowsPublicAccess()) {
            throw BlobError.PUBLIC_ACCESS_NOT_PERMITTED.refuse(request);
        }
        return store.forward(request, account.slot(), address.path());
    }

    private Answer delete(Request request, StorageAccount account, BlobAddress address) {
        Answer answer = store.forward(request, account.slot(), address.path());
        if (answer.status() == 202) {
            containers.noteDeletion(account, address.container());
        }
        return answer;
    }
}
