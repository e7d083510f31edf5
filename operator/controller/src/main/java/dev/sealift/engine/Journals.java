package dev.sealift.engine;

import dev.sealift.api.MigrationStatus;
import dev.sealift.api.Operation;
import dev.sealift.lifecycle.Journal;
import dev.sealift.lifecycle.JournalEntry;
import dev.sealift.lifecycle.OperationKey;
import dev.sealift.lifecycle.Step;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The journal as it stands in a status, and back. */
final class Journals {

    private static final int LONGEST_MESSAGE = 512;

    private Journals() {}

    /** A message as a status will hold it. */
    static String kept(String message) {
        return Texts.cut(message, LONGEST_MESSAGE);
    }

    static Journal read(@Nullable MigrationStatus status) {
        return status == null
                ? Journal.empty()
                : Journal.of(status.operations().stream().map(Journals::read).toList());
    }

    static List<Operation> write(Journal journal) {
        return journal.inOrder().stream().map(Journals::write).toList();
    }

    private static JournalEntry read(Operation operation) {
        return new JournalEntry(
                Step.valueOf(operation.step()),
                new OperationKey(operation.key()),
                operation.attempt(),
                JournalEntry.State.valueOf(operation.state().name()),
                operation.generation(),
                operation.failures(),
                operation.retryable(),
                operation.ref(),
                operation.startedAt(),
                operation.endedAt(),
                Objects.requireNonNullElse(operation.reason(), ""),
                Objects.requireNonNullElse(operation.message(), ""),
                operation.facts());
    }

    private static Operation write(JournalEntry entry) {
        return new Operation(
                entry.step().name(),
                entry.key().value(),
                entry.attempt(),
                Operation.State.valueOf(entry.state().name()),
                entry.generation(),
                entry.failures(),
                entry.retryable(),
                entry.ref(),
                entry.startedAt(),
                entry.endedAt(),
                entry.reason(),
                kept(entry.message()),
                entry.facts());
    }
}
