package dev.sealift.worker.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The proxies that the environment names, as most programs read it: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code NO_PROXY}. */
public final class Proxies extends ProxySelector {

    private final Map<String, String> environment;
    private final List<String> without;

    public Proxies(Map<String, String> environment) {
        this.environment = environment;
        String none = value("NO_PROXY");
        this.without = none == null
                ? List.of()
                : Arrays.stream(none.split(",", -1))
                        .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                        .filter(entry -> !entry.isEmpty())
                        .toList();
    }

    @Override
    public List<Proxy> select(URI uri) {
        String proxy = value(uri.getScheme().toUpperCase(Locale.ROOT) + "_PROXY");
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        return proxy == null || goesWithout(host) ? List.of(Proxy.NO_PROXY) : List.of(proxy(proxy));
    }

    private @Nullable String value(String name) {
        String upper = environment.get(name);
        String value = upper == null ? environment.get(name.toLowerCase(Locale.ROOT)) : upper;
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** An entry stands for a host and for all below it, with or without a dot before it. */
    private boolean goesWithout(String host) {
        return without.stream()
                .anyMatch(entry -> entry.equals("*")
                        || host.equals(entry)
                        || host.endsWith(entry.startsWith(".") ? entry : "." + entry));
    }

    private static Proxy proxy(String address) {
        URI uri = URI.create(address.contains("://") ? address : "http://" + address);
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
    }

    /** The environment names one proxy at most, so there is no other to turn to. */
    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
}
