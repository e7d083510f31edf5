package dev.sealift.worker.azcopy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sealift.worker.azcopy.AzCopyMessage.Begun;
import dev.sealift.worker.azcopy.AzCopyMessage.Ended;
import dev.sealift.worker.azcopy.AzCopyMessage.Fatal;
import dev.sealift.worker.azcopy.AzCopyMessage.Noise;
import dev.sealift.worker.azcopy.AzCopyMessage.Note;
import dev.sealift.worker.azcopy.AzCopyMessage.Question;
import dev.sealift.worker.azcopy.AzCopyMessage.Transfers;
import dev.sealift.worker.azcopy.AzCopyMessage.Underway;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads AzCopy's output. Pure, and never surprised: what it doesn't understand is {@link Noise}.
 *
 * <p>A line is an object whose {@code MessageContent} is a string that, for some types, holds JSON again; numbers in there
 * are strings.
 */
public final class AzCopyLines {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private AzCopyLines() {}

    public static AzCopyMessage parse(String line) {
        try {
            JsonNode message = MAPPER.readTree(line);
            return message.isObject() ? message(message, line) : new Noise(line);
        } catch (JsonProcessingException e) {
            return new Noise(line);
        }
    }

    private static AzCopyMessage message(JsonNode message, String line) {
        String content = message.path("MessageContent").asText();
        return switch (message.path("MessageType").asText()) {
            case "Init" ->
                content(content)
                        .<AzCopyMessage>map(c -> new Begun(text(c, "JobID"), text(c, "LogFileLocation")))
                        .orElse(new Noise(line));
            case "Progress" ->
                content(content)
                        .<AzCopyMessage>map(c -> new Underway(summary(c), transfers(c, "FailedTransfers")))
                        .orElse(new Noise(line));
            case "EndOfJob" ->
                content(content)
                        .filter(c -> c.has("JobStatus"))
                        .<AzCopyMessage>map(c -> new Ended(summary(c), transfers(c, "FailedTransfers")))
                        .orElse(new Noise(line));
            case "ListJobTransfers" ->
                content(content)
                        .<AzCopyMessage>map(c -> new Transfers(transfers(c, "Details")))
                        .orElse(new Noise(line));
            case "Error" -> new Fatal(content);
            case "Prompt" -> new Question(content);
            case "Info" -> new Note(content);
            default -> new Noise(line);
        };
    }

    private static Optional<JsonNode> content(String content) {
        try {
            return Optional.of(MAPPER.readTree(content)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static JobSummary summary(JsonNode content) {
        return new JobSummary(
                text(content, "JobID"),
                text(content, "JobStatus"),
                content.path("CompleteJobOrdered").asBoolean(),
                number(content, "TotalTransfers"),
                number(content, "TransfersCompleted"),
                number(content, "TransfersFailed"),
                number(content, "TransfersSkipped"),
                number(content, "TotalBytesTransferred"),
                number(content, "TotalBytesExpected"),
                number(content, "BytesOverWire"));
    }

    private static List<FailedTransfer> transfers(JsonNode content, String field) {
        List<FailedTransfer> failed = new ArrayList<>();
        for (JsonNode transfer : content.path(field)) {
            String source = text(transfer, "Src");
            int query = source.indexOf('?');
            failed.add(new FailedTransfer(
                    query < 0 ? source : source.substring(0, query), (int) number(transfer, "ErrorCode")));
        }
        return List.copyOf(failed);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }

    private static long number(JsonNode node, String field) {
        return node.path(field).asLong();
    }
}
