package dev.sealift.api.worker;

/**
 * The order {@code redis-watch}: stand beside a redis-shake in one pod, read its status port, and tell how far it is by the one progress
 * contract. Ends, as a failure that another try may mend, when redis-shake has ended; else it goes on until the pod is ended.
 *
 * <p>{@link WorkProgress#lagSeconds()} is null until all that the source held at the beginning has been written, and afterwards says how
 * long ago the moment is up to which everything that the source held stands at the target. With Psync it is measured by the source's own
 * replication offset, not by what redis-shake calls consistent. What PSYNC is called at the source's nodes, where it was renamed, stands in
 * the environment, by {@link WorkerContract#PSYNC_ALIASES_VARIABLE}.
 *
 * <p>The same order, as {@code redis-config}, writes redis-shake's file before it starts, and ends.
 *
 * @param key the operation's key
 * @param statusPort where redis-shake serves its status
 * @param empties whether redis-shake empties the target whenever it begins: by Psync it writes lists and streams entry by entry, so that a
 *     second time over the first doubles or refuses them
 * @param mostPending commands, or keys to read again, that may wait for the target for it to count as up to date
 */
public record RedisWatchOrder(
        String key,
        RedisLocation source,
        RedisLocation target,
        RedisMode mode,
        boolean empties,
        int statusPort,
        int mostPending) {}
