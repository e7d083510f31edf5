package dev.sealift.cloud;

import dev.sealift.api.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What a call means that got no answer, by the JDK's own exceptions, which stand somewhere among the causes of every SDK's. */
public final class NetworkFailure {

    private NetworkFailure() {}

    /** The meaning, if it is a failure of the network or of TLS. */
    public static Optional<CloudProblem> of(Throwable failure, String call) {
        return tls(failure, call)
                .or(() -> cause(failure, UnknownHostException.class).map(e -> unknownHost(e, call)))
                .or(() -> cause(failure, ConnectException.class)
                        .map(e -> unreachable(call + " found no one listening", e)))
                .or(() ->
                        cause(failure, NoRouteToHostException.class).map(e -> unreachable(call + " found no route", e)))
                .or(() -> cause(failure, InterruptedIOException.class).map(_ -> late(call)))
                .or(() -> cause(failure, TimeoutException.class).map(_ -> late(call)))
                .or(() -> cause(failure, IOException.class).map(e -> unreachable(call + " lost its connection", e)));
    }

    /** No answer in time. */
    public static CloudProblem late(String call) {
        return new CloudProblem(
                Reason.Unreachable,
                call + " got no answer in time",
                "check egress rules, private endpoints and the proxy between the operator's pod and the endpoint",
                true,
                Optional.empty());
    }

    /** The first among the causes that is of the type. */
    public static <T> Optional<T> cause(Throwable failure, Class<T> type) {
        Set<Throwable> seen = new LinkedHashSet<>();
        for (@Nullable Throwable at = failure; at != null && seen.add(at); at = at.getCause()) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
        }
        return Optional.empty();
    }

    private static Optional<CloudProblem> tls(Throwable failure, String call) {
        boolean untrusted = cause(failure, CertPathBuilderException.class).isPresent()
                || cause(failure, CertPathValidatorException.class).isPresent();
        if (untrusted) {
            return Optional.of(
                    lasting(
                            call + " met a certificate that no known authority has signed",
                            "if a gateway or proxy inspects TLS, put its certificate authority into a ConfigMap and name it by caBundleRef"));
        }
        return cause(failure, CertificateException.class)
                .<Exception>map(e -> e)
                .or(() -> cause(failure, SSLException.class))
                .map(
                        e -> lasting(
                                call + " failed in the TLS handshake: " + text(e),
                                "check that the endpoint's certificate bears its host name and that TLS 1.2 or later is spoken; name private certificate authorities by caBundleRef"));
    }

    private static CloudProblem unknownHost(UnknownHostException failure, String call) {
        return new CloudProblem(
                Reason.Unreachable,
                call + " found no address for " + text(failure),
                "check the name, the cluster's DNS and the links of private DNS zones",
                true,
                Optional.empty());
    }

    private static CloudProblem unreachable(String what, Exception failure) {
        return new CloudProblem(
                Reason.Unreachable,
                what + ": " + text(failure),
                "check egress rules, private endpoints and the proxy between the operator's pod and the endpoint",
                true,
                Optional.empty());
    }

    private static CloudProblem lasting(String message, String remedy) {
        return new CloudProblem(Reason.Unreachable, message, remedy, false, Optional.empty());
    }

    private static String text(Exception failure) {
        return Redaction.of(String.valueOf(failure.getMessage()));
    }
}
