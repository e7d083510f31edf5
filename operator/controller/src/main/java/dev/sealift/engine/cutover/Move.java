package dev.sealift.engine.cutover;

import dev.sealift.api.Switch;
import org.jspecify.annotations.Nullable;

/** One thing that is done to move consumers. */
sealed interface Move {

    /** The move as a person names it. */
    String text();

    /**
     * A setting is changed.
     *
     * @param value what it is to say; null for nothing
     */
    record Change(Setting setting, @Nullable String value) implements Move {

        @Override
        public String text() {
            return setting.text();
        }

        /** Without the value, which may be a secret. */
        @Override
        public String toString() {
            return setting.text();
        }
    }

    /** Pods are restarted, so that they read what was changed. */
    record Restart(Switch.WorkloadKind kind, String name) implements Move {

        @Override
        public String text() {
            return "%s %s".formatted(kind, name);
        }
    }
}
