/** Tests. */
@NullMarked
package dev.sealift.aws;

import org.jspecify.annotations.NullMarked;
