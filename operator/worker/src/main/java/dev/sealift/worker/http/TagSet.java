package dev.sealift.worker.http;

import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/** Tags, which both clouds write in the same XML. */
public final class TagSet {

    private TagSet() {}

    /** The tags of an answer, by name; closes the stream. */
    public static Map<String, String> read(InputStream document) {
        Map<String, String> tags = new HashMap<>();
        Map<String, String> tag = new HashMap<>();
        Elements.read(document, (parent, name, attribute, text) -> {
            if (name.equals("Tag")) {
                tags.put(tag.getOrDefault("Key", ""), tag.getOrDefault("Value", ""));
                tag.clear();
            } else {
                tag.put(name, text);
            }
        });
        return tags;
    }
}
