/**
 * The contract between the operator and the pods that move data.
 *
 * <p>An order goes in as JSON in the environment variable {@link dev.sealift.api.worker.WorkerContract#ORDER_VARIABLE}; it
 * names places and keys, never a secret. A status comes out as JSON on one port, read through the API server's pod proxy.
 * This package may know {@code java.*}, Jackson's annotations and, of the API, {@link dev.sealift.api.WeeklyWindow}, nothing else.
 */
@NullMarked
package dev.sealift.api.worker;

import org.jspecify.annotations.NullMarked;
