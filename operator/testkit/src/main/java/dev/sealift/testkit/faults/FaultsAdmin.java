package dev.sealift.testkit.faults;

import dev.sealift.testkit.json.Json;
import java.util.Arrays;

/** Orders faults from a running double, for a test. */
public final class FaultsAdmin {

    private static final String FAULTS = "faults";

    private final AdminClient client;

    /** Orders them by that client. */
    public FaultsAdmin(AdminClient client) {
        this.client = client;
    }

    /** Lets something go wrong. */
    public void add(Faults.Rule rule) {
        client.call("POST", FAULTS, rule);
    }

    /** Lets the next request to that target go wrong, any method. */
    public void once(String target, Faults.Effect effect) {
        add(new Faults.Rule(null, target, 0, 1, effect));
    }

    /** Whether all rules of that target have struck as often as they were to. */
    public boolean areSpent(String target) {
        return Arrays.stream(Json.read(client.get(FAULTS), Faults.Left[].class))
                .noneMatch(left -> left.target().equals(target));
    }

    /** Lets nothing go wrong any more by rules of that target; other tests keep theirs. */
    public void clear(String target) {
        client.delete(FAULTS + "?target=" + AdminClient.encoded(target));
    }

    /** Lets nothing go wrong any more. */
    public void clear() {
        client.delete(FAULTS);
    }
}
