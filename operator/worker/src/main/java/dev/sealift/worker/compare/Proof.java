package dev.sealift.worker.compare;

/** By what two items are known to be equal. Each includes those before it. */
public sealed interface Proof {

    /** Both listings say the same size, and times that fit. */
    record Listing() implements Proof {}

    /** Both listings name the same MD5 of the content. */
    record Digest() implements Proof {}

    /** All bytes were read at both sides, just now, and headers and metadata too. */
    record Bytes(String sha256) implements Proof {}

    /** All bytes were read at both sides by an earlier comparison, and neither side has changed since. */
    record BytesBefore() implements Proof {}
}
