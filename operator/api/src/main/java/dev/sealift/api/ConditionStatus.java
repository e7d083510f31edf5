package dev.sealift.api;

/** The three values that Kubernetes knows. */
public enum ConditionStatus {
    /** It is so. */
    True,
    /** It is not so. */
    False,
    /** It is not known. */
    Unknown
}
