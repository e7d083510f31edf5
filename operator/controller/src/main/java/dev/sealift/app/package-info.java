/**
 * The application: wiring, configuration, health. The only place with a clock of the system and with settings from outside.
 *
 * <p>This package may know everything.
 */
@NullMarked
package dev.sealift.app;

import org.jspecify.annotations.NullMarked;
