package dev.sealift.api;

import java.time.Duration;

/** The part of a spec that all kinds share. */
public interface MigrationSpec {

    /** What is wished for. */
    Goal goal();

    /** Whether the operator must begin and poll nothing. */
    Boolean suspend();

    /** What happens to the target when the resource is deleted. */
    DeletionPolicy deletionPolicy();

    /** When the copy counts as proven. */
    Validation validation();

    /** How consumers are moved to the target, and back. */
    Cutover cutover();

    /** How often to copy what has changed. */
    Duration interval();
}
