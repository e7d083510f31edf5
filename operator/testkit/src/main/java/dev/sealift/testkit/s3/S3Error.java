package dev.sealift.testkit.s3;

import dev.sealift.testkit.wire.Body;
import dev.sealift.testkit.wire.Fields;
import dev.sealift.testkit.wire.Outgoing;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Refusals in S3's form. See <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Error responses</a>. */
final class S3Error {

    private S3Error() {}

    static Outgoing.Message answer(int status, String code, String message, String resource) {
        String id = UUID.randomUUID().toString().substring(0, 16);
        String body = """
                <?xml version="1.0" encoding="UTF-8"?>
                <Error><Code>%s</Code><Message>%s</Message><Resource>%s</Resource><RequestId>%s</RequestId></Error>
                """.formatted(escaped(code), escaped(message), escaped(path(resource)), id);
        Fields fields = Fields.NONE.with("Content-Type", "application/xml").with("x-amz-request-id", id);
        return new Outgoing.Message(status, fields, Body.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String path(String target) {
        return target.split("\\?", 2)[0];
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
