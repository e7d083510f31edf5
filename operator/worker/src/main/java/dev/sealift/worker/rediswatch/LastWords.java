package dev.sealift.worker.rediswatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sealift.worker.work.Json;
import dev.sealift.worker.work.Trouble;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why redis-shake has ended, by the end of its log. */
final class LastWords {

    private static final int TAIL_BYTES = 64 << 10;
    private static final int LONGEST = 400;
    private static final int QUOTED = 2;

    /** It writes down the command that failed with all its arguments, which are the user's data. */
    private static final Pattern COMMAND = Pattern.compile("cmd=\\[\\s*\"?(\\w*).*?(\\],? error=|$)", Pattern.DOTALL);

    private static final Pattern BAD =
            Pattern.compile("\\b(ERR|error|panic|fatal|failed)\\b", Pattern.CASE_INSENSITIVE);

    private final Path log;
    private final List<String> secrets;

    /** @param secrets that are never quoted, whoever wrote them */
    LastWords(Path log, List<String> secrets) {
        this.log = log;
        this.secrets = secrets;
    }

    /** A reason for its end, and what to do, for people. */
    Trouble trouble(String happened) {
        List<String> lines = errors();
        String told = happened + "; "
                + (lines.isEmpty() ? "its log says nothing" : "its last words: " + String.join(" | ", lines)) + ". ";
        return Known.of(String.join("\n", lines))
                .map(known -> new Trouble(known.reason(), told + known.remedy(), known.retryable()))
                .orElseGet(() ->
                        new Trouble(Known.MOVER_LOST, told + "It is to be started again, from the beginning.", true));
    }

    private List<String> errors() {
        List<String> errors = new ArrayList<>();
        for (String line : tail().split("\n", -1)) {
            said(line).map(this::redacted).ifPresent(errors::add);
        }
        return errors.subList(Math.max(0, errors.size() - QUOTED), errors.size());
    }

    private String tail() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - TAIL_BYTES);
            byte[] tail = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(tail);
            return new String(tail, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** The message of a line that tells of an error. The file has JSON, the console has text. */
    private static Optional<String> said(String line) {
        try {
            JsonNode entry = Json.MAPPER.readTree(line);
            if (entry != null && entry.isObject()) {
                boolean bad = Stream.of("error", "fatal", "panic")
                        .anyMatch(entry.path("level").asText()::equals);
                return bad ? Optional.of(first(entry.path("message").asText())) : Optional.empty();
            }
        } catch (JsonProcessingException e) {
            // Text, then.
        }
        return BAD.matcher(line).find() ? Optional.of(line.strip()) : Optional.empty();
    }

    /** Below it stands where in its code it was. */
    private static String first(String message) {
        int frames = message.indexOf("\n\t\t\t");
        return (frames < 0 ? message : message.substring(0, frames)).strip();
    }

    private String redacted(String line) {
        String bare = COMMAND.matcher(line)
                .replaceAll(match -> "cmd=[" + Matcher.quoteReplacement(match.group(1) + " …" + match.group(2)));
        for (String secret : secrets) {
            bare = bare.replace(secret, "***");
        }
        return bare.length() <= LONGEST ? bare : bare.substring(0, LONGEST) + "…";
    }
}
