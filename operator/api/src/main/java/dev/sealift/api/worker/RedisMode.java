package dev.sealift.api.worker;

/** How changes of a Redis are followed. */
public enum RedisMode {
    /** As a replica does: a snapshot, then the stream of all commands. Nothing is missed. */
    Psync,
    /** The keys are walked with SCAN, and changed ones copied again on a keyspace notification, of which some may be lost. */
    ScanAndNotify
}
