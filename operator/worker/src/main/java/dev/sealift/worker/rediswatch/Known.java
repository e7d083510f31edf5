package dev.sealift.worker.rediswatch;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An end of redis-shake that is known by what it says.
 *
 * @param reason a PascalCase word
 * @param remedy what to do, for people
 * @param retryable whether it may go better another time without a person's help
 */
record Known(Pattern words, String reason, String remedy, boolean retryable) {

    /** The end that nobody knows. */
    static final String MOVER_LOST = "MoverLost";

    private static final String AGAIN = "It is to be started again, from the beginning.";

    /** The first that fits counts. */
    private static final List<Known> ALL = List.of(
            known(
                    "unknown command.*(psync|replconf)|can not find aws psync command|NOPERM.*(psync|replconf)",
                    "PsyncRefused",
                    "The source doesn't allow PSYNC: name its alias, which AWS gives on request, or use the mode ScanAndNotify.",
                    false),
            known(
                    "NOAUTH|WRONGPASS|auth failed|invalid password|invalid username-password",
                    "MoverCredentialsRejected",
                    "Check the Secrets of source and target, and their users' names.",
                    false),
            known(
                    "OOM command not allowed",
                    "TargetFull",
                    "The target's memory is full: enlarge it, or let it evict.",
                    false),
            known(
                    "BUSYKEY",
                    "TargetKeyExists",
                    "The target holds a key of that name, and the mover's image doesn't heed 'rewrite': use a newer one.",
                    false),
            known(
                    "MISCONF",
                    "TargetCannotPersist",
                    "A server can't write its snapshot and refuses writes: look at its disk.",
                    true),
            known(
                    "NOPERM",
                    "MoverPermissionMissing",
                    "A user lacks a command: the source's must read all keys, the target's write them.",
                    false),
            known(
                    "DUMP payload version|Bad data format",
                    "DumpIncompatible",
                    "The target can't read what the source dumps, as it is of an older version: take a newer target.",
                    false),
            known(
                    "no space left on device",
                    "MoverDiskFull",
                    "The source's snapshot doesn't fit the pod's disk: give it more.",
                    false),
            known("invalid cluster nodes slots|MOVED |CLUSTERDOWN|READONLY|LOADING", "ClusterChanged", AGAIN, true),
            known(
                    "i/o timeout|dial failed|connection refused|connection reset|\\bEOF\\b|broken pipe|no such host",
                    "MoverDisconnected",
                    "A connection broke, and redis-shake can't go on where it was. " + AGAIN
                            + " If it breaks again and again, look at"
                            + " the source's client-output-buffer-limit for replicas, and at the network.",
                    true));

    static Optional<Known> of(String words) {
        return ALL.stream().filter(known -> known.words().matcher(words).find()).findFirst();
    }

    private static Known known(String words, String reason, String remedy, boolean retryable) {
        return new Known(Pattern.compile(words, Pattern.CASE_INSENSITIVE | Pattern.DOTALL), reason, remedy, retryable);
    }
}
