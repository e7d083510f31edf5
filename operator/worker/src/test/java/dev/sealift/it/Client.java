package dev.sealift.it;

import java.nio.charset.StandardCharsets;
import java.util.List;
import redis.clients.jedis.Connection;

/** What a test says to a server by itself. */
public final class Client implements AutoCloseable {

    private final Connection connection;

    Client(int port) {
        this.connection = new Connection("127.0.0.1", port);
    }

    /** Says it, and returns the answer: text, a number, a list, or null. */
    public Object say(String... words) {
        byte[][] arguments = new byte[words.length - 1][];
        for (int i = 1; i < words.length; i++) {
            arguments[i - 1] = words[i].getBytes(StandardCharsets.UTF_8);
        }
        return sayBytes(words[0], arguments);
    }

    Object sayBytes(String word, byte[]... arguments) {
        connection.sendCommand(() -> word.getBytes(StandardCharsets.US_ASCII), arguments);
        return text(connection.getOne());
    }

    /** Says many things of one kind without waiting for each answer. */
    public void sayAll(List<String[]> commands) {
        for (String[] words : commands) {
            byte[][] arguments = new byte[words.length - 1][];
            for (int i = 1; i < words.length; i++) {
                arguments[i - 1] = words[i].getBytes(StandardCharsets.UTF_8);
            }
            connection.sendCommand(() -> words[0].getBytes(StandardCharsets.US_ASCII), arguments);
        }
        connection.getMany(commands.size()).forEach(answer -> {
            if (answer instanceof RuntimeException e) {
                throw e;
            }
        });
    }

    private static Object text(Object answer) {
        return answer instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : answer;
    }

    @Override
    public void close() {
        connection.close();
    }
}
