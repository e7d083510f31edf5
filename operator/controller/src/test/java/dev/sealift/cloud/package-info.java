/** Tests, and the small local servers that stand for a cluster and for clouds in them. */
@NullMarked
package dev.sealift.cloud;

import org.jspecify.annotations.NullMarked;
