package dev.sealift.testkit.redis;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads replies, and commands, which have the form of a list of strings. */
public final class ReplyReader {

    private static final Reply NIL = new Reply.Nil();

    private final InputStream in;

    /** Reads from a stream, which is better buffered. */
    public ReplyReader(InputStream in) {
        this.in = in;
    }

    /** The next one. */
    public Reply read() throws IOException {
        int kind = octet();
        return switch (kind) {
            case '+' -> new Reply.Text(line());
            case '-' -> new Reply.Failure(line());
            case ':' -> new Reply.Whole(Long.parseLong(line()));
            case '$' -> text(Integer.parseInt(line()));
            case '*' -> items(Integer.parseInt(line()));
            default -> throw new IOException("no reply begins with the byte " + kind);
        };
    }

    private Reply text(int length) throws IOException {
        if (length < 0) {
            return NIL;
        }
        byte[] bytes = new byte[length];
        if (in.readNBytes(bytes, 0, length) < length) {
            throw new EOFException("EOF");
        }
        end();
        return new Reply.Text(Octets.of(bytes));
    }

    private Reply items(int count) throws IOException {
        if (count < 0) {
            return NIL;
        }
        List<Reply> replies = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            replies.add(read());
        }
        return new Reply.Items(replies);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(32);
        for (int octet = octet(); octet != '\r'; octet = octet()) {
            line.append((char) octet);
        }
        octet();
        return line.toString();
    }

    private void end() throws IOException {
        octet();
        octet();
    }

    private int octet() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException("EOF");
        }
        return octet;
    }
}
