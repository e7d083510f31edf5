package dev.sealift.worker.objects;

/** What a blob gets beside its bytes. {@link Carried} says what, a {@link Writer} writes it. */
public record Attributes(Headers headers) {

    public static final Attributes NONE = new Attributes(Headers.NONE);
}
