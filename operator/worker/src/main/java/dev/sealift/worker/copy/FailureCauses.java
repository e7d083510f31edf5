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
 * 403 : 403 This request is not authorized…}.
 */
final class FailureCauses {

    private static final Logger log = LoggerFactory.getLogger(FailureCauses.class);

    private static final Pattern FAILED = Pattern.compile(
            "(?:COPYFAILED|S2SCOPYFAILED|UPLOADFAILED): (?:<[^>]*>)?(\\S+?)(?:\\?\\S*)? : (\\d+) : (.*)");
    private static final int LONGEST_LINE = 20_000;

    private FailureCauses() {}

    /** @param sources URLs of the objects to look for */
    static Map<String, String> of(Path logFile, Set<String> sources) {
        Map<String, String> causes = new HashMap<>();
        if (!Files.isReadable(logFile)) {
            return causes;
        }
        try (BufferedReader reader = new BufferedReader(new java.io.InputStreamReader(
                Files.newInputStream(logFile),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)))) {
            reader.lines().forEach(line -> cause(line, sources, causes));
        } catch (IOException | java.io.UncheckedIOException e) {
            log.debug("can't read AzCopy's log", e);
        }
        return causes;
    }

    private static void cause(String line, Set<String> sources, Map<String, String> causes) {
        if (line.length() > LONGEST_LINE) {
            return;
        }
        parse(line).filter(c -> sources.contains(c.getKey())).ifPresent(c -> causes.put(c.getKey(), c.getValue()));
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
