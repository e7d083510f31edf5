package dev.sealift.testkit.azure;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is true of containers whichever plane asks: their names, and that one which was deleted holds its name for a while. See
 * <a href="https://learn.microsoft.com/rest/api/storageservices/delete-container#remarks">Delete Container</a>.
 */
final class Containers {

    private final Clock clock;
    private final Settings settings;
    private final Map<String, Instant> goneAt = new ConcurrentHashMap<>();

    Containers(Clock clock, Settings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    static boolean isName(String name) {
        return name.length() >= 3 && name.length() <= 63 && name.matches("[a-z0-9]+(-[a-z0-9]+)*");
    }

    void noteDeletion(StorageAccount account, String container) {
        goneAt.put(account.containerId(container), clock.instant().plus(settings.containerDeletion()));
    }

    boolean isBeingDeleted(StorageAccount account, String container) {
        Instant gone = goneAt.get(account.containerId(container));
        return gone != null && clock.instant().isBefore(gone);
    }
}
