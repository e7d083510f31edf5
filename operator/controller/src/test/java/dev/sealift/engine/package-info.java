/** The engine against a world that crashes. */
@NullMarked
package dev.sealift.engine;

import org.jspecify.annotations.NullMarked;
