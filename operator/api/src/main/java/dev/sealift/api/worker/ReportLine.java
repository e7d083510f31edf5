package dev.sealift.api.worker;

import java.util.Comparator;

/**
 * One item of a report.
 *
 * @param kind what is the matter; the order of the constants is the order of a report, worst first
 * @param item the object's key, cut to 1024 characters
 * @param detail what was seen at each side, and what to do
 */
public record ReportLine(Kind kind, String item, String detail) {

    /** The order of a report. */
    public static final Comparator<ReportLine> WORST_FIRST = Comparator.comparing(ReportLine::kind)
            .thenComparing(ReportLine::item)
            .thenComparing(ReportLine::detail);

    /** What can be the matter with an item. */
    public enum Kind {
        /** Both sides hold it and they differ. */
        Different,
        /** The target lacks it. */
        Missing,
        /** Its transfer failed. */
        Failed,
        /** Two keys that the target can't hold together. */
        Collision,
        /** The target can't hold it. */
        Unsupported,
        /** It is in an archived storage class. */
        Archived,
        /** It is at the target only. */
        Extra,
        /** It was copied and has gone at the source since; a pass is to delete it. */
        Gone,
        /** It had gone at the source and was deleted at the target. */
        Deleted,
        /** It changed at the source after the last pass and will be copied by the next. */
        Pending,
        /** It arrived, and something beside its bytes is not as it was. */
        Altered,
        /** It was missing or different, and has been written to the target anew. */
        Repaired,
        /** The source keeps versions of it that are not current, which nobody copies. */
        OldVersions
    }
}
