/** Tables and properties of the lifecycle. */
@NullMarked
package dev.sealift.lifecycle;

import org.jspecify.annotations.NullMarked;
