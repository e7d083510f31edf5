package dev.sealift.worker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TopologyTest {

    private static final Node ASKED = new Node("cache.example", 6379);

    private static List<Object> range(long from, long to, String host, long port) {
        return List.of(from, to, Arrays.asList(RedisCommand.bytes(host), port, RedisCommand.bytes("id")));
    }

    private static Topology three() {
        return Topology.of(
                List.of(
                        range(0, 5460, "10.0.0.1", 6379),
                        range(5461, 10922, "10.0.0.2", 6379),
                        range(10923, 16000, "10.0.0.3", 6379),
                        range(16001, 16383, "10.0.0.1", 6379)),
                ASKED);
    }

    private static Node node(String key) {
        return three().nodeOf(RedisCommand.bytes(key));
    }

    @Test
    void a_key_is_at_the_node_of_its_slot() {
        // As CLUSTER KEYSLOT says: foo 12182, bar 5061, hello 866.
        assertThat(node("foo")).isEqualTo(new Node("10.0.0.3", 6379));
        assertThat(node("bar")).isEqualTo(new Node("10.0.0.1", 6379));
        assertThat(node("hello")).isEqualTo(new Node("10.0.0.1", 6379));
        assertThat(node("{foo}.bar")).isEqualTo(node("foo"));
    }

    @Test
    void a_node_of_two_ranges_is_one_node() {
        assertThat(three().primaries()).hasSize(3);
        assertThat(three().served()).isEqualTo(Topology.SLOTS);
    }

    @Test
    void a_slot_of_nobody_is_nowhere() {
        Topology partly = Topology.of(List.of(range(0, 5460, "10.0.0.1", 6379)), ASKED);

        assertThat(partly.indexOf(RedisCommand.bytes("foo"))).isNegative();
        assertThat(partly.served()).isEqualTo(5461);
    }

    @Test
    void a_node_that_does_not_know_its_name_is_who_was_asked() {
        Topology unnamed = Topology.of(List.of(range(0, 16383, "", 7000)), ASKED);

        assertThat(unnamed.primaries()).containsExactly(new Node("cache.example", 7000));
    }

    @Test
    void the_order_of_the_ranges_is_nothing_and_a_slot_that_moved_is_something() {
        Topology turned = Topology.of(
                List.of(
                        range(10923, 16000, "10.0.0.3", 6379),
                        range(0, 5460, "10.0.0.1", 6379),
                        range(16001, 16383, "10.0.0.1", 6379),
                        range(5461, 10922, "10.0.0.2", 6379)),
                ASKED);
        Topology moved = Topology.of(
                List.of(
                        range(0, 5461, "10.0.0.1", 6379),
                        range(5462, 10922, "10.0.0.2", 6379),
                        range(10923, 16000, "10.0.0.3", 6379),
                        range(16001, 16383, "10.0.0.1", 6379)),
                ASKED);

        assertThat(turned).isEqualTo(three()).hasSameHashCodeAs(three());
        assertThat(moved).isNotEqualTo(three());
    }

    @Property
    void without_a_cluster_every_key_is_at_the_one(@ForAll byte[] key) {
        assertThat(Topology.single(ASKED).nodeOf(key)).isEqualTo(ASKED);
    }
}
