/** The target side: Blob Storage through the Azure SDK, and the one table that maps its errors. May know no AWS. */
@NullMarked
package dev.sealift.worker.azure;

import org.jspecify.annotations.NullMarked;
