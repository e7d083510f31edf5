package dev.sealift.worker.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** What a service answered. To be closed: what hasn't been read by then is cut off, together with its connection. */
public final class Answer implements AutoCloseable {

    private final ClassicHttpResponse response;

    Answer(ClassicHttpResponse response) {
        this.response = response;
    }

    public int status() {
        return response.getCode();
    }

    /** The first header of that name, in any case; null if there is none. */
    public @Nullable String header(String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /** The headers whose names begin so, by the rest of their names, in lower case. */
    public Map<String, String> headersBehind(String prefix) {
        Map<String, String> found = new HashMap<>();
        for (Header header : response.getHeaders()) {
            String name = header.getName().toLowerCase(Locale.ROOT);
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), header.getValue());
            }
        }
        return found;
    }

    /** What {@code Content-Length} says, which an answer without a body may also do; 0 if it says nothing. */
    public long length() {
        return Optional.ofNullable(header("content-length"))
                .map(Long::parseLong)
                .orElse(0L);
    }

    /** The content. Closing it closes this. */
    public InputStream body() {
        try {
            HttpEntity entity = response.getEntity();
            return entity == null
                    ? InputStream.nullInputStream()
                    : new Body(entity.getContent(), entity.getContentLength(), this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads whatever is left, so that the connection can be used again. */
    public void finish() {
        try (InputStream rest = body()) {
            rest.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            response.close();
        } catch (IOException e) {
            // The connection is given up in any case, and all that was wanted of it is here.
        }
    }
}
