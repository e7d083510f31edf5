/** A cache's end-to-end tests: real redis-servers, one as ElastiCache lets it be used and one as Azure does, under a live writer. */
@NullMarked
package dev.sealift.e2e.cache;

import org.jspecify.annotations.NullMarked;
