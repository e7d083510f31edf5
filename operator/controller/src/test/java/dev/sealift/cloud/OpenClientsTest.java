package dev.sealift.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenClientsTest {

    private final TurnedClock clock = new TurnedClock(Instant.parse("2026-11-01T10:00:00Z"));
    private final OpenClients<Client> open = new OpenClients<>(clock);
    private final List<Client> made = new ArrayList<>();

    private static final class Client implements AutoCloseable {
        private boolean closed;

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void whatHasNotChangedIsMadeOnce() {
        assertThat(of("a", 1, "7")).isSameAs(of("a", 1, "7"));
        assertThat(made).hasSize(1);
    }

    @Test
    void aNewSpecOrSecretMakesNewClients() {
        Client first = of("a", 1, "7");
        Client second = of("a", 2, "7");
        Client third = of("a", 2, "8");

        assertThat(made).containsExactly(first, second, third).doesNotHaveDuplicates();
    }

    @Test
    void clientsThatWereReplacedAreClosedWhenNoCallCanBeUnderWay() {
        Client first = of("a", 1, "7");
        of("a", 2, "7");
        assertThat(first.closed).isFalse();

        clock.turn(OpenClients.UNUSED.plusSeconds(1));
        Client current = of("a", 2, "7");

        assertThat(first.closed).isTrue();
        assertThat(current.closed).isFalse();
        assertThat(open.size()).isEqualTo(1);
    }

    @Test
    void clientsOfADeletedConnectionAreClosed() {
        Client gone = of("gone", 1, "7");
        for (int i = 0; i < 4; i++) {
            clock.turn(Duration.ofMinutes(5));
            of("stays", 1, "7");
        }

        assertThat(gone.closed).isTrue();
        assertThat(made).hasSize(2);
        assertThat(open.size()).isEqualTo(1);
    }

    @Test
    void closingClosesAll() {
        of("a", 1, "7");
        of("a", 2, "7");
        of("b", 1, "7");

        open.close();

        assertThat(made).hasSize(3).allMatch(client -> client.closed);
        assertThat(open.size()).isZero();
    }

    private Client of(String name, long generation, String secretVersion) {
        ObjectMeta meta = new ObjectMetaBuilder()
                .withNamespace("shop")
                .withName(name)
                .withUid("uid-" + name)
                .withGeneration(generation)
                .build();
        Referenced secret = new Referenced("Secret shop/" + name, Map.of("k", "v"), secretVersion);
        return open.of(meta, List.of(Optional.of(secret), Optional.empty()), this::make);
    }

    private Client make() {
        Client client = new Client();
        made.add(client);
        return client;
    }
}
