/**
 * The data plane's entry point: reads the order, runs one command, says how it went.
 *
 * <p>May know every package below it, the contract in {@code dev.sealift.api.worker}, and the process's environment. It is
 * the only package that reads the environment, exits the process or makes clients.
 */
@NullMarked
package dev.sealift.worker;

import org.jspecify.annotations.NullMarked;
