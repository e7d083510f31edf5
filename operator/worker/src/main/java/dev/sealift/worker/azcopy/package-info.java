/**
 * AzCopy as a tool: its command line, its environment, its JSON lines, its process.
 *
 * <p>May know {@code java.*}, Jackson, the contract, {@code objects} and {@code work}; no SDK. What is built and parsed here is pure; only
 * {@link dev.sealift.worker.azcopy.AzCopyProcess} touches the machine.
 */
@NullMarked
package dev.sealift.worker.azcopy;

import org.jspecify.annotations.NullMarked;
