package dev.sealift.testkit.s3;

import dev.sealift.testkit.faults.AdminClient;
import dev.sealift.testkit.faults.Faults;
import dev.sealift.testkit.faults.FaultsAdmin;
import dev.sealift.testkit.wire.Listener;
import dev.sealift.testkit.wire.Tls;
import dev.sealift.testkit.wire.Upstream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A port before an S3 gateway. As long as no test orders a fault at {@code /_lab/faults}, it adds nothing.
 *
 * <p>As a program it opens one port for each gateway; see {@link #main}.
 */
public final class S3Front implements AutoCloseable {

    private static final Logger LOGGER = System.getLogger(S3Front.class.getName());

    private final Listener listener;
    private final Optional<Tls> identity;

    private S3Front(Listener listener, Optional<Tls> identity) {
        this.listener = listener;
        this.identity = identity;
    }

    /**
     * Opens a port.
     *
     * @param port 0 for any free one
     * @param identity the certificate to show; plain HTTP if empty
     * @param gateway of plain HTTP, with its port
     * @param faults which several ports may share
     */
    public static S3Front open(int port, Optional<Tls> identity, URI gateway, Faults faults) {
        S3Passage passage = new S3Passage(new Upstream(gateway.getHost(), gateway.getPort()), faults);
        return new S3Front(Listener.open(port, identity.map(Tls::serverContext), passage), identity);
    }

    /** Its address on this machine, without a slash at the end. */
    public URI uri() {
        return URI.create((identity.isPresent() ? "https" : "http") + "://localhost:" + listener.port());
    }

    /** Orders faults from it. */
    public FaultsAdmin faults() {
        return new FaultsAdmin(new AdminClient(
                uri(), Tls.trusting(identity.stream().map(Tls::certificate).toList())));
    }

    @Override
    public void close() {
        listener.close();
    }

    /**
     * Runs until it is stopped.
     *
     * <p>{@code S3_FRONT_TLS_CERT} and {@code S3_FRONT_TLS_KEY} (PEM), {@code S3_FRONT_ROUTES}: ports and the gateways behind
     * them, such as {@code 8443=http://127.0.0.1:9443,8444=http://127.0.0.1:9444}. A fault that is ordered at one port strikes
     * at all.
     */
    public static void main(String[] arguments) throws InterruptedException {
        List<S3Front> running = from(System.getenv());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> running.forEach(S3Front::close)));
        running.forEach(front -> LOGGER.log(Level.INFO, "S3 is behind {0}", front.uri()));
        Thread.currentThread().join();
    }

    static List<S3Front> from(Map<String, String> environment) {
        Tls identity = Tls.ofPem(
                Path.of(given(environment, "S3_FRONT_TLS_CERT")), Path.of(given(environment, "S3_FRONT_TLS_KEY")));
        Faults faults = new Faults();
        return Arrays.stream(given(environment, "S3_FRONT_ROUTES").split(",", -1))
                .map(route -> route.split("=", 2))
                .map(route -> open(Integer.parseInt(route[0]), Optional.of(identity), URI.create(route[1]), faults))
                .toList();
    }

    private static String given(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .orElseThrow(() -> new IllegalArgumentException(name + " is not set"));
    }
}
