package dev.sealift.worker.copy;

import dev.sealift.worker.azcopy.Redaction;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why transfers failed, from AzCopy's own log; its JSON doesn't say. A line there looks like {@code … COPYFAILED: https://… :
 * 403 : 403 Forbidden. When … X-Ms-Request-Id: 7d5c…}. The code that the service gave stands in what the log says of the request.
 */
final class FailureCauses {

    private static final Logger log = LoggerFactory.getLogger(FailureCauses.class);

    private static final Pattern FAILED = Pattern.compile(
            "(?:COPYFAILED|S2SCOPYFAILED|UPLOADFAILED): (?:<[^>]*>)?(\\S+?)(?:\\?\\S*)? : (\\d+) : (.*)");
    private static final Pattern REQUEST = Pattern.compile("^ +X-Ms-Request-Id: \\[?([^\\]\\s]+)]?$");
    private static final Pattern CODE = Pattern.compile("^Response Details: <Code>(\\w+)</Code>");
    private static final Pattern OF_REQUEST = Pattern.compile("X-Ms-Request-Id: (\\S+)$");
    private static final int LONGEST_LINE = 20_000;

    private final Set<String> sources;
    private final Map<String, String> causes = new HashMap<>();
    private final Map<String, String> codes = new HashMap<>();
    private String request = "";

    private FailureCauses(Set<String> sources) {
        this.sources = sources;
    }

    /** @param sources URLs of the objects to look for */
    static Map<String, String> of(Path logFile, Set<String> sources) {
        FailureCauses found = new FailureCauses(sources);
        if (Files.isReadable(logFile)) {
            found.read(logFile);
        }
        return found.causes;
    }

    private void read(Path logFile) {
        try (BufferedReader reader = new BufferedReader(new java.io.InputStreamReader(
                Files.newInputStream(logFile),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)))) {
            reader.lines().filter(line -> line.length() <= LONGEST_LINE).forEach(this::line);
        } catch (IOException | java.io.UncheckedIOException e) {
            log.debug("can't read AzCopy's log", e);
        }
    }

    /** Of an answer the request's id comes before the code; of a transfer only the id is told. */
    private void line(String line) {
        first(REQUEST, line).ifPresent(id -> request = id);
        first(CODE, line).ifPresent(code -> codes.put(request, code));
        parse(line)
                .filter(cause -> sources.contains(cause.getKey()))
                .ifPresent(cause -> causes.put(cause.getKey(), cause.getValue() + code(cause.getValue())));
    }

    private String code(String cause) {
        return first(OF_REQUEST, cause)
                .map(codes::get)
                .map(code -> " (" + code + ")")
                .orElse("");
    }

    private static Optional<String> first(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    static Optional<Map.Entry<String, String>> parse(String line) {
        Matcher matcher = FAILED.matcher(line);
        return matcher.find()
                ? Optional.of(Map.entry(
                        matcher.group(1),
                        Redaction.of(matcher.group(2) + ": " + matcher.group(3)).strip()))
                : Optional.empty();
    }
}
