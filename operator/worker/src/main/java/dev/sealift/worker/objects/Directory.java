package dev.sealift.worker.objects;

/** A directory of a hierarchical namespace. Every method may throw a {@link dev.sealift.worker.work.TroubleException}. */
public interface Directory {

    /** Makes it, if it isn't there. */
    void make();

    /** Its access list. */
    PosixAcl acl();

    /** Gives it another access list, in place of the one that it has. */
    void acl(PosixAcl acl);

    /** For people: its URL. */
    String name();
}
