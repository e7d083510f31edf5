package dev.sealift.testkit.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** A request to the resource manager by a caller who may make it. */
record ArmCall(Request request, Map<String, String> variables, Tokens.Valid caller) {

    String variable(String name) {
        return Objects.requireNonNull(variables.get(name), name);
    }

    String apiVersion() {
        return request.parameter("api-version").orElse("");
    }

    ObjectNode body() {
        JsonNode body;
        try {
            body = request.json();
        } catch (UncheckedIOException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
        if (body instanceof ObjectNode object) {
            return object;
        }
        throw invalid("an object was expected");
    }

    private static Refusal invalid(String why) {
        return ArmError.of(
                400,
                "InvalidRequestContent",
                "The request content was invalid and could not be deserialized: '" + why + "'.");
    }
}
