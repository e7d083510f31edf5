package dev.sealift.lifecycle;

import java.time.Instant;

/**
 * What a person approves with: it names one readiness of one migration. A readiness that was lost and regained is another one, so
 * that nobody approves what they have not seen; a renewed proof of the same readiness is the same.
 */
public record Token(String value) {

    /** The token of the readiness that has lasted since then. */
    public static Token of(String uid, String source, String target, Instant readyAt) {
        return new Token("c-" + Digests.hex("%s/%s/%s/%s".formatted(uid, source, target, readyAt), 8));
    }

    @Override
    public String toString() {
        return value;
    }
}
