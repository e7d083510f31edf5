package dev.sealift.testkit.shake;

import dev.sealift.testkit.redis.RedisLink;
import dev.sealift.testkit.redis.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The commands that a redis-server knows, and where keys stand in them, by its COMMAND. See <a
 * href="https://redis.io/docs/latest/develop/reference/key-specs/">key specifications</a>.
 */
final class Commands {

    private static final String UNKNOWN_GROUP = "unknown";

    private final Map<String, Known> known = new HashMap<>();

    /** @param keys empty for a command that has only subcommands */
    private record Known(String name, String group, List<Keys> keys, boolean hasSubcommands) {}

    /** Where a command's keys begin. */
    private sealed interface Begin {

        /** At a fixed place. */
        record Index(int index) implements Begin {}

        /** After a word, sought from a place on; a negative one counts from the end, backwards. */
        record Keyword(String word, int from) implements Begin {}
    }

    /** Which words are keys from there on. */
    private sealed interface Find {

        /** Up to one that is counted from the beginning, or from the end if negative; or a share of what is left. */
        record Range(int last, int step, int limit) implements Find {}

        /** As many as a word says. */
        record Counted(int at, int first, int step) implements Find {}
    }

    private record Keys(Begin begin, Find find) {}

    private Commands() {}

    /** Asks a server for those that it knows. */
    static Commands of(RedisLink server) {
        Map<String, String> groups = groups(server.ask("COMMAND", "DOCS"));
        Commands commands = new Commands();
        server.ask("COMMAND").items().forEach(command -> commands.learn(command.items(), groups, null));
        return commands;
    }

    private static Map<String, String> groups(Reply docs) {
        Map<String, String> groups = new HashMap<>();
        List<Reply> items = docs.items();
        for (int i = 0; i < items.size(); i += 2) {
            String group = Fields.of(items.get(i + 1)).get("group").octets();
            groups.put(items.get(i).octets(), group.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
        return groups;
    }

    private void learn(List<Reply> command, Map<String, String> groups, @Nullable String parentsGroup) {
        String name = command.get(0).octets();
        String group = parentsGroup == null ? groups.getOrDefault(name, UNKNOWN_GROUP) : parentsGroup;
        List<Reply> subcommands = command.get(9).items();
        String shown = name.toUpperCase(Locale.ROOT).replace('|', '-');
        known.put(shown, new Known(shown, group, keys(command.get(8)), !subcommands.isEmpty()));
        subcommands.forEach(subcommand -> learn(subcommand.items(), groups, group));
    }

    /** Those whose place can't be told by a rule are left out. */
    private static List<Keys> keys(Reply specifications) {
        List<Keys> keys = new ArrayList<>();
        for (Reply specification : specifications.items()) {
            Fields fields = Fields.of(specification);
            Begin begin = begin(Fields.of(fields.get("begin_search")));
            Find find = find(Fields.of(fields.get("find_keys")));
            if (begin != null && find != null) {
                keys.add(new Keys(begin, find));
            }
        }
        return keys;
    }

    private static @Nullable Begin begin(Fields search) {
        Fields given = Fields.of(search.get("spec"));
        return switch (search.get("type").octets()) {
            case "index" -> new Begin.Index(number(given, "index"));
            case "keyword" ->
                new Begin.Keyword(given.get("keyword").octets().toUpperCase(Locale.ROOT), number(given, "startfrom"));
            default -> null;
        };
    }

    private static @Nullable Find find(Fields search) {
        Fields given = Fields.of(search.get("spec"));
        return switch (search.get("type").octets()) {
            case "range" -> new Find.Range(number(given, "lastkey"), number(given, "keystep"), number(given, "limit"));
            case "keynum" ->
                new Find.Counted(number(given, "keynumidx"), number(given, "firstkey"), number(given, "keystep"));
            default -> null;
        };
    }

    private static int number(Fields fields, String name) {
        return Math.toIntExact(fields.get(name).number());
    }

    /** What these words are; without keys if the command is unknown. */
    Command command(List<String> words) {
        String name = words.getFirst().toUpperCase(Locale.ROOT);
        Known command = known.get(name);
        if (command != null && command.hasSubcommands() && words.size() > 1) {
            name = name + "-" + words.get(1).toUpperCase(Locale.ROOT);
            command = known.get(name);
        }
        return command == null
                ? new Command(name, UNKNOWN_GROUP, List.of())
                : new Command(name, command.group(), keys(command, words));
    }

    private static List<String> keys(Known command, List<String> words) {
        return command.keys().stream()
                .flatMapToInt(keys -> places(keys, words))
                .mapToObj(words::get)
                .toList();
    }

    private static IntStream places(Keys keys, List<String> words) {
        int begin = begin(keys.begin(), words);
        if (begin < 0) {
            return IntStream.empty();
        }
        return switch (keys.find()) {
            case Find.Range(int last, int step, int limit) -> {
                int end = last < 0 ? words.size() + last : begin + last;
                long most = limit > 1 ? (words.size() - begin) / limit : Integer.MAX_VALUE;
                yield IntStream.iterate(begin, place -> place <= end, place -> place + step)
                        .limit(most);
            }
            case Find.Counted(int at, int first, int step) -> {
                int count = Integer.parseInt(words.get(begin + at));
                yield IntStream.iterate(begin + first, place -> place + step).limit(count);
            }
        };
    }

    private static int begin(Begin begin, List<String> words) {
        return switch (begin) {
            case Begin.Index(int index) -> index < words.size() ? index : -1;
            case Begin.Keyword(String word, int from) -> {
                int step = from < 0 ? -1 : 1;
                yield IntStream.iterate(
                                from < 0 ? words.size() + from : from,
                                place -> place > 0 && place < words.size(),
                                place -> place + step)
                        .filter(place -> words.get(place).equalsIgnoreCase(word))
                        .map(place -> place + 1)
                        .findFirst()
                        .orElse(-1);
            }
        };
    }
}
