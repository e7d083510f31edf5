package dev.sealift.testkit.shake;

import java.util.List;

/** Where entries come from. */
sealed interface Reader permits SyncReader, ScanReader, ClusterReader {

    /** Begins to read. Each shard has a channel, which is closed when no more will come. */
    List<Channel<Entry>> start(Threads threads);

    /** As the status page shows it. */
    Object status();

    /** In a few words, for the log. */
    String statusLine();

    /** Whether everything that was read has been handed on. */
    boolean isConsistent();
}
