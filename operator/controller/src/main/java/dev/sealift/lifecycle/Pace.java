package dev.sealift.lifecycle;

import java.time.Duration;

/**
 * How often and how long.
 *
 * @param syncInterval from the end of one pass to the next
 * @param validationInterval from the end of one comparison to the next
 * @param poll how often to look at an operation that runs
 * @param unreachable how soon to ask again one who could not be reached
 * @param recheck how soon to repeat a check that failed and that a person must mend outside
 * @param firstBackoff before the second attempt; doubled with each further one
 * @param longestBackoff the most that it grows to
 * @param maxFailures how many failures in a row are borne before a person is asked
 */
public record Pace(
        Duration syncInterval,
        Duration validationInterval,
        Duration poll,
        Duration unreachable,
        Duration recheck,
        Duration firstBackoff,
        Duration longestBackoff,
        int maxFailures) {

    /** How long to wait after so many failures in a row, before jitter. */
    public Duration backoff(int failures) {
        long doublings = Math.min(Math.max(failures - 1, 0), 20);
        Duration grown = firstBackoff.multipliedBy(1L << doublings);
        return grown.compareTo(longestBackoff) < 0 ? grown : longestBackoff;
    }

    /** From the end of one operation of a recurring step to the next. */
    public Duration between(Step recurring) {
        return recurring == Step.Validate ? validationInterval : syncInterval;
    }
}
