package dev.sealift.tools.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.sealift.api.worker.ReportLine;
import dev.sealift.api.worker.ShardPlan;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkerStatus;
import java.util.Optional;

/** Orders to JSON, and what workers say from it. A worker of a later version may say more than we read. */
public final class WorkerJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private WorkerJson() {}

    /** A record of the contract, such as an order, as JSON. */
    public static String text(Record said) {
        try {
            return MAPPER.writeValueAsString(said);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a record that can't be written as JSON: " + said, e);
        }
    }

    /** The status that a worker serves; empty if the text is none. */
    public static Optional<WorkerStatus> status(String json) {
        return read(json, WorkerStatus.class);
    }

    /** The outcome that a worker leaves as its termination message; empty if the text is none. */
    public static Optional<WorkOutcome> outcome(String json) {
        return read(json, WorkOutcome.class);
    }

    /** A report's line; empty if the text is none. */
    public static Optional<ReportLine> line(String json) {
        return read(json, ReportLine.class);
    }

    /** The plan that a worker has made; empty if the text is none. */
    public static Optional<ShardPlan> plan(String json) {
        return read(json, ShardPlan.class);
    }

    private static <T> Optional<T> read(String json, Class<T> type) {
        try {
            return Optional.ofNullable(MAPPER.readValue(json, type));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
