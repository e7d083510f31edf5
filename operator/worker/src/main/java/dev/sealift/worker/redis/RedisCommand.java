package dev.sealift.worker.redis;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.commands.ProtocolCommand;

/** A command, and the key that says which node of a cluster it is for. */
public final class RedisCommand {

    private final ProtocolCommand word;
    private final byte @Nullable [] key;
    private final byte[][] arguments;

    private RedisCommand(ProtocolCommand word, byte @Nullable [] key, byte[][] arguments) {
        this.word = word;
        this.key = key;
        this.arguments = arguments;
    }

    /** About a key, which stands first. */
    public static RedisCommand on(byte[] key, Word word, byte[]... after) {
        byte[][] arguments = new byte[after.length + 1][];
        arguments[0] = key;
        System.arraycopy(after, 0, arguments, 1, after.length);
        return new RedisCommand(word, key, arguments);
    }

    /** About a key, with all arguments written out: for commands with a word before the key, and those with many keys of one slot. */
    public static RedisCommand about(byte[] key, Word word, byte[]... arguments) {
        return new RedisCommand(word, key, arguments);
    }

    /** About no key. */
    public static RedisCommand of(Word word, String... arguments) {
        return new RedisCommand(word, null, bytes(arguments));
    }

    /** About no key, by a name of the server's own. */
    public static RedisCommand named(String word, String... arguments) {
        byte[] raw = bytes(word);
        return new RedisCommand(() -> raw, null, bytes(arguments));
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] bytes(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[][] bytes(String[] texts) {
        byte[][] bytes = new byte[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            bytes[i] = bytes(texts[i]);
        }
        return bytes;
    }

    ProtocolCommand word() {
        return word;
    }

    Optional<byte[]> key() {
        return Optional.ofNullable(key);
    }

    byte[][] arguments() {
        return arguments;
    }

    /** Its name alone; arguments are the user's. */
    @Override
    public String toString() {
        return new String(word.getRaw(), StandardCharsets.UTF_8);
    }
}
