package dev.sealift.testkit.azure;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Where a request of the data plane points.
 *
 * @param path the part after the account, as it came: {@code /container/blob}
 */
record BlobAddress(String account, String path) {

    /** From a host such as {@code shoporders.blob.core.windows.net}. */
    static BlobAddress ofHost(String host, String rawPath) {
        return new BlobAddress(host.substring(0, host.indexOf('.')), rawPath.isEmpty() ? "/" : rawPath);
    }

    /** From a path such as {@code /shoporders/container/blob}. */
    static BlobAddress ofPath(String rawPath) {
        int end = rawPath.indexOf('/', 1);
        return end < 0
                ? new BlobAddress(rawPath.substring(Math.min(1, rawPath.length())), "/")
                : new BlobAddress(rawPath.substring(1, end), rawPath.substring(end));
    }

    /** The container's name, empty for the account itself. */
    String container() {
        int end = path.indexOf('/', 1);
        return end < 0 ? path.substring(1) : path.substring(1, end);
    }

    /** The blob's name as it came, empty for a container. */
    String blob() {
        int end = path.indexOf('/', 1);
        return end < 0 ? "" : path.substring(end + 1);
    }

    /** See <a href="https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata">Naming</a>. */
    boolean isNameWithinLimits() {
        String name = URLDecoder.decode(blob().replace("+", "%2B"), StandardCharsets.UTF_8);
        return name.length() <= 1024 && name.split("/", -1).length <= 254;
    }
}
