package dev.sealift.testkit.shake;

import java.util.List;

/**
 * What is known of a command.
 *
 * @param name in capitals, such as {@code SET} or {@code XGROUP-CREATE}
 * @param group such as {@code STRING} or {@code SORTED_SET}
 * @param keys those that it names
 */
record Command(String name, String group, List<String> keys) {

    static final Command PING = new Command("PING", "connection", List.of());
}
