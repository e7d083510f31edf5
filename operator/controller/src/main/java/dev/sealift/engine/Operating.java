package dev.sealift.engine;

import dev.sealift.api.Migration;
import dev.sealift.lifecycle.Journal;
import dev.sealift.lifecycle.JournalEntry;
import java.time.Instant;

/** What a step is told: the resource, the operation, and what was done before it. */
public record Operating<M extends Migration>(M migration, JournalEntry entry, Journal journal, Instant now) {

    /** The resource's namespace. */
    public String namespace() {
        return migration.getMetadata().getNamespace();
    }

    /** The resource's name. */
    public String name() {
        return migration.getMetadata().getName();
    }
}
