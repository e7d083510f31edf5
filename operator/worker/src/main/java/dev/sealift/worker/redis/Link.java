package dev.sealift.worker.redis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisDataException;

/** One connection that has introduced itself. Speaks RESP2, which every server does. */
final class Link extends Connection {

    private int database;
    private @Nullable String process;

    Link(Plug plug) {
        super(plug);
    }

    /**
     * Says who it is.
     *
     * @throws JedisDataException if the server wouldn't have it
     */
    void greet(String username, @Nullable String password) {
        if (password != null) {
            byte[] secret = RedisCommand.bytes(password);
            if (username.isEmpty()) {
                sendCommand(Word.Auth, secret);
            } else {
                sendCommand(Word.Auth, RedisCommand.bytes(username), secret);
            }
            getOne();
        }
        sendCommand(Word.Client, RedisCommand.bytes("SETNAME"), RedisCommand.bytes("sealift"));
        // Looking at keys mustn't make them look used, or a server that evicts would keep the wrong ones. Since Redis
        // 7.2.
        sendCommand(Word.Client, RedisCommand.bytes("NO-TOUCH"), RedisCommand.bytes("ON"));
        List<Object> courtesies = getMany(2);
        courtesies.forEach(Link::unlessLockedOut);
    }

    /** A server may know neither courtesy; one that wants a password answers everything so. */
    private static void unlessLockedOut(Object reply) {
        if (reply instanceof JedisDataException e
                && String.valueOf(e.getMessage()).startsWith("NOAUTH")) {
            throw e;
        }
    }

    void send(RedisCommand command) {
        sendCommand(command.word(), command.arguments());
    }

    /** Sends what is still held back, without waiting for an answer. */
    void push() {
        flush();
    }

    /** As many replies, refusals as exceptions among them. */
    List<Object> replies(int count) {
        return count == 0 ? new ArrayList<>() : getMany(count);
    }

    int database() {
        return database;
    }

    void selected(int newDatabase) {
        database = newDatabase;
    }

    @Nullable String process() {
        return process;
    }

    void process(String said) {
        process = said;
    }

    /** Ends without a word: what was sent and not answered is nobody's any more. */
    void drop() {
        setBroken();
        try {
            disconnect();
        } catch (RuntimeException e) {
            // It was broken before; that is why it is dropped.
        }
    }
}
