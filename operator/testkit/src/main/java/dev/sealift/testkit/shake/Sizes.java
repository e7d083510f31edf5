package dev.sealift.testkit.shake;

import java.util.Locale;

/** Numbers of bytes as the status page shows them to people. */
final class Sizes {

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Sizes() {}

    /** Nothing as long as there is none. */
    static String shown(long bytes) {
        if (bytes == 0) {
            return "";
        }
        int unit = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        if (bytes < 10 || unit == 0) {
            return bytes + " B";
        }
        double tenths = Math.floor((double) bytes / (1L << (10 * unit)) * 10 + 0.5);
        String format = tenths < 100 ? "%.1f %s" : "%.0f %s";
        return String.format(Locale.ROOT, format, tenths / 10, UNITS[unit]);
    }
}
