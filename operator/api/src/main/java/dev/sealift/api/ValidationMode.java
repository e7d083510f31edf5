package dev.sealift.api;

/** How the two sides are compared. Further values come with later versions. */
public enum ValidationMode {
    /** Both sides are listed; keys, sizes, modification times and, where both have one, digests are compared. */
    SizeAndTime
}
