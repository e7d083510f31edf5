package dev.sealift.worker.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.ByteBuffer;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Connections to one host, kept and used again. It sends and receives, and does nothing on its own: no redirect, no second
 * attempt, no cookie, no unpacking of what comes.
 */
public final class Wire implements AutoCloseable {

    /** A small object with its headers goes and comes in one piece. */
    private static final int BUFFER = 16 << 10;

    private static final Timeout CONNECT = Timeout.ofSeconds(10);
    private static final Timeout SILENCE = Timeout.ofSeconds(60);

    /** A connection so old is made anew, so that names that move are followed. */
    private static final TimeValue OLDEST = TimeValue.ofMinutes(5);

    private final HttpHost host;
    private final String authority;
    private final CloseableHttpClient client;

    private Wire(HttpHost host, CloseableHttpClient client) {
        this.host = host;
        this.authority = authority(host);
        this.client = client;
    }

    /**
     * A wire to a host, by way of a proxy if the JVM's selector names one.
     *
     * @param endpoint of which scheme, host and port count
     * @param connections as many at most
     */
    public static Wire to(URI endpoint, int connections) {
        HttpHost host = new HttpHost(endpoint.getScheme(), endpoint.getHost(), endpoint.getPort());
        return new Wire(host, client(connections));
    }

    private static CloseableHttpClient client(int connections) {
        return HttpClientBuilder.create()
                .setConnectionManager(pool(connections))
                .setRoutePlanner(new SystemDefaultRoutePlanner(ProxySelector.getDefault()))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(SILENCE)
                        .setConnectionRequestTimeout(Timeout.ofMinutes(2))
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setUserAgent("sealift")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableConnectionState()
                .build();
    }

    private static PoolingHttpClientConnectionManager pool(int connections) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(DefaultClientTlsStrategy.createSystemDefault())
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom().setBufferSize(BUFFER).build())
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setSocketTimeout(SILENCE)
                        .setTimeToLive(OLDEST)
                        .build())
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(connections)
                .setMaxConnTotal(connections)
                .build();
    }

    private static String authority(HttpHost host) {
        boolean usual =
                host.getPort() < 0 || host.getPort() == (host.getSchemeName().equals("https") ? 443 : 80);
        return usual ? host.getHostName() : host.getHostName() + ':' + host.getPort();
    }

    /** What the {@code Host} header says. */
    public String authority() {
        return authority;
    }

    /**
     * Sends a request, and waits until the answer begins, whatever its status is.
     *
     * @throws UncheckedIOException if no answer comes
     */
    public Answer send(Call call) {
        try {
            return new Answer(client.executeOpen(host, request(call), null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ClassicHttpRequest request(Call call) {
        BasicClassicHttpRequest request = new BasicClassicHttpRequest(call.method(), host, call.target());
        for (Call.Header header : call.headers()) {
            request.addHeader(header.name(), header.value());
        }
        if (call.hasContent()) {
            request.setEntity(entity(call.content()));
        }
        return request;
    }

    private static HttpEntity entity(ByteBuffer content) {
        return new ByteArrayEntity(
                content.array(), content.arrayOffset() + content.position(), content.remaining(), null);
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
