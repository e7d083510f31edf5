package dev.sealift.worker.redis;

import java.util.regex.Pattern;

/** One server: a single one, or a primary of a cluster. */
public record Node(String host, int port) {

    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|.*:.*");

    /** @param address {@code host:port}; the host of an address of version 6 may stand in brackets or not */
    public static Node at(String address) {
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, colon);
        return new Node(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                Integer.parseInt(address.substring(colon + 1)));
    }

    /** As people write it. */
    public String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** Whether the host is a number and no name. */
    boolean literal() {
        return LITERAL.matcher(host).matches();
    }
}
