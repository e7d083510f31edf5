package dev.sealift.worker.http;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parameters of a request, sorted by name, which signatures need. */
public final class Query {

    public static final Query NONE = new Query(new TreeMap<>());

    private final SortedMap<String, String> parameters;

    private Query(SortedMap<String, String> parameters) {
        this.parameters = parameters;
    }

    public static Query of(String name, String value) {
        return NONE.and(name, value);
    }

    /** These and another; one without a value is left out. */
    public Query and(String name, @Nullable String value) {
        if (value == null) {
            return this;
        }
        SortedMap<String, String> more = new TreeMap<>(parameters);
        more.put(name, value);
        return new Query(more);
    }

    public boolean isEmpty() {
        return parameters.isEmpty();
    }

    /** As it stands in a URL, without the question mark; empty if there are none. */
    public String encoded() {
        return parameters.entrySet().stream()
                .map(parameter -> Encoding.of(parameter.getKey()) + '=' + Encoding.of(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }
}
