package dev.sealift.worker.objects;

/**
 * Something that a bucket with versions keeps behind what a listing shows: a version that another has superseded, or a marker
 * that stands for a deletion.
 *
 * @param size 0 for a marker
 */
public record OldVersion(String key, long size, boolean deleteMarker) {}
