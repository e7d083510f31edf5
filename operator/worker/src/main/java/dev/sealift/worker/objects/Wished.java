package dev.sealift.worker.objects;

import dev.sealift.api.worker.Carriage.MetadataRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An object's headers and metadata as they are wished at the target: what isn't dropped, under its new name, and what is added.
 * Whether Azure allows a name is another question; see {@link Carried}.
 *
 * @param remarks what could not be done, for people
 */
public record Wished(Headers headers, List<String> remarks) {

    /** By these rules. */
    public static Wished of(Headers found, MetadataRules rules) {
        List<String> remarks = new ArrayList<>();
        Map<String, String> metadata = metadata(found.metadata(), rules, remarks);
        return new Wished(new Headers(content(found.content(), rules), metadata), List.copyOf(remarks));
    }

    private static Map<String, String> content(Map<String, String> found, MetadataRules rules) {
        Map<String, String> content = new HashMap<>(found);
        content.putAll(rules.headers());
        content.values().removeIf(String::isBlank);
        return content;
    }

    private static Map<String, String> metadata(Map<String, String> found, MetadataRules rules, List<String> remarks) {
        Map<String, String> metadata = new HashMap<>();
        found.forEach((name, value) -> {
            if (!rules.drops(name) && rules.newName(name).isEmpty()) {
                metadata.put(name, value);
            }
        });
        new TreeMap<>(found)
                .forEach((name, value) -> rules.newName(name)
                        .filter(renamed -> !rules.drops(name))
                        .ifPresent(renamed -> rename(name, renamed, value, metadata, remarks)));
        rules.add().forEach((name, value) -> metadata.put(lower(name), value));
        return metadata;
    }

    private static void rename(
            String name, String renamed, String value, Map<String, String> metadata, List<String> remarks) {
        if (metadata.putIfAbsent(lower(renamed), value) != null) {
            remarks.add("metadata '" + name + "' is left out: '" + renamed + "', its new name, is taken");
        }
    }

    /**
     * What should not have arrived and has, for people; empty if nothing has.
     *
     * @param found at the source
     */
    public Optional<String> unwishedIn(Headers found, Headers target) {
        return found.metadata().entrySet().stream()
                .filter(entry -> !headers.metadata().containsKey(entry.getKey()))
                .filter(entry -> Headers.arrived(entry.getKey(), entry.getValue(), target))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .map(
                        name -> "the metadata " + name
                                + " is at the target, and transfer.metadata keeps it away; delete the blob to have it copied anew");
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
