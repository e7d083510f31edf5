package dev.sealift.testkit.shake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NodeTest {

    private static final String CLUSTER = """
            aaa 10.0.0.1:6379@16379,one.example myself,master - 0 0 1 connected 0-5460 [5461->-bbb]
            bbb 10.0.0.2:6379@16379 master - 0 0 2 connected 5461-16382 16383
            ccc 10.0.0.3:6379@16379 slave aaa 0 0 1 connected
            ddd 10.0.0.4:6379@16379 slave,fail bbb 0 0 2 connected
            eee ::1:6379@16379 master - 0 0 3 connected
            """;

    @Test
    void primariesWithSlotsAreTheNodes() {
        List<Node> nodes = Node.parse(CLUSTER, "x", false);

        assertThat(nodes).extracting(Node::address).containsExactly("10.0.0.1:6379", "10.0.0.2:6379");
        assertThat(nodes.get(1).slots().cardinality()).isEqualTo(16384 - 5461);
    }

    @Test
    void aReplicaMayTakeAPrimarysPlace() {
        assertThat(Node.parse(CLUSTER, "x", true))
                .extracting(Node::address)
                .containsExactly("10.0.0.3:6379", "10.0.0.2:6379");
    }

    @Test
    void anAddressOfIpv6GoesInBrackets() {
        assertThat(Node.parse("aaa ::1:6379@16379 master - 0 0 1 connected 0-16383", "x", false))
                .extracting(Node::address)
                .containsExactly("[::1]:6379");
    }

    @Test
    void slotsThatNobodyServesEndTheProgram() {
        assertThatThrownBy(() -> Node.parse("aaa 10.0.0.1:1@2 master - 0 0 1 connected 0-9", "10.0.0.1:1", false))
                .isInstanceOf(Panic.class)
                .hasMessage("invalid cluster nodes slots. slots_count=10, address=10.0.0.1:1");
    }
}
