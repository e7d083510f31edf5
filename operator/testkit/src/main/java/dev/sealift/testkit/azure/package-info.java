/**
 * A double of Azure for tests: Entra, Azure Resource Manager and the front of Blob storage behind one port.
 *
 * <p>It speaks the real protocols to the real clients and refuses what the real services refuse; it lies only where a test
 * told it to at {@code /_lab/}. Bytes are kept by Azurite, which the double fronts with tokens, roles, firewalls and the
 * copy-from-URL operations that Azurite lacks.
 *
 * <p>This package may know {@code java.*}, Jackson, {@code wire}, {@code json} and {@code faults}. It knows nothing of Sealift, so that
 * no mistake of the operator's can be repeated here, and nothing of any Azure SDK.
 */
@NullMarked
package dev.sealift.testkit.azure;

import org.jspecify.annotations.NullMarked;
