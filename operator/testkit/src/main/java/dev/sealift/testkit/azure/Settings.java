package dev.sealift.testkit.azure;

import java.time.Duration;

/** What a test may turn while the double runs. */
final class Settings {

    /** The address from which all clients seem to come, as behind one NAT gateway. */
    static final String EGRESS = "20.79.0.4";

    private volatile Duration operation = Duration.ofSeconds(3);
    private volatile Duration containerDeletion = Duration.ofSeconds(30);
    private volatile String egress = EGRESS;

    /** How long a long-running operation takes. */
    Duration operation() {
        return operation;
    }

    void operation(Duration changed) {
        operation = changed;
    }

    /** How long a deleted container holds its name. */
    Duration containerDeletion() {
        return containerDeletion;
    }

    void containerDeletion(Duration changed) {
        containerDeletion = changed;
    }

    String egress() {
        return egress;
    }

    void egress(String changed) {
        egress = changed;
    }

    void reset() {
        operation = Duration.ofSeconds(3);
        containerDeletion = Duration.ofSeconds(30);
        egress = EGRESS;
    }
}
