package dev.sealift.testkit.azure;

import dev.sealift.testkit.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** One life of the double's cloud: all its state and the services that work on it. A reset begins another. */
final class World {

    private final Clock clock;
    private final BlobStore store;
    private final Directory directory = new Directory();
    private final Access access = new Access();
    private final Estate estate;
    private final Entra entra;
    private final Arm arm;
    private final BlobFront blobs;

    World(
            Clock clock,
            Tokens tokens,
            BlobStore store,
            CopySource sources,
            Settings settings,
            Optional<Path> clusterKeySet) {
        this.clock = clock;
        this.store = store;
        this.estate = new Estate(clock);
        this.entra = new Entra(clock, directory, tokens, new ClientAssertions(clock, directory, clusterKeySet));
        Containers containers = new Containers(clock, settings);
        StorageAccounts accounts = new StorageAccounts(clock, estate, store, new Operations(), settings);
        BlobServices services = new BlobServices(clock, estate, accounts, containers, store);
        Authorizations authorizations = new Authorizations(clock, access, directory);
        this.arm =
                new Arm(estate, access, tokens, List.of(accounts.routes(), services.routes(), authorizations.routes()));
        this.blobs = new BlobFront(estate, access, tokens, containers, store, sources, settings);
    }

    Entra entra() {
        return entra;
    }

    Arm arm() {
        return arm;
    }

    BlobFront blobs() {
        return blobs;
    }

    Estate estate() {
        return estate;
    }

    Access access() {
        return access;
    }

    Directory directory() {
        return directory;
    }

    /** Gives the slots back. */
    void end() {
        estate.forgetFailed().forEach(account -> store.release(account.slot()));
        estate.accounts().forEach(account -> store.release(account.slot()));
    }

    void plant(Seed seed) {
        seed.tenants().forEach(directory::add);
        seed.apps().forEach(app -> directory.add(app(app)));
        seed.issuers().forEach(issuer -> directory.trust(issuer.issuer(), issuer.jwks()));
        seed.subscriptions().forEach(it -> estate.add(new Estate.Subscription(it.id(), it.tenant(), it.name())));
        seed.resourceGroups().forEach(it -> estate.add(group(it)));
        seed.roles().forEach(it -> access.define(role(it)));
        seed.roleAssignments().forEach(it -> access.assign(assignment(it)));
        seed.takenNames().forEach(estate::takeName);
        seed.accounts().forEach(this::plant);
    }

    private void plant(Seed.Account seeded) {
        StorageAccount account = account(seeded);
        if (!estate.addIfFree(account)) {
            store.release(account.slot());
            throw new IllegalArgumentException("there is an account " + account.name() + " already");
        }
        for (String container : Objects.requireNonNullElse(seeded.containers(), List.<String>of())) {
            store.putContainer(account.slot(), container, Map.of(), "None");
        }
    }

    private StorageAccount account(Seed.Account it) {
        return new StorageAccount(
                new Estate.ResourceGroup(it.subscription(), it.resourceGroup(), it.location(), Map.of()).resourceId(),
                it.name(),
                it.location(),
                Objects.requireNonNullElse(it.kind(), "StorageV2"),
                Objects.requireNonNullElse(it.sku(), "Standard_LRS"),
                Objects.requireNonNullElse(it.tags(), Map.<String, String>of()),
                Objects.requireNonNullElseGet(it.properties(), Json::object),
                Json.object(),
                null,
                slot(it),
                clock.instant(),
                clock.instant(),
                null,
                UUID.randomUUID().toString());
    }

    private String slot(Seed.Account account) {
        String wanted = account.slot();
        if (wanted == null) {
            return store.claim().orElseThrow(() -> new IllegalArgumentException("no slot is free"));
        }
        store.claim(wanted);
        return wanted;
    }

    private static Directory.App app(Seed.App it) {
        return new Directory.App(
                it.tenant(),
                it.clientId(),
                Objects.requireNonNullElseGet(it.objectId(), () -> madeFrom(it.clientId())),
                it.name(),
                Objects.requireNonNullElse(it.secrets(), List.<String>of()),
                Objects.requireNonNullElse(it.federatedCredentials(), List.<Seed.Federation>of()).stream()
                        .map(credential -> new Directory.FederatedCredential(
                                Optional.ofNullable(credential.issuer()), credential.subject()))
                        .toList());
    }

    private static Estate.ResourceGroup group(Seed.ResourceGroup it) {
        return new Estate.ResourceGroup(
                it.subscription(),
                it.name(),
                it.location(),
                Objects.requireNonNullElse(it.tags(), Map.<String, String>of()));
    }

    private static Role role(Seed.CustomRole it) {
        return new Role(
                madeFrom(it.name()),
                it.name(),
                Objects.requireNonNullElse(it.actions(), List.<String>of()),
                Objects.requireNonNullElse(it.notActions(), List.<String>of()),
                Objects.requireNonNullElse(it.dataActions(), List.<String>of()),
                Objects.requireNonNullElse(it.notDataActions(), List.<String>of()));
    }

    private Access.Assignment assignment(Seed.RoleAssignment it) {
        Role role =
                access.role(it.role()).orElseThrow(() -> new IllegalArgumentException("there is no role " + it.role()));
        return new Access.Assignment(
                UUID.randomUUID().toString(), directory.principalOf(it.principal()), role, it.scope());
    }

    private static String madeFrom(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
