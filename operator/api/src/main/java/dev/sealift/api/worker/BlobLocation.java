package dev.sealift.api.worker;

import java.net.URI;

/**
 * A container, or the part of it under a prefix.
 *
 * @param endpoint the account's blob endpoint, such as {@code https://shoporders.blob.core.windows.net}
 * @param prefix put before every key; empty to keep keys as they are
 * @param hierarchicalNamespace whether the account is ADLS Gen2, where a file and a directory can't share a name
 */
public record BlobLocation(URI endpoint, String container, String prefix, boolean hierarchicalNamespace) {}
