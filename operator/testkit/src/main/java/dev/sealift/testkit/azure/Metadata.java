package dev.sealift.testkit.azure;

import dev.sealift.testkit.wire.Fields;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The metadata in a header. Names keep their case. */
final class Metadata {

    static final String PREFIX = "x-ms-meta-";

    private Metadata() {}

    static boolean is(String field) {
        return field.toLowerCase(Locale.ROOT).startsWith(PREFIX);
    }

    static Map<String, String> of(Fields fields) {
        Map<String, String> metadata = new LinkedHashMap<>();
        fields.all().stream()
                .filter(field -> is(field.name()))
                .forEach(field -> metadata.put(field.name().substring(PREFIX.length()), field.value()));
        return metadata;
    }

    static Fields fields(Map<String, String> metadata) {
        Fields fields = Fields.NONE;
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            fields = fields.with(PREFIX + entry.getKey(), entry.getValue());
        }
        return fields;
    }
}
