package dev.sealift.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.worker.RedisLocation;
import dev.sealift.worker.redis.Redis;
import dev.sealift.worker.redis.Session;
import dev.sealift.worker.redis.Side;
import dev.sealift.worker.work.TroubleException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server that speaks TLS, with a certificate for {@code localhost} alone. */
class RedisTlsIT {

    @TempDir
    private static Path directory;

    private static SSLContext before;
    private static RedisServer server;

    @BeforeAll
    static void start() throws Exception {
        before = SSLContext.getDefault();
        Path key = directory.resolve("key.pem");
        Path certificate = directory.resolve("certificate.pem");
        int code = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=localhost",
                        "-addext",
                        "subjectAltName=DNS:localhost",
                        "-keyout",
                        key.toString(),
                        "-out",
                        certificate.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start()
                .waitFor();
        assertThat(code).as(Files.readString(directory.resolve("log"))).isZero();
        server = RedisServer.start(
                "--tls-port",
                "PORT",
                "--tls-cert-file",
                certificate.toString(),
                "--tls-key-file",
                key.toString(),
                "--tls-ca-cert-file",
                certificate.toString(),
                "--tls-auth-clients",
                "no");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void restore() {
        SSLContext.setDefault(before);
    }

    private static void trust() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(directory.resolve("certificate.pem"))) {
            store.setCertificateEntry(
                    "root", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        SSLContext.setDefault(context);
    }

    private static Optional<String> refusal(String host, boolean tls) {
        Redis redis = Redis.at(new RedisLocation(host, server.port(), false, tls, ""), Side.Target, null);
        try (Session session = redis.session()) {
            session.info(redis.primaries().getFirst(), "server");
            return Optional.empty();
        } catch (TroubleException e) {
            assertThat(e.trouble().reason()).isEqualTo("TargetUnreachable");
            return Optional.of(e.trouble().message());
        }
    }

    @Test
    void a_certificate_is_verified_by_the_roots_and_by_the_name() throws Exception {
        assertThat(refusal("localhost", true))
                .as("signed by nobody that is trusted")
                .get()
                .asString()
                .contains("bundle");

        trust();

        assertThat(refusal("localhost", true)).isEmpty();
        assertThat(refusal("127.0.0.1", true))
                .as("another name")
                .get()
                .asString()
                .contains("TLS failed");
    }

    @Test
    void whoever_speaks_plainly_to_it_is_told_so() {
        assertThat(refusal("localhost", false)).get().asString().contains("TLS");
    }
}
