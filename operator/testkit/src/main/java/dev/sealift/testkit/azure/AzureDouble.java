package dev.sealift.testkit.azure;

import dev.sealift.testkit.faults.Faults;
import dev.sealift.testkit.json.Json;
import dev.sealift.testkit.wire.Listener;
import dev.sealift.testkit.wire.Tls;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * The Azure double: Entra, the resource manager and Blob storage behind one port.
 *
 * <p>As a program it takes its settings from {@code DOUBLE_*} and {@code AZURITE_*} variables; see {@link #main}. In a test:
 *
 * <pre>{@code
 * try (AzureDouble azure = AzureDouble.builder().seed(Seed.lab("secret", List.of())).start()) {
 *     azure.uri();    // https://localhost:<port>, all services by path
 *     azure.admin();  // faults, journal, clock
 * }
 * }</pre>
 */
public final class AzureDouble implements AutoCloseable {

    private static final Logger LOGGER = System.getLogger(AzureDouble.class.getName());

    private static final Duration TOKEN_LIFETIME = Duration.ofHours(1);

    private final Listener listener;
    private final Cloud cloud;
    private final URI uri;
    private final Optional<Tls> tls;

    private AzureDouble(Builder settings) {
        LabClock clock = new LabClock(settings.clock);
        Optional<Tls> identity = settings.identity();
        Settings turned = new Settings();
        Faults faults = new Faults();
        Journal journal = new Journal();
        Tokens tokens = new Tokens(clock, identity.flatMap(Tls::rsaKeys).orElseGet(Tokens::newKeys), TOKEN_LIFETIME);
        BlobStore store = settings.store(clock);
        CopySource sources = new CopySource(Tls.trusting(settings.trusted));
        this.tls = identity;
        this.cloud = new Cloud(
                () -> new World(clock, tokens, store, sources, turned, settings.clusterKeySet), settings.seeds);
        Runnable reset = () -> {
            faults.clear();
            turned.reset();
            tokens.lifetime(TOKEN_LIFETIME);
            clock.reset();
            cloud.restart();
            journal.clear();
        };
        Admin admin = new Admin(clock, cloud, reset, tokens, turned, journal);
        this.listener = Listener.open(
                settings.port,
                identity.map(Tls::serverContext),
                new FrontDoor(clock, identity.isPresent(), cloud, faults, journal, admin));
        this.uri = URI.create((identity.isPresent() ? "https" : "http") + "://localhost:" + listener.port());
    }

    /** Begins a description of a double for a test. */
    public static Builder builder() {
        return new Builder();
    }

    /** The address of all services by path, without a slash at the end. */
    public URI uri() {
        return uri;
    }

    /** The port it listens on. */
    public int port() {
        return listener.port();
    }

    /** A context for clients that trusts the double's certificate. */
    public SSLContext clientContext() {
        return Tls.trusting(tls.stream().map(Tls::certificate).toList());
    }

    /** The double's certificate, which is its own authority; empty on plain HTTP. */
    public Optional<X509Certificate> certificate() {
        return tls.map(Tls::certificate);
    }

    /** Speaks to the double itself. */
    public AzureDoubleAdmin admin() {
        return new AzureDoubleAdmin(uri, clientContext());
    }

    @Override
    public void close() {
        listener.close();
        cloud.get().end();
    }

    /** A description of a double. */
    public static final class Builder {

        private Clock clock = Clock.systemUTC();
        private int port;
        private boolean plain;
        private Optional<Tls> pem = Optional.empty();
        private Optional<URI> azurite = Optional.empty();
        private String azuriteKey = "";
        private Optional<Path> clusterKeySet = Optional.empty();
        private final List<Seed> seeds = new ArrayList<>();
        private final List<X509Certificate> trusted = new ArrayList<>();

        private Builder() {}

        /** The clock by which tokens expire and operations end. */
        public Builder clock(Clock value) {
            clock = value;
            return this;
        }

        /** The port to listen on; any free one unless set. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** Plain HTTP rather than a certificate of its own making. */
        public Builder plainHttp() {
            plain = true;
            return this;
        }

        /** The certificate to show, rather than one of its own making. */
        public Builder certificate(Path chain, Path key) {
            pem = Optional.of(Tls.ofPem(chain, key));
            return this;
        }

        /** What there is at first, and again after a reset; later seeds add to earlier ones. */
        public Builder seed(Seed value) {
            seeds.add(value);
            return this;
        }

        /** Where blobs are kept; without it containers exist and hold nothing. */
        public Builder azurite(URI endpoint, String key) {
            azurite = Optional.of(endpoint);
            azuriteKey = key;
            return this;
        }

        /** Authorities that vouch for copy sources, besides the public ones. */
        public Builder trust(Path pemFile) {
            trusted.addAll(Tls.certificates(pemFile));
            return this;
        }

        /** An authority that vouches for copy sources, besides the public ones. */
        public Builder trust(X509Certificate authority) {
            trusted.add(authority);
            return this;
        }

        /** The file with the keys of the cluster whose tokens stand for secrets; it may appear later. */
        public Builder clusterKeySet(Path file) {
            clusterKeySet = Optional.of(file);
            return this;
        }

        /** Opens the port. */
        public AzureDouble start() {
            return new AzureDouble(this);
        }

        private Optional<Tls> identity() {
            return plain
                    ? Optional.empty()
                    : pem.or(() -> Optional.of(Tls.selfMade(List.of("localhost", "127.0.0.1"))));
        }

        private BlobStore store(Clock labClock) {
            return azurite.<BlobStore>map(endpoint -> new Azurite(endpoint, azuriteKey))
                    .orElseGet(() -> new ContainersInMemory(labClock));
        }
    }

    /**
     * Runs the double until it is stopped.
     *
     * <p>{@code DOUBLE_PORT} (8443), {@code DOUBLE_TLS_CERT} and {@code DOUBLE_TLS_KEY} (PEM; a certificate of its own making
     * without), {@code DOUBLE_TRUST} (PEM, for copy sources), {@code AZURITE_URL} and {@code AZURITE_KEY},
     * {@code DOUBLE_CLIENT_SECRET}, {@code DOUBLE_FEDERATED_SUBJECTS} (separated by commas),
     * {@code DOUBLE_OIDC_JWKS_FILE}, {@code DOUBLE_SEED} (JSON of a {@link Seed}, planted after {@link Seed#lab}).
     */
    public static void main(String[] arguments) throws InterruptedException {
        AzureDouble running = from(System.getenv()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(running.listener::close));
        LOGGER.log(Level.INFO, "the Azure double listens on port {0,number,#}", running.port());
        Thread.currentThread().join();
    }

    static Builder from(Map<String, String> environment) {
        Builder builder = builder()
                .port(Integer.parseInt(environment.getOrDefault("DOUBLE_PORT", "8443")))
                .seed(Seed.lab(environment.getOrDefault("DOUBLE_CLIENT_SECRET", ""), subjects(environment)));
        given(environment, "DOUBLE_TLS_CERT")
                .ifPresent(certificate -> builder.certificate(
                        Path.of(certificate),
                        Path.of(given(environment, "DOUBLE_TLS_KEY").orElseThrow())));
        given(environment, "DOUBLE_TRUST").map(Path::of).ifPresent(builder::trust);
        given(environment, "DOUBLE_OIDC_JWKS_FILE").map(Path::of).ifPresent(builder::clusterKeySet);
        given(environment, "AZURITE_URL")
                .ifPresent(endpoint -> builder.azurite(
                        URI.create(endpoint.replaceAll("/$", "")),
                        given(environment, "AZURITE_KEY").orElseThrow()));
        given(environment, "DOUBLE_SEED")
                .map(json -> Json.read(json.getBytes(StandardCharsets.UTF_8), Seed.class))
                .ifPresent(builder::seed);
        return builder;
    }

    private static List<String> subjects(Map<String, String> environment) {
        String given = environment.getOrDefault("DOUBLE_FEDERATED_SUBJECTS", "system:serviceaccount:*:sealift-worker");
        return Arrays.stream(given.split(",", -1))
                .map(String::trim)
                .filter(subject -> !subject.isEmpty())
                .toList();
    }

    private static Optional<String> given(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
