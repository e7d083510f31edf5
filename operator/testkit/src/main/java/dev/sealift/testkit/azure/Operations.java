package dev.sealift.testkit.azure;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Long-running operations by their id. Their state follows from the clock and from the account they work on. */
final class Operations {

    private final Map<String, StorageAccount> creations = new ConcurrentHashMap<>();

    String begin(StorageAccount account) {
        String id = UUID.randomUUID().toString();
        creations.put(id, account);
        return id;
    }

    Optional<StorageAccount> creation(String id) {
        return Optional.ofNullable(creations.get(id));
    }
}
