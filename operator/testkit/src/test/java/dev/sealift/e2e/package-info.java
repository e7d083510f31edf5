/**
 * End-to-end tests on the lab: the operator as its chart installs it, real AzCopy in pods of a real cluster, a real S3 server.
 *
 * <p>Three actors: the platform team (applies resources), the application (writes to S3), the vandal (changes the target).
 */
@NullMarked
package dev.sealift.e2e;

import org.jspecify.annotations.NullMarked;
