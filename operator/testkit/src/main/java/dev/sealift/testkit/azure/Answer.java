package dev.sealift.testkit.azure;

import dev.sealift.testkit.json.Json;
import dev.sealift.testkit.wire.Body;
import dev.sealift.testkit.wire.Fields;
import dev.sealift.testkit.wire.Outgoing;
import java.nio.charset.StandardCharsets;

/** What goes back to a client. */
sealed interface Answer {

    /** The status of the answer, 0 where the connection is dropped. */
    int status();

    /** The same answer with that header set. */
    Answer and(String header, String value);

    Outgoing outgoing();

    /** An answer that is held as a whole, as all but blobs are. */
    record Whole(int status, Fields fields, String body) implements Answer {

        Whole with(String header, String value) {
            return new Whole(status, fields.with(header, value), body);
        }

        @Override
        public Answer and(String header, String value) {
            return with(header, value);
        }

        @Override
        public Outgoing outgoing() {
            return new Outgoing.Message(status, fields, Body.of(body.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** An answer whose body passes through. */
    record Streamed(int status, Fields fields, Body body) implements Answer {

        @Override
        public Answer and(String header, String value) {
            return new Streamed(status, fields.with(header, value), body);
        }

        @Override
        public Outgoing outgoing() {
            return new Outgoing.Message(status, fields, body);
        }
    }

    /** No answer: the connection ends, as it does when a name doesn't resolve or a middlebox cuts it. */
    record Dropped(String why) implements Answer {

        @Override
        public int status() {
            return 0;
        }

        @Override
        public Answer and(String header, String value) {
            return this;
        }

        @Override
        public Outgoing outgoing() {
            return new Outgoing.Hangup();
        }
    }

    static Whole empty(int status) {
        return new Whole(status, Fields.NONE, "");
    }

    static Whole json(int status, Object body) {
        return new Whole(status, Fields.NONE.with("Content-Type", "application/json; charset=utf-8"), Json.text(body));
    }

    static Whole xml(int status, String body) {
        return new Whole(status, Fields.NONE.with("Content-Type", "application/xml"), body);
    }
}
