/**
 * The target side: Blob Storage by requests of our own, the identity through the Azure SDK, and the one table of what both may
 * answer. May know no AWS.
 */
@NullMarked
package dev.sealift.worker.azure;

import org.jspecify.annotations.NullMarked;
