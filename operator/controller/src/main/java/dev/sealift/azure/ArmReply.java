package dev.sealift.azure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealift.cloud.CloudProblem;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** What the resource manager said. */
public sealed interface ArmReply {

    /**
     * It did as it was asked, or has begun to.
     *
     * @param status 200, 201, 202 or 204
     * @param body what it sent; a missing node if nothing
     * @param retryAfter when to look again, if it says so
     * @param operation where to look for how an operation goes that it has begun, if it has
     */
    record Ok(int status, JsonNode body, Optional<Duration> retryAfter, Optional<URI> operation) implements ArmReply {}

    /**
     * What was asked for is not there, though the place where it would be is.
     *
     * @param problem for those who can't go on without it
     */
    record NotFound(CloudProblem problem) implements ArmReply {}

    /** It did not do as it was asked. */
    record Problem(CloudProblem problem) implements ArmReply {}
}
