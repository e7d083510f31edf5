package dev.sealift.testkit.azure;

/** A permission that an operation needs. */
sealed interface Need {

    String permission();

    /** A permission on the resource. */
    record Action(String permission) implements Need {}

    /** A permission on the data in it. */
    record DataAction(String permission) implements Need {}
}
