package dev.sealift.testkit.azure;

import dev.sealift.testkit.json.Json;

/** Refusals in the resource manager's form. */
final class ArmError {

    private ArmError() {}

    static Refusal of(int status, String code, String message) {
        return new Refusal(answer(status, code, message));
    }

    static Answer.Whole answer(int status, String code, String message) {
        return Answer.json(
                status,
                Json.object().set("error", Json.object().put("code", code).put("message", message)));
    }
}
