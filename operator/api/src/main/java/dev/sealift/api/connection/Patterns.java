package dev.sealift.api.connection;

/** Patterns that both connections share. */
final class Patterns {

    /** Scheme, host, perhaps a port. No path, and no user and password: a spec holds no secret. */
    static final String ENDPOINT = "^https://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?/?$";

    private Patterns() {}
}
