package dev.sealift.testkit.shake;

import dev.sealift.testkit.json.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the program says: on standard output for people, with colours, and in a file as JSON, once there is one. */
final class Log {

    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private Level least = Level.INFO;
    private Optional<Path> file = Optional.empty();

    private enum Level {
        DEBUG("\u001b[33mDBG\u001b[0m"),
        INFO("\u001b[32mINF\u001b[0m"),
        WARN("\u001b[31mWRN\u001b[0m"),
        ERROR("\u001b[1m\u001b[31mERR\u001b[0m\u001b[0m");

        private final String coloured;

        Level(String coloured) {
            this.coloured = coloured;
        }

        static Level named(String name) {
            return switch (name) {
                case "debug" -> DEBUG;
                case "info" -> INFO;
                case "warn" -> WARN;
                default -> throw new Panic("unknown log level: " + name);
            };
        }
    }

    /** From now on into a file too, which is made if it isn't there, as its folder is. */
    void open(String level, Path into) {
        try {
            least = Level.named(level);
            Files.createDirectories(into.toAbsolutePath().getParent());
            Files.writeString(into, "", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            file = Optional.of(into);
        } catch (IOException e) {
            throw new Panic("open log file failed. file=[%s], err=[%s]".formatted(into, e));
        }
        info("log_level: [%s], log_file: [%s]".formatted(level, into));
    }

    void info(String message) {
        say(Level.INFO, message);
    }

    void warn(String message) {
        say(Level.WARN, message);
    }

    void error(String message) {
        say(Level.ERROR, message);
    }

    private synchronized void say(Level level, String message) {
        if (level.compareTo(least) < 0) {
            return;
        }
        OUT.println("\u001b[90m" + TIME.format(LocalDateTime.now(ZoneId.systemDefault())) + "\u001b[0m "
                + level.coloured + " " + message);
        file.ifPresent(path -> append(path, level, message));
    }

    private static void append(Path path, Level level, String message) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("level", level.name().toLowerCase(Locale.ROOT));
        line.put(
                "time",
                OffsetDateTime.now(ZoneId.systemDefault())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
        line.put("message", message);
        try {
            Files.writeString(path, Json.text(line) + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
