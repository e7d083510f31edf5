package dev.sealift.api;

/** What an item that only the target holds means. */
public enum ExtraItems {
    /** It is named, and the cutover may still be ready. */
    Report,
    /** It is a difference like any other. */
    Block
}
