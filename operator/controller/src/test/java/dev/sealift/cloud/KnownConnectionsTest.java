package dev.sealift.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.connection.AwsConnection;
import dev.sealift.api.connection.AzureConnection;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KnownConnectionsTest {

    private final LocalCluster cluster = new LocalCluster();
    private final KnownConnections known = new KnownConnections(cluster.client());

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void what_was_seen_is_not_asked_for() {
        AwsConnection seen = connection("prod");
        known.join(AwsConnection.class, (_, _) -> Optional.of(seen));

        assertThat(known.find(AwsConnection.class, "shop", "prod")).containsSame(seen);
        assertThat(cluster.requests()).isEmpty();
    }

    @Test
    void what_was_not_seen_yet_is_asked_for() {
        known.join(AwsConnection.class, (_, _) -> Optional.empty());
        cluster.connection(connection("new"));

        assertThat(known.find(AwsConnection.class, "shop", "new")).isPresent();
        assertThat(known.find(AwsConnection.class, "shop", "none")).isEmpty();
    }

    @Test
    void kinds_that_nobody_watches_are_asked_for() {
        assertThat(known.find(AzureConnection.class, "shop", "landing-zone")).isEmpty();
        assertThat(cluster.requests()).hasSize(1);
    }

    private static AwsConnection connection(String name) {
        AwsConnection connection = new AwsConnection();
        connection.setMetadata(
                new ObjectMetaBuilder().withNamespace("shop").withName(name).build());
        return connection;
    }
}
