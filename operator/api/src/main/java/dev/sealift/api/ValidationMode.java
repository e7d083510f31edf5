package dev.sealift.api;

/** How the two sides are compared. Each includes those before it. Further values may come with later versions. */
public enum ValidationMode {
    /** Both sides are listed; keys, sizes, modification times and, where both have one, digests are compared. */
    SizeAndTime,
    /** Of a sample, all bytes, headers and metadata are read at both sides. */
    Sample,
    /** Of everything that has changed since it was last read, all bytes, headers and metadata are read at both sides. */
    Full
}
