package dev.sealift.app;

/** Whether this replica is the one that works. */
final class Leadership {

    private volatile boolean held;

    /** @param elected whether it is held by the one who is elected, and not by whoever runs */
    Leadership(boolean elected) {
        held = !elected;
    }

    void gained() {
        held = true;
    }

    void lost() {
        held = false;
    }

    boolean isHeld() {
        return held;
    }
}
