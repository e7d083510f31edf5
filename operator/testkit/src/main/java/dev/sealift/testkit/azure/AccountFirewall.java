package dev.sealift.testkit.azure;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.net.InetAddress;

/** The network rules of a storage account, which the data plane obeys and the resource manager does not. */
final class AccountFirewall {

    private AccountFirewall() {}

    /** Whether a client at that address may pass. */
    static boolean admits(StorageAccount account, String address) {
        JsonNode properties = account.properties();
        if (properties.path("publicNetworkAccess").asText("Enabled").equalsIgnoreCase("Disabled")) {
            return false;
        }
        JsonNode rules = properties.path("networkAcls");
        return !rules.path("defaultAction").asText("Allow").equalsIgnoreCase("Deny")
                || rules.path("ipRules")
                        .valueStream()
                        .anyMatch(rule -> contains(rule.path("value").asText(), address));
    }

    /** Whether the service takes such a rule: an address or a range, IPv4, of the public internet. */
    static boolean isRule(String value) {
        return value.matches("\\d{1,3}(\\.\\d{1,3}){3}(/(\\d|[12]\\d|30))?") && !isPrivate(value);
    }

    private static boolean isPrivate(String value) {
        return contains("10.0.0.0/8", base(value))
                || contains("172.16.0.0/12", base(value))
                || contains("192.168.0.0/16", base(value));
    }

    private static boolean contains(String range, String address) {
        String[] parts = range.split("/", 2);
        int kept = parts.length == 2 ? Integer.parseInt(parts[1]) : 32;
        return bits(parts[0]).shiftRight(32 - kept).equals(bits(address).shiftRight(32 - kept));
    }

    private static String base(String value) {
        return value.split("/", 2)[0];
    }

    private static BigInteger bits(String address) {
        return new BigInteger(1, InetAddress.ofLiteral(address).getAddress());
    }
}
