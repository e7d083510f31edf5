/** Tests of what the operator tells of itself. */
@NullMarked
package dev.sealift.app;

import org.jspecify.annotations.NullMarked;
