package dev.sealift.worker.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** Writes a log record as one line of JSON, with the fields that every line of this process shares. */
public final class JsonLogFormatter extends Formatter {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, String> shared;

    public JsonLogFormatter(Map<String, String> shared) {
        this.shared = Map.copyOf(shared);
    }

    @Override
    public String format(LogRecord entry) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("time", entry.getInstant().toString());
        line.put("level", entry.getLevel().getName());
        line.putAll(shared);
        line.put("logger", String.valueOf(entry.getLoggerName()));
        line.put("message", formatMessage(entry));
        if (entry.getThrown() != null) {
            line.put("error", stackTrace(entry.getThrown()));
        }
        return json(line) + "\n";
    }

    private static String stackTrace(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private static String json(Map<String, String> line) {
        try {
            return MAPPER.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            return line.toString();
        }
    }
}
