package dev.sealift.worker.plan;

/**
 * A place between two neighbouring keys where a shard may end.
 *
 * <p>AzCopy reaches a part of a bucket by folders. A shard that begins where a folder does is some whole folders, and costs it
 * their listing; one that begins within a folder costs a listing of all the folder.
 *
 * @param at the first key behind it, as short as it can be
 * @param withinFolder whether both neighbours are objects of the same folder
 * @param depth how many folders it is in: the fewer, the fewer are divided
 */
record Cut(String at, boolean withinFolder, int depth) {

    static Cut between(String before, String after) {
        int common = common(before, after);
        int folder = after.lastIndexOf('/', common - 1) + 1;
        int slash = after.indexOf('/', folder);
        int depth =
                (int) after.substring(0, folder).chars().filter(c -> c == '/').count();
        if (slash >= 0) {
            return new Cut(after.substring(0, slash + 1), false, depth);
        }
        return new Cut(after.substring(0, after.offsetByCodePoints(common, 1)), true, depth);
    }

    private static int common(String before, String after) {
        int most = Math.min(before.length(), after.length());
        int length = 0;
        while (length < most && before.charAt(length) == after.charAt(length)) {
            length++;
        }
        boolean halved = length > 0 && Character.isHighSurrogate(after.charAt(length - 1));
        return halved ? length - 1 : length;
    }

    /** Whether it is no worse a place than another. */
    boolean isAsGoodAs(Cut other) {
        return withinFolder == other.withinFolder ? depth <= other.depth : !withinFolder;
    }

    /** The folder that a key at which a shard begins divides; empty if it divides none. */
    static String divided(String at) {
        return at.endsWith("/") ? "" : at.substring(0, at.lastIndexOf('/') + 1);
    }

    static boolean isWithinFolder(String at) {
        return !at.isEmpty() && !at.endsWith("/");
    }
}
