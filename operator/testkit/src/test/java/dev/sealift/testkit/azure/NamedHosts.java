package dev.sealift.testkit.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.netty.NettyAsyncHttpClientBuilder;
import com.azure.core.util.Context;
import com.azure.core.util.UrlBuilder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.MalformedURLException;
import java.net.URL;
import javax.net.ssl.SSLException;
import reactor.core.publisher.Mono;

/** Sends what goes to any of Azure's names to a double, which then tells by the Host header what it is asked to be. */
final class NamedHosts implements HttpClient {

    private final int port;
    private final HttpClient onward;

    NamedHosts(AzureDouble azure) {
        this.port = azure.port();
        this.onward = new NettyAsyncHttpClientBuilder(
                        reactor.netty.http.client.HttpClient.create().secure(spec -> spec.sslContext(trusting(azure))))
                .build();
    }

    private static SslContext trusting(AzureDouble azure) {
        try {
            return SslContextBuilder.forClient()
                    .trustManager(azure.certificate().orElseThrow())
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return send(request, Context.NONE);
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request, Context context) {
        return onward.send(redirected(request), context);
    }

    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        return onward.sendSync(redirected(request), context);
    }

    private HttpRequest redirected(HttpRequest request) {
        URL url = request.getUrl();
        HttpRequest copy = request.copy();
        copy.setHeader(HttpHeaderName.HOST, url.getAuthority());
        try {
            return copy.setUrl(
                    UrlBuilder.parse(url).setHost("localhost").setPort(port).toUrl());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
