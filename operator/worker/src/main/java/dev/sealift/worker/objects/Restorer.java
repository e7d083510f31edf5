package dev.sealift.worker.objects;

/** Has the source make archived objects readable for some days. */
public interface Restorer {

    /**
     * Asks for one object. Asking again costs nothing while it is under way. May throw a
     * {@link dev.sealift.worker.work.TroubleException}.
     */
    Answer restore(Item item);

    /** What the source says to it. */
    enum Answer {
        /** It has begun. */
        Begun,
        /** It had begun before. */
        UnderWay,
        /** The object is readable now. */
        Readable
    }
}
