/** The command {@code redis-survey}: what both sides are and can. May know {@code redis}, {@code work} and the contract. */
@NullMarked
package dev.sealift.worker.redissurvey;

import org.jspecify.annotations.NullMarked;
