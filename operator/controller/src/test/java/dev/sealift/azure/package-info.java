/** Tests. */
@NullMarked
package dev.sealift.azure;

import org.jspecify.annotations.NullMarked;
