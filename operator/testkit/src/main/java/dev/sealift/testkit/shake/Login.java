package dev.sealift.testkit.shake;

import dev.sealift.testkit.redis.Octets;
import dev.sealift.testkit.redis.RedisLink;
import dev.sealift.testkit.redis.RedisRefusal;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** How the nodes of one side are spoken to. Their certificates are not verified, and no connection may take longer than a second. */
record Login(String username, String password, boolean tls, boolean preferReplica) {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Connects to the node, or to a replica of it if one is preferred. */
    RedisLink open(String address) {
        RedisLink link = openItself(address);
        String replication = link.ask("INFO", "replication").octets();
        return preferReplica ? openItself(bestReplica(replication, address)) : link;
    }

    /** Connects to that node and no other. */
    RedisLink openItself(String address) {
        RedisLink link = dialled(address);
        try {
            if (!password.isEmpty()) {
                authenticate(link);
            }
            link.ask("PING");
        } catch (RedisRefusal e) {
            throw new Panic(Panic.reason(e));
        }
        return link;
    }

    private RedisLink dialled(String address) {
        int colon = address.lastIndexOf(':');
        try {
            String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
            int port = Integer.parseInt(address.substring(colon + 1));
            return RedisLink.open(host, port, tls ? Optional.of(trustingAnybody()) : Optional.empty(), PATIENCE);
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            throw new Panic("dial failed. address=[%s], tls=[%s], err=[%s]".formatted(address, tls, e.getMessage()));
        }
    }

    private void authenticate(RedisLink link) {
        if (username.isEmpty()) {
            link.ask("AUTH", Octets.of(password));
        } else {
            link.ask("AUTH", Octets.of(username), Octets.of(password));
        }
    }

    /** The one that has come farthest. */
    private static String bestReplica(String replication, String address) {
        if (replication.contains("role:slave")) {
            return address;
        }
        return replication
                .lines()
                .filter(line -> line.matches("slave\\d+:.*"))
                .map(Login::fields)
                .max(Comparator.comparingLong(fields -> Long.parseLong(fields.getOrDefault("offset", "0"))))
                .map(fields -> fields.get("ip") + ":" + fields.get("port"))
                .orElseThrow(() -> new Panic("no replica found, should not set `prefer_replica` to true"));
    }

    private static Map<String, String> fields(String line) {
        return Arrays.stream(line.substring(line.indexOf(':') + 1).split(",", -1))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(field -> field[0], field -> field[1]));
    }

    private static SSLContext trustingAnybody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Anybody implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
