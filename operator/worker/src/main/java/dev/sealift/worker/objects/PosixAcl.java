package dev.sealift.worker.objects;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The access list of a directory of ADLS Gen2: permissions such as {@code r-x}, by whom they are of, such as {@code user:<object id>:},
 * {@code other::}, and the same with {@code default:} before it for what is made inside. Who has no entry of his own is told apart by no
 * case.
 *
 * @see <a href="https://learn.microsoft.com/azure/storage/blobs/data-lake-storage-access-control">Access control lists</a>
 */
public record PosixAcl(Map<String, String> entries) {

    private static final String DEFAULT = "default:";
    private static final String MASK = "mask::";

    /** Whom every list names. */
    private static final List<String> EVERYBODY = List.of("user::", "group::", "other::");

    /** Keeps its own copy, in the order given. */
    public PosixAcl {
        entries = new LinkedHashMap<>(entries);
    }

    /** As the service writes it: entries with commas between. */
    public static PosixAcl parse(String text) {
        return of(text.isBlank() ? List.of() : List.of(text.split(",")));
    }

    private static PosixAcl of(List<String> list) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (String entry : list) {
            int permissions = entry.lastIndexOf(':') + 1;
            entries.put(entry.substring(0, permissions).toLowerCase(Locale.ROOT), entry.substring(permissions));
        }
        return new PosixAcl(entries);
    }

    /**
     * This with further entries, each for the directory itself and for what is made inside; all others stay. A mask that nobody has named
     * is left to the service, which computes it anew.
     */
    public PosixAcl with(List<String> wished) {
        Map<String, String> further = of(wished).entries;
        Map<String, String> merged = new LinkedHashMap<>(entries);
        merged.keySet().removeIf(who -> who.endsWith(MASK));
        EVERYBODY.forEach(who -> merged.putIfAbsent(DEFAULT + who, entries.getOrDefault(who, "---")));
        merged.putAll(further);
        further.forEach((who, permissions) -> merged.put(DEFAULT + who, permissions));
        return new PosixAcl(merged);
    }

    /** Whether nothing would change if this were set; but for masks that this leaves to the service. */
    public boolean isMetBy(PosixAcl found) {
        Map<String, String> named = new LinkedHashMap<>(found.entries);
        named.keySet().removeIf(who -> who.endsWith(MASK) && !entries.containsKey(who));
        return named.equals(entries);
    }

    @Override
    public String toString() {
        return entries.entrySet().stream()
                .map(entry -> entry.getKey() + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
