package dev.sealift.api.worker;

/**
 * What a worker tells of a Redis, as names of {@link WorkOutcome#facts()}. A side's facts have {@link #SOURCE} or {@link #TARGET}
 * before the name, as {@code sourceVersion}.
 */
public final class RedisFact {

    /** Before a fact of the source. */
    public static final String SOURCE = "source";

    /** Before a fact of the target. */
    public static final String TARGET = "target";

    /** What it calls itself: {@code Redis} or {@code Valkey}. */
    public static final String SERVER = "Server";

    /** Its version, such as {@code 7.2.4}; of Valkey that of Valkey. */
    public static final String VERSION = "Version";

    /** The version of its RDB format, by a DUMP of a key; absent if it has no key. */
    public static final String RDB_VERSION = "RdbVersion";

    /** Whether it is a cluster, by its own word. */
    public static final String CLUSTERED = "Clustered";

    /** How many of the 16384 slots have a node that serves them; absent without a cluster. */
    public static final String SLOTS = "Slots";

    /** Its primaries, as {@code host:port}, joined by commas. */
    public static final String PRIMARIES = "Primaries";

    /** Keys, in all databases and shards. */
    public static final String KEYS = "Keys";

    /** The databases that hold keys, such as {@code 0,3}; empty if none does. */
    public static final String DATABASES = "Databases";

    /** Bytes of its data in memory. */
    public static final String MEMORY = "Memory";

    /** The most that it may use; 0 for no limit. */
    public static final String MAX_MEMORY = "MaxMemory";

    /** What it does when that is reached, such as {@code noeviction}. */
    public static final String EVICTION = "Eviction";

    /** Its modules, by name, joined by commas; empty for none. */
    public static final String MODULES = "Modules";

    /** Commands a second, as it says. */
    public static final String OPS = "Ops";

    /** Clients that are connected. */
    public static final String CLIENTS = "Clients";

    /** Whether PSYNC may be used: {@code allowed}, or what it was refused with. Of the source only. */
    public static final String PSYNC = "Psync";

    /** The letters of {@code notify-keyspace-events}; {@code unknown} where CONFIG is refused. Of the source only. */
    public static final String NOTIFICATIONS = "Notifications";

    /** The bytes of the largest of the keys that were looked at, and in {@link #LARGEST_KEY} which it is. Of the source only. */
    public static final String LARGEST_BYTES = "LargestBytes";

    /** See {@link #LARGEST_BYTES}. */
    public static final String LARGEST_KEY = "LargestKey";

    /** Keys that a comparison has written to the target, for they differed. */
    public static final String REPAIRED = "repairedItems";

    private RedisFact() {}
}
