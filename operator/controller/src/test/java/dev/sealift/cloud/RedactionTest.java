package dev.sealift.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RedactionTest {

    @Property
    @Label("no secret that stands where secrets stand is shown, whatever stands around it")
    void secretsAreMasked(
            @ForAll("carriers") Carrier carrier,
            @ForAll("secrets") String secret,
            @ForAll("prose") String before,
            @ForAll("prose") String after) {
        String shown = Redaction.of(before + " " + carrier.with(secret) + " " + after);

        assertThat(shown).doesNotContain(secret).contains(Redaction.MASK);
    }

    @Property
    @Label("a token is masked wherever it stands")
    void tokensAreMasked(
            @ForAll("prose") String before, @ForAll("base64url") String claims, @ForAll("prose") String after) {
        String token = "eyJhbGciOiJSUzI1NiJ9.eyJ" + claims + "." + claims;

        assertThat(Redaction.of(before + token + after)).doesNotContain(claims);
        assertThat(Redaction.of(before + " '" + token + "' " + after)).doesNotContain(claims);
    }

    @Property
    @Label("what is shown is one line of bounded length, and redacting it again changes nothing")
    void bounded(@ForAll String text) {
        String shown = Redaction.of(text);

        assertThat(shown).hasSizeLessThanOrEqualTo(600).doesNotContain("\n", "\r");
        assertThat(Redaction.of(shown)).isEqualTo(shown);
    }

    @Example
    void whatNamesTheTroubleStays() {
        String said =
                "The client 'c1' with object id 'o1' does not have authorization to perform action 'Microsoft.Storage/storageAccounts/write' over scope '/subscriptions/s1'";

        assertThat(Redaction.of(said)).isEqualTo(said);
    }

    @Example
    void theSameFailureIsToldTheSameTwice() {
        String first =
                "AADSTS7000215: Invalid client secret provided. Trace ID: 11111111-2222-3333-4444-555555555555 Correlation ID: 66666666-7777-8888-9999-000000000000 Timestamp: 2026-11-01 10:00:00Z";
        String second =
                "AADSTS7000215: Invalid client secret provided. Trace ID: aaaaaaaa-2222-3333-4444-555555555555 Correlation ID: bbbbbbbb-7777-8888-9999-000000000000 Timestamp: 2026-11-01 10:05:00Z";

        assertThat(Redaction.of(first)).isEqualTo(Redaction.of(second)).contains("Invalid client secret provided");
    }

    record Carrier(String before, String after) {
        String with(String secret) {
            return before + secret + after;
        }
    }

    @Provide
    Arbitrary<Carrier> carriers() {
        return Arbitraries.of(
                new Carrier("https://a.blob.core.windows.net/c?sv=2024-11-04&sig=", "&se=2026"),
                new Carrier("https://b.s3.amazonaws.com/k?X-Amz-Signature=", "&X-Amz-Date=20261101"),
                new Carrier("X-Amz-Security-Token=", ""),
                new Carrier("Endpoint=sb://n.servicebus.windows.net/;SharedAccessKeyName=r;SharedAccessKey=", ";"),
                new Carrier("AccountName=a;AccountKey=", ";EndpointSuffix=core.windows.net"),
                new Carrier("grant_type=client_credentials&client_secret=", "&scope=x"),
                new Carrier("client_assertion=", "&client_id=c"),
                new Carrier("{\"client_secret\": \"", "\"}"),
                new Carrier("{\"assertion\":\"", "\"}"),
                new Carrier("{\"access_token\":\"", "\",\"expires_in\":1}"),
                new Carrier("password=", ""),
                new Carrier("Password: ", ""),
                new Carrier("AWS_SECRET_ACCESS_KEY=", ""),
                new Carrier("aws_session_token = ", ""),
                new Carrier("WebIdentityToken=", "&Version=2011-06-15"),
                new Carrier("Authorization: Bearer ", ""),
                new Carrier("Authorization: SharedKey account:", ""),
                new Carrier("<SecretAccessKey>", "</SecretAccessKey>"),
                new Carrier("<SessionToken>", "</SessionToken>"),
                new Carrier("postgres://user:", "@db.example.org/shop"));
    }

    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withCharRange('0', '9')
                .withChars("+/_-=~")
                .ofMinLength(12)
                .ofMaxLength(80)
                .filter(secret -> Character.isLetterOrDigit(secret.charAt(0)));
    }

    @Provide
    Arbitrary<String> base64url() {
        return secrets().map(secret -> secret.replaceAll("[^A-Za-z0-9_-]", "_"));
    }

    @Provide
    Arbitrary<String> prose() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars(" .,:;'\"()<>[]\n")
                .ofMaxLength(60);
    }
}
