package dev.sealift.testkit.azure;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** What there is: subscriptions, resource groups, storage accounts. */
final class Estate {

    record Subscription(String id, String tenant, String name) {

        String resourceId() {
            return "/subscriptions/" + id;
        }
    }

    record ResourceGroup(String subscription, String name, String location, Map<String, String> tags) {

        String resourceId() {
            return "/subscriptions/" + subscription + "/resourceGroups/" + name;
        }
    }

    private final Clock clock;
    private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();
    private final Map<String, ResourceGroup> groups = new ConcurrentHashMap<>();
    private final Map<String, StorageAccount> accounts = new ConcurrentHashMap<>();
    private final Set<String> namesTakenElsewhere = ConcurrentHashMap.newKeySet();

    Estate(Clock clock) {
        this.clock = clock;
    }

    void add(Subscription subscription) {
        subscriptions.put(lower(subscription.id()), subscription);
    }

    void add(ResourceGroup group) {
        groups.put(lower(group.resourceId()), group);
    }

    /** A name that somebody else's account has, anywhere in the cloud. */
    void takeName(String name) {
        namesTakenElsewhere.add(name);
    }

    boolean isTakenElsewhere(String name) {
        return namesTakenElsewhere.contains(name);
    }

    Optional<Subscription> subscription(String id) {
        return Optional.ofNullable(subscriptions.get(lower(id)));
    }

    Optional<ResourceGroup> group(String subscription, String name) {
        return Optional.ofNullable(groups.get(lower(new ResourceGroup(subscription, name, "", Map.of()).resourceId())));
    }

    List<ResourceGroup> groups(String subscription) {
        return groups.values().stream()
                .filter(group -> group.subscription().equalsIgnoreCase(subscription))
                .toList();
    }

    /** Keeps a new account if its name is free, which is for one caller of several at once. */
    synchronized boolean addIfFree(StorageAccount account) {
        return accounts.putIfAbsent(account.name(), account) == null;
    }

    /** An account of that name wherever it is; one whose creation failed is none. */
    Optional<StorageAccount> account(String name) {
        return Optional.ofNullable(accounts.get(name)).filter(account -> !account.hasFailed(clock.instant()));
    }

    Optional<StorageAccount> account(String group, String name) {
        return account(lower(name)).filter(account -> account.group().equalsIgnoreCase(group));
    }

    /** An account that clients can reach by its name. */
    Optional<StorageAccount> reachable(String name) {
        return account(name).filter(account -> account.isReady(clock.instant()));
    }

    synchronized List<StorageAccount> accounts() {
        return accounts.values().stream()
                .filter(account -> !account.hasFailed(clock.instant()))
                .toList();
    }

    /** Removes what never came to be, and returns it. */
    synchronized List<StorageAccount> forgetFailed() {
        List<StorageAccount> failed = accounts.values().stream()
                .filter(account -> account.hasFailed(clock.instant()))
                .toList();
        failed.forEach(this::remove);
        return failed;
    }

    synchronized StorageAccount change(StorageAccount account, UnaryOperator<StorageAccount> change) {
        StorageAccount changed = change.apply(accounts.getOrDefault(account.name(), account));
        accounts.put(changed.name(), changed);
        return changed;
    }

    synchronized boolean remove(StorageAccount account) {
        return accounts.remove(account.name()) != null;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
