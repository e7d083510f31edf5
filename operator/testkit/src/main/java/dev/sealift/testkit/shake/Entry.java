package dev.sealift.testkit.shake;

import dev.sealift.testkit.redis.Octets;
import java.util.List;

/**
 * A command on its way.
 *
 * @param database where it is to be run
 * @param words with the command's name first
 * @param command what is known of it
 */
record Entry(int database, List<String> words, Command command) {

    private static final int SHOWN = 100;

    /** As the log has it. */
    String shown() {
        String whole = String.join(" ", words.stream().map(Octets::shown).toList());
        return whole.length() > SHOWN ? whole.substring(0, SHOWN) + "..." : whole;
    }
}
