package dev.sealift.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {

    private static String chosen(Map<String, String> environment, String uri) {
        return new Proxies(environment).select(URI.create(uri)).getFirst().toString();
    }

    @ParameterizedTest
    @CsvSource({
        "https://s3.eu-central-1.amazonaws.com/, true",
        "https://acme.privatelink.blob.core.windows.net/, false",
        "https://blob.core.windows.net/, false",
        "https://notblob.core.windows.net/, true",
        "https://10.0.0.1/, false",
    })
    void namesTheProxyExceptForWhatGoesWithout(String uri, boolean proxied) {
        String chosen = chosen(
                Map.of(
                        "HTTPS_PROXY",
                        "http://proxy.corp:3128",
                        "NO_PROXY",
                        "localhost, .blob.core.windows.net,blob.core.windows.net,10.0.0.1"),
                uri);

        assertThat(chosen).isEqualTo(proxied ? "HTTP @ proxy.corp/<unresolved>:3128" : "DIRECT");
    }

    @Test
    void readsLowerCaseToo() {
        assertThat(chosen(Map.of("https_proxy", "proxy.corp"), "https://s3.amazonaws.com/"))
                .isEqualTo("HTTP @ proxy.corp/<unresolved>:80");
        assertThat(chosen(Map.of("https_proxy", "proxy.corp", "no_proxy", "*"), "https://s3.amazonaws.com/"))
                .isEqualTo("DIRECT");
    }

    @Test
    void goesStraightWithoutOne() {
        assertThat(chosen(Map.of("HTTP_PROXY", "http://proxy.corp:3128"), "https://s3.amazonaws.com/"))
                .isEqualTo("DIRECT");
    }
}
