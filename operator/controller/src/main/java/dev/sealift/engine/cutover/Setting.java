package dev.sealift.engine.cutover;

/** One place in the cluster that tells consumers where to go. */
sealed interface Setting {

    /** The place as a person names it. */
    String text();

    /** A key of a ConfigMap. */
    record ConfigMapKey(String name, String key) implements Setting {
        @Override
        public String text() {
            return "ConfigMap %s, key %s".formatted(name, key);
        }
    }

    /** A key of a Secret. What it says never leaves the cluster's Secrets. */
    record SecretKey(String name, String key) implements Setting {
        @Override
        public String text() {
            return "Secret %s, key %s".formatted(name, key);
        }
    }

    /** The external name of a Service. */
    record ExternalName(String name) implements Setting {
        @Override
        public String text() {
            return "Service %s".formatted(name);
        }
    }
}
