package dev.sealift.api.cache;

/** How changes at the source are followed. Further values may come with later versions. */
public enum CacheMode {
    /** As Preflight finds possible: Psync if the source allows it, else ScanAndNotify. */
    Auto,
    /** As a replica does: a snapshot, then the stream of all commands. */
    Psync,
    /** Keys are walked with SCAN, and changed ones copied again on keyspace notifications. */
    ScanAndNotify
}
