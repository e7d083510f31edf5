package dev.sealift.worker.http;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request, as it is being made: where to, with which headers and content. For one thread and one sending. */
public final class Call {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final String method;
    private final String path;
    private final Query query;
    private final List<Header> headers = new ArrayList<>(16);
    private @Nullable ByteBuffer content;

    /** A header, by a name in lower case. */
    public record Header(String name, String value) {}

    private Call(String method, String path, Query query) {
        this.method = method;
        this.path = path;
        this.query = query;
    }

    /** @param path in its encoded form, from the first slash on; it is sent as it is */
    public static Call of(String method, String path) {
        return of(method, path, Query.NONE);
    }

    /** @param path in its encoded form, from the first slash on; it is sent as it is */
    public static Call of(String method, String path, Query query) {
        return new Call(method, path, query);
    }

    /** Adds a header; one without a value is left out. */
    public Call with(String name, @Nullable String value) {
        if (value != null) {
            headers.add(new Header(name, value));
        }
        return this;
    }

    /** Gives it a content, of which only the buffer is kept. */
    public Call carrying(ByteBuffer bytes) {
        content = bytes;
        return this;
    }

    public String method() {
        return method;
    }

    public String path() {
        return path;
    }

    public Query query() {
        return query;
    }

    public List<Header> headers() {
        return headers;
    }

    public boolean hasContent() {
        return content != null;
    }

    /** A view of the content from its beginning; empty if there is none. */
    public ByteBuffer content() {
        return content == null ? NOTHING : content.duplicate();
    }

    /** Path and query. */
    String target() {
        return query.isEmpty() ? path : path + '?' + query.encoded();
    }
}
