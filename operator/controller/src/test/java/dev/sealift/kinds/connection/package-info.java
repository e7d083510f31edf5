/** Tests. */
@NullMarked
package dev.sealift.kinds.connection;

import org.jspecify.annotations.NullMarked;
