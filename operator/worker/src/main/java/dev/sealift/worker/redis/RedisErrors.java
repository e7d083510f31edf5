package dev.sealift.worker.redis;

import dev.sealift.worker.work.Trouble;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * What a server's refusals and a network's failures mean, in one table.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors">Redis: errors begin with a word</a>
 */
final class RedisErrors {

    private static final Set<String> LOCKED_OUT = Set.of("NOAUTH", "WRONGPASS");
    /** What a server says that loads, fails over, or runs a script. */
    private static final Set<String> NOT_NOW = Set.of(
            "LOADING",
            "CLUSTERDOWN",
            "MASTERDOWN",
            "TRYAGAIN",
            "BUSY",
            "READONLY",
            "NOREPLICAS",
            "UNBLOCKED",
            "MISCONF");

    private RedisErrors() {}

    /**
     * @param item which server, such as {@code the source cache:6379}
     * @param command what it was asked; null while connecting
     */
    static Trouble trouble(Side side, String item, String command, JedisException error) {
        return error instanceof JedisDataException
                ? refused(side, item, command, new Refused(String.valueOf(error.getMessage())))
                : unreachable(side, item, error);
    }

    /** What a refusal means if it is about the server and not about the key; empty if it is for the asker to judge. */
    static Optional<Trouble> ofServer(Side side, String item, String command, Refused refused) {
        boolean its = lockedOut(refused)
                || refused.notAllowed()
                || NOT_NOW.contains(refused.code())
                || refused.code().equals("OOM")
                || refused.said().startsWith("ERR max number of clients");
        return its ? Optional.of(refused(side, item, command, refused)) : Optional.empty();
    }

    static Trouble refused(Side side, String item, String command, Refused refused) {
        String said = refused.said();
        if (lockedOut(refused)) {
            return new Trouble(
                    side.reason("CredentialsRejected"),
                    item + " rejected the user or password of the " + side.word() + ": " + said
                            + ". Check the Secret, and the user's name; without a user it is the password of 'default'.",
                    false);
        }
        if (refused.notAllowed()) {
            return new Trouble(
                    side.reason("PermissionMissing"),
                    item + " doesn't let this user run " + command + ": " + said + ". Allow it (ACL SETUSER … +"
                            + command.toLowerCase(Locale.ROOT) + " ~*), or use another user.",
                    false);
        }
        if (refused.code().equals("OOM")) {
            return new Trouble(
                    side.reason("Full"),
                    item + " has no memory left for " + command + ": " + said + ". Enlarge it.",
                    false);
        }
        if (refused.code().equals("MOVED")) {
            return new Trouble(
                    side.reason("Clustered"),
                    item + " is a cluster, and the order says that it isn't: " + said + ". Set " + side.word()
                            + ".endpoint.cluster to true.",
                    false);
        }
        if (said.startsWith("ERR This instance has cluster support disabled")) {
            return new Trouble(
                    side.reason("NotClustered"),
                    item + " is not a cluster, and the order says that it is. Set " + side.word()
                            + ".endpoint.cluster to false.",
                    false);
        }
        if (NOT_NOW.contains(refused.code()) || said.startsWith("ERR max number of clients")) {
            return new Trouble(side.reason("NotReady"), item + " can't do " + command + " just now: " + said, true);
        }
        return new Trouble(
                side.reason("Rejected"),
                item + " refused " + command + ": " + said + ". Allow it, or use another user.",
                false);
    }

    private static boolean lockedOut(Refused refused) {
        return LOCKED_OUT.contains(refused.code())
                || refused.said().startsWith("ERR invalid password")
                || refused.said().startsWith("ERR AUTH <password> called without any password configured")
                || refused.said().startsWith("ERR Client sent AUTH, but no password is set");
    }

    private static Trouble unreachable(Side side, String item, Throwable error) {
        for (Throwable e = error; e != null; e = e.getCause()) {
            if (e instanceof UnknownHostException) {
                return unreachable(
                        side,
                        item,
                        "the name " + e.getMessage()
                                + " doesn't resolve from the pod. Check the endpoint and the cluster's DNS.");
            }
            if (e instanceof SSLException) {
                return unreachable(
                        side,
                        item,
                        "TLS failed (" + e.getMessage()
                                + "). Does it speak TLS on this port, and is its certificate authority in the bundle?");
            }
            if (e instanceof IOException) {
                return unreachable(
                        side,
                        item,
                        e.getClass().getSimpleName() + ": " + e.getMessage()
                                + ". Check what lies between (security groups, network policies, private endpoints), and whether it"
                                + " wants TLS.");
            }
        }
        return unreachable(
                side,
                item,
                error.getMessage()
                        + ". It closed the connection; if it wants TLS and the order says otherwise, say so.");
    }

    private static Trouble unreachable(Side side, String item, String why) {
        return new Trouble(side.reason("Unreachable"), "Can't reach " + item + " from the pod network: " + why, true);
    }
}
