package dev.sealift.app;

import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClientOptions;

/**
 * Requests to the API server share few connections. Each has a handshake and buffers of its own, and without a bound there would be
 * one for every reconcile that begins at the same moment: as many as there are migrations, when the operator starts.
 */
final class FewConnections extends VertxHttpClientFactory {

    private static final int MOST = 32;

    FewConnections(Vertx vertx) {
        super(vertx);
    }

    @Override
    protected void additionalConfig(WebClientOptions options) {
        options.setMaxPoolSize(MOST);
    }
}
