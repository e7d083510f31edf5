package dev.sealift.testkit.azure;

import java.util.List;
import java.util.Locale;

/** The regions of the public cloud and of China that take storage accounts. */
final class Locations {

    private static final List<String> ALL = List.of(
            "australiaeast",
            "brazilsouth",
            "canadacentral",
            "centralindia",
            "centralus",
            "chinaeast2",
            "chinaeast3",
            "chinanorth2",
            "chinanorth3",
            "eastasia",
            "eastus",
            "eastus2",
            "francecentral",
            "germanywestcentral",
            "italynorth",
            "japaneast",
            "koreacentral",
            "northcentralus",
            "northeurope",
            "norwayeast",
            "polandcentral",
            "southafricanorth",
            "southcentralus",
            "southeastasia",
            "spaincentral",
            "swedencentral",
            "switzerlandnorth",
            "uaenorth",
            "uksouth",
            "ukwest",
            "westcentralus",
            "westeurope",
            "westus",
            "westus2",
            "westus3");

    private Locations() {}

    static boolean exists(String location) {
        return ALL.contains(location.toLowerCase(Locale.ROOT).replace(" ", ""));
    }

    static String list() {
        return String.join(",", ALL);
    }
}
