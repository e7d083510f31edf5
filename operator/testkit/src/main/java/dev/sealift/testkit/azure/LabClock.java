package dev.sealift.testkit.azure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that a test can put forward, so that nothing needs to be waited for. */
final class LabClock extends Clock {

    private final Clock base;
    private volatile Duration ahead = Duration.ZERO;

    LabClock(Clock base) {
        this.base = base;
    }

    synchronized void advance(Duration by) {
        ahead = ahead.plus(by);
    }

    void reset() {
        ahead = Duration.ZERO;
    }

    @Override
    public Instant instant() {
        return base.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return base.withZone(zone);
    }
}
