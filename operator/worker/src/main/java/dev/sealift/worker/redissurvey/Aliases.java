package dev.sealift.worker.redissurvey;

import java.util.HashMap;
import java.util.Map;

/** What PSYNC is called, by the nodes' addresses. These names are secrets: whoever knows one can read everything. */
final class Aliases {

    private final Map<String, String> byAddress;

    private Aliases(Map<String, String> byAddress) {
        this.byAddress = byAddress;
    }

    /** @param written {@code host:port@command}, joined by commas; empty for PSYNC everywhere */
    static Aliases of(String written) {
        Map<String, String> byAddress = new HashMap<>();
        for (String each : written.split(",", -1)) {
            int at = each.indexOf('@');
            if (at > 0) {
                byAddress.put(
                        each.substring(0, at).strip(), each.substring(at + 1).strip());
            }
        }
        return new Aliases(byAddress);
    }

    String at(String address) {
        return byAddress.getOrDefault(address, "PSYNC");
    }
}
