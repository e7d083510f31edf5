package dev.sealift.worker.objects;

/** Whether an object's key can become a blob's name. */
public sealed interface NameVerdict {

    /** It arrives under its key. */
    record Carried() implements NameVerdict {}

    /** A zero-length key ending in {@code /}: a folder drawn by a console. Blob needs none, and AzCopy carries none. */
    record DirectoryMarker() implements NameVerdict {}

    /**
     * AzCopy won't carry it, or Blob can't hold it.
     *
     * @param why for people, with what to do
     */
    record Unsupported(String why) implements NameVerdict {}
}
