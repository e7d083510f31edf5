package dev.sealift.worker.azcopy;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://a.blob/c?sv=1&sig=abc%2Fdef%3D&se=2|https://a.blob/c?sv=1&sig=REDACTED&se=2",
                "GET /k?X-Amz-Signature=0aff&X-Amz-Date=1|GET /k?X-Amz-Signature=REDACTED&X-Amz-Date=1",
                "X-Amz-Credential=AKIA%2F2026%2Feu&x|X-Amz-Credential=REDACTED&x",
                "X-Amz-Security-Token=IQoJb3Jp//+=|X-Amz-Security-Token=REDACTED",
                "Endpoint=sb://x;SharedAccessKey=abc=;A=b|Endpoint=sb://x;SharedAccessKey=REDACTED;A=b",
                "user=u password=hunter2 x|user=u password=REDACTED x",
                "Authorization: Bearer eyJ0eXAiOiJKV1Qi.abc-_.x y|Authorization: Bearer REDACTED y",
                "client_secret=s3cr3t&grant=x|client_secret=REDACTED&grant=x",
            })
    void takesSecretsOut(String text, String expected) {
        assertThat(Redaction.of(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"design=blue", "https://s3.x.amazonaws.com/b/k", "403 This request is not authorized.", ""})
    void leavesTheRest(String text) {
        assertThat(Redaction.of(text)).isEqualTo(text);
    }

    @Property
    void noSignatureComesThrough(@ForAll @AlphaChars @StringLength(min = 6, max = 60) String secret) {
        assertThat(Redaction.of("https://x/y?a=b&sig=" + secret + "%2F" + secret + " : 403"))
                .doesNotContain(secret);
        assertThat(Redaction.of("?X-Amz-Signature=" + secret)).doesNotContain(secret);
    }
}
