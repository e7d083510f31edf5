package dev.sealift.worker.redis;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Connects to a node. TLS is verified by the JVM's own roots and by the name: the node's, or, where a cluster calls its nodes by
 * numbers and was found by a name, that name, for services give all nodes of a cluster the certificate of its endpoint.
 */
record Plug(Node node, boolean tls, String endpoint) implements JedisSocketFactory {

    private static final int CONNECT_MILLIS = 10_000;
    /** A server answers in milliseconds; one that is silent for so long is gone, or stands still while it forks or loads. */
    private static final int READ_MILLIS = 60_000;

    @Override
    public Socket createSocket() {
        try {
            Socket plain = new Socket();
            try {
                return connected(plain);
            } catch (IOException e) {
                plain.close();
                throw e;
            }
        } catch (IOException e) {
            throw new JedisConnectionException(e);
        }
    }

    private Socket connected(Socket plain) throws IOException {
        InetSocketAddress address = new InetSocketAddress(node.host(), node.port());
        if (address.isUnresolved()) {
            throw new UnknownHostException(node.host());
        }
        plain.setTcpNoDelay(true);
        plain.setKeepAlive(true);
        plain.setSoTimeout(READ_MILLIS);
        plain.connect(address, CONNECT_MILLIS);
        return tls ? secured(plain) : plain;
    }

    private Socket secured(Socket plain) throws IOException {
        SSLSocket secured = (SSLSocket) roots().getSocketFactory().createSocket(plain, verified(), node.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static SSLContext roots() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has a default", e);
        }
    }

    private String verified() {
        return node.literal() ? endpoint : node.host();
    }
}
