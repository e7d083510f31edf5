package dev.sealift.worker.compare;

import dev.sealift.worker.objects.Item;

/** What the two sides have under one key. */
public sealed interface Pair {

    String key();

    /** Only the source has it. */
    record SourceOnly(Item source) implements Pair {
        @Override
        public String key() {
            return source.key();
        }
    }

    /** Only the target has it. */
    record TargetOnly(Item target) implements Pair {
        @Override
        public String key() {
            return target.key();
        }
    }

    /** Both have it. */
    record Both(Item source, Item target) implements Pair {

        /** Whether neither side has archived it. */
        public boolean isReadable() {
            return !source.archived() && !target.archived();
        }

        @Override
        public String key() {
            return source.key();
        }
    }
}
