package dev.sealift.testkit.azure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealift.testkit.faults.AdminClient;
import dev.sealift.testkit.faults.FaultsAdmin;
import dev.sealift.testkit.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** Speaks to a running double for a test: what there is, what goes wrong, what was asked. */
public final class AzureDoubleAdmin {

    private final AdminClient client;

    /**
     * Prepares to speak to the double at that address.
     *
     * @param trust knows the double's certificate
     */
    public AzureDoubleAdmin(URI uri, SSLContext trust) {
        this.client = new AdminClient(uri, trust);
    }

    /** Lets things go wrong. */
    public FaultsAdmin faults() {
        return new FaultsAdmin(client);
    }

    /** Adds to what there is. */
    public void plant(Seed seed) {
        client.call("POST", "seed", seed);
    }

    /** Goes back to the seeds of the start, without faults, journal or advanced clock. */
    public void reset() {
        client.call("POST", "reset", Map.of());
    }

    /** The requests so far whose method and target match these regular expressions; the target is host, path and query. */
    public List<Journal.Entry> requests(String method, String target) {
        String query = "?method=%s&target=%s".formatted(AdminClient.encoded(method), AdminClient.encoded(target));
        Journal.Page page = Json.read(client.get("journal" + query), Journal.Page.class);
        if (page.forgotten() > 0) {
            throw new IllegalStateException(page.forgotten() + " requests are forgotten, so no count is sure");
        }
        return page.entries();
    }

    /** How often each path that matches this regular expression was put, and the answer was that it is made. */
    public Map<String, Long> timesPut(String target) {
        return requests("PUT", target).stream()
                .filter(entry -> entry.status() == 201)
                .collect(Collectors.groupingBy(Journal.Entry::path, Collectors.counting()));
    }

    /** Forgets the requests so far. */
    public void clearJournal() {
        client.delete("journal");
    }

    /** How long a long-running operation takes. */
    public void operationsTake(Duration duration) {
        client.call("PUT", "settings", Map.of("operation", duration.toString()));
    }

    /** How long a deleted container holds its name. */
    public void deletedContainersLinger(Duration duration) {
        client.call("PUT", "settings", Map.of("containerDeletion", duration.toString()));
    }

    /** How long tokens last that are issued from now on. */
    public void tokensLast(Duration duration) {
        client.call("PUT", "settings", Map.of("tokenLifetime", duration.toString()));
    }

    /** The address from which clients seem to come, to account firewalls. */
    public void clientsComeFrom(String address) {
        client.call("PUT", "settings", Map.of("egress", address));
    }

    /** Puts the double's clock forward. */
    public void advance(Duration by) {
        client.call("POST", "clock", Map.of("advance", by.toString()));
    }

    /** Takes a role from an application, wherever it has it. */
    public void revoke(String clientId, String role) {
        client.delete("role-assignments?principal=%s&role=%s"
                .formatted(AdminClient.encoded(clientId), AdminClient.encoded(role)));
    }

    /** Removes an application from its tenant. */
    public void removeApp(String clientId) {
        client.delete("apps?clientId=" + AdminClient.encoded(clientId));
    }

    /** What there is, for people who wonder. */
    public JsonNode state() {
        return Json.read(client.get("state"));
    }
}
