package dev.sealift.testkit.faults;

import dev.sealift.testkit.faults.Faults.Distortion;
import dev.sealift.testkit.wire.Body;
import dev.sealift.testkit.wire.Fields;
import dev.sealift.testkit.wire.HttpDates;
import dev.sealift.testkit.wire.Outgoing;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Answers that are not as their service gave them. */
public final class Distorted {

    /** In listings of S3. */
    private static final Pattern IN_S3 = Pattern.compile("(?<=<LastModified>)[^<]+");

    /** In listings of Blob storage. */
    private static final Pattern IN_BLOB = Pattern.compile("(?<=<(?:Last-Modified|Creation-Time)>)[^<]+");

    private Distorted() {}

    /** The answer, with the distortion; no answer stays none. */
    public static Outgoing by(Distortion distortion, Outgoing answer) {
        return switch (answer) {
            case Outgoing.Hangup hangup -> hangup;
            case Outgoing.Message(int status, Fields fields, Body body) ->
                switch (distortion) {
                    case Faults.Truncate(long bytes) -> new Outgoing.Message(status, fields, cut(body, bytes));
                    case Faults.Flip(long at) -> new Outgoing.Message(status, fields, flipped(body, at));
                    case Faults.Retag(String etag) -> new Outgoing.Message(status, fields.with("ETag", etag), body);
                    case Faults.Shift(Duration by) ->
                        new Outgoing.Message(status, shifted(fields, by), isXml(fields) ? shifted(body, by) : body);
                };
        };
    }

    private static Body cut(Body body, long bytes) {
        return new Body(body.length(), new Cut(body.stream(), bytes));
    }

    private static Body flipped(Body body, long at) {
        return new Body(body.length(), new Flipped(body.stream(), at));
    }

    private static Fields shifted(Fields fields, Duration by) {
        Fields dated = fields.with("Date", HttpDates.format(Instant.now().plus(by)));
        return fields.first("Last-Modified")
                .map(modified -> dated.with("Last-Modified", date(modified, by)))
                .orElse(dated);
    }

    private static boolean isXml(Fields fields) {
        return fields.first("Content-Type").orElse("").startsWith("application/xml");
    }

    /** A listing is held as a whole: a thousand entries, or five thousand. */
    private static Body shifted(Body body, Duration by) {
        try (body) {
            String listing = new String(body.stream().readAllBytes(), StandardCharsets.UTF_8);
            String ours =
                    replaced(IN_S3, listing, it -> Instant.parse(it).plus(by).toString());
            return Body.of(replaced(IN_BLOB, ours, it -> date(it, by)).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String replaced(Pattern pattern, String text, UnaryOperator<String> change) {
        return pattern.matcher(text).replaceAll(found -> change.apply(found.group()));
    }

    private static String date(String date, Duration by) {
        return HttpDates.format(HttpDates.parse(date).plus(by));
    }

    /** Ends in an error after so many bytes. */
    private static final class Cut extends FilterInputStream {

        private long left;

        Cut(InputStream in, long bytes) {
            super(in);
            this.left = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                throw new EOFException("cut off by a fault");
            }
            int read = super.read(buffer, offset, (int) Math.min(length, left));
            left -= Math.max(0, read);
            return read;
        }
    }

    /** Has one bit that is another one. */
    private static final class Flipped extends FilterInputStream {

        private long before;

        Flipped(InputStream in, long at) {
            super(in);
            this.before = at;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            if (before >= 0 && before < read) {
                buffer[offset + (int) before] ^= 1;
            }
            before -= Math.max(0, read);
            return read;
        }
    }
}
