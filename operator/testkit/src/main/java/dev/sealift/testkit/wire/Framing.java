package dev.sealift.testkit.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How messages are laid out on a connection. See <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112</a>. */
final class Framing {

    private static final int LONGEST_LINE = 64 << 10;
    private static final int BUFFER = 64 << 10;

    private Framing() {}

    /** A line without its end; empty if the connection ended before one began. */
    static Optional<String> readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                if (line.size() == 0) {
                    return Optional.empty();
                }
                throw new EOFException("the connection ended within a line");
            }
            if (line.size() == LONGEST_LINE) {
                throw new IOException("a line is longer than " + LONGEST_LINE + " bytes");
            }
            line.write(next);
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8).stripTrailing());
    }

    static Fields readFields(InputStream in) throws IOException {
        List<Fields.Field> fields = new ArrayList<>();
        for (String line = readRequiredLine(in); !line.isEmpty(); line = readRequiredLine(in)) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("no header field: " + line);
            }
            fields.add(new Fields.Field(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return new Fields(List.copyOf(fields));
    }

    private static String readRequiredLine(InputStream in) throws IOException {
        return readLine(in).orElseThrow(() -> new EOFException("the connection ended within a header"));
    }

    /** The body that the fields announce; what they don't is {@code otherwise}. */
    static Body body(Fields fields, InputStream in, Body otherwise) throws IOException {
        if (fields.first("Transfer-Encoding")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .endsWith("chunked")) {
            return new Body(Body.UNKNOWN, new ChunkedInput(in));
        }
        Optional<String> length = fields.first("Content-Length");
        return length.isEmpty() ? otherwise : fixed(in, length.get());
    }

    private static Body fixed(InputStream in, String length) throws IOException {
        try {
            long bytes = Long.parseLong(length);
            return new Body(bytes, new FixedInput(in, bytes));
        } catch (NumberFormatException e) {
            throw new IOException("no length: " + length, e);
        }
    }

    static void writeHead(OutputStream out, String startLine, Fields fields) throws IOException {
        StringBuilder head = new StringBuilder(512).append(startLine).append("\r\n");
        fields.all()
                .forEach(field -> head.append(field.name())
                        .append(": ")
                        .append(field.value())
                        .append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The fields with those that tell how long the body is. */
    static Fields announcing(Fields fields, Body body) {
        Fields others = fields.without(
                name -> name.equalsIgnoreCase("Content-Length") || name.equalsIgnoreCase("Transfer-Encoding"));
        return body.length() == Body.UNKNOWN
                ? others.with("Transfer-Encoding", "chunked")
                : others.with("Content-Length", Long.toString(body.length()));
    }

    static void writeBody(OutputStream out, Body body) throws IOException {
        boolean chunked = body.length() == Body.UNKNOWN;
        byte[] buffer = new byte[(int) (chunked ? BUFFER : Math.min(BUFFER, Math.max(body.length(), 1)))];
        long left = chunked ? Long.MAX_VALUE : body.length();
        while (left > 0) {
            int read = read(body, buffer, (int) Math.min(buffer.length, left));
            if (read < 0) {
                break;
            }
            left -= read;
            writePart(out, buffer, read, chunked);
        }
        if (chunked) {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } else if (left > 0) {
            throw new BrokenBodyException(new EOFException(left + " bytes are missing"));
        }
    }

    private static int read(Body body, byte[] buffer, int most) throws BrokenBodyException {
        try {
            return body.stream().read(buffer, 0, most);
        } catch (IOException e) {
            throw new BrokenBodyException(e);
        }
    }

    private static void writePart(OutputStream out, byte[] buffer, int length, boolean chunked) throws IOException {
        if (chunked && length > 0) {
            out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(buffer, 0, length);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        } else {
            out.write(buffer, 0, length);
        }
    }
}
