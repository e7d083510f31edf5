package dev.sealift.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.Reason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkFailureTest {

    @ParameterizedTest
    @MethodSource
    void eachFailureSaysWhatToCheck(Exception failure, boolean retryable, String message, String remedy) {
        Exception wrapped = new IllegalStateException("the SDK's words", new RuntimeException(failure));

        assertThat(NetworkFailure.of(wrapped, "list bucket orders")).hasValueSatisfying(problem -> {
            assertThat(problem.reason()).isEqualTo(Reason.Unreachable);
            assertThat(problem.retryable()).isEqualTo(retryable);
            assertThat(problem.message()).startsWith("list bucket orders ").contains(message);
            assertThat(problem.remedy()).contains(remedy);
        });
    }

    static Stream<Arguments> eachFailureSaysWhatToCheck() {
        return Stream.of(
                Arguments.of(new UnknownHostException("s3.example.org"), true, "s3.example.org", "DNS"),
                Arguments.of(new ConnectException("Connection refused"), true, "Connection refused", "egress"),
                Arguments.of(new NoRouteToHostException("No route to host"), true, "route", "egress"),
                Arguments.of(new SocketTimeoutException("Read timed out"), true, "no answer in time", "egress"),
                Arguments.of(new TimeoutException("after 10 s"), true, "no answer in time", "egress"),
                Arguments.of(new SocketException("Connection reset"), true, "Connection reset", "proxy"),
                Arguments.of(untrusted(), false, "no known authority", "caBundleRef"),
                Arguments.of(
                        handshake(new CertificateException("No name matching s3.example.org found")),
                        false,
                        "No name matching",
                        "host name"),
                Arguments.of(new SSLException("handshake_failure"), false, "handshake_failure", "TLS 1.2"));
    }

    @Test
    void otherFailuresAreNoneOfTheNetworks() {
        assertThat(NetworkFailure.of(new IllegalStateException("a bug"), "list"))
                .isEmpty();
    }

    private static IOException untrusted() {
        return handshake(new CertPathBuilderException("unable to find valid certification path to requested target"));
    }

    private static IOException handshake(Exception cause) {
        SSLHandshakeException failure = new SSLHandshakeException("PKIX path building failed");
        failure.initCause(cause);
        return failure;
    }
}
