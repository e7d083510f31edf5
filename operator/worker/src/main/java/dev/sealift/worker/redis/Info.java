package dev.sealift.worker.redis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What {@code INFO} says: lines of {@code name:value} below headings.
 *
 * @param modules the names of what was loaded into the server
 */
public record Info(Map<String, String> values, List<String> modules) {

    private static final String MODULE = "module:name=";

    public static Info of(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        text.lines().map(String::strip).filter(line -> !line.startsWith("#")).forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                values.put(line.substring(0, colon), line.substring(colon + 1));
            }
        });
        return new Info(values, modules(text));
    }

    /** Lines of {@code module:name=…,ver=…}. */
    private static List<String> modules(String text) {
        return text.lines()
                .filter(line -> line.startsWith(MODULE))
                .map(line ->
                        line.substring(MODULE.length()).replaceFirst(",.*", "").strip())
                .toList();
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** 0 for what isn't told, as services that run a Redis leave some out. */
    public long number(String name) {
        return get(name)
                .filter(value -> value.matches("\\d+"))
                .map(Long::parseLong)
                .orElse(0L);
    }

    /** Keys by database, of those that hold any: {@code db0:keys=5,expires=1,avg_ttl=0}. */
    public Map<Integer, Long> keyspace() {
        Map<Integer, Long> keys = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.matches("db\\d+")) {
                keys.put(Integer.parseInt(name.substring(2)), keys(value));
            }
        });
        return keys;
    }

    private static long keys(String counts) {
        return List.of(counts.split(",")).stream()
                .filter(count -> count.startsWith("keys="))
                .map(count -> Long.parseLong(count.substring("keys=".length())))
                .findFirst()
                .orElse(0L);
    }
}
