package dev.sealift.worker.survey;

import dev.sealift.api.worker.ReportLine;
import dev.sealift.worker.objects.BlobNaming;
import dev.sealift.worker.objects.Collisions;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.NameVerdict.Carried;
import dev.sealift.worker.objects.NameVerdict.DirectoryMarker;
import dev.sealift.worker.objects.NameVerdict.Unsupported;
import dev.sealift.worker.work.Progress;
import dev.sealift.worker.work.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Counts the source as it is listed, and names what the target can't hold. */
final class Census implements Consumer<Item> {

    private static final int MOST_SAMPLES = 3;
    private static final int SAY_EVERY = 1000;

    private final BlobNaming naming;
    private final boolean hierarchicalNamespace;
    private final Report report;
    private final Progress progress;
    private final Collisions collisions = new Collisions();
    private final List<String> readable = new ArrayList<>();

    private long items;
    private long bytes;
    private long archived;
    private long archivedBytes;
    private long deepArchived;
    private long unsupported;
    private long markers;
    private long colliding;

    Census(BlobNaming naming, boolean hierarchicalNamespace, Report report, Progress progress) {
        this.naming = naming;
        this.hierarchicalNamespace = hierarchicalNamespace;
        this.report = report;
        this.progress = progress;
    }

    @Override
    public void accept(Item item) {
        items++;
        bytes += item.size();
        countArchived(item);
        countByName(item);
        if (items % SAY_EVERY == 0) {
            tell();
        }
    }

    private void countArchived(Item item) {
        if (item.archived()) {
            archived++;
            archivedBytes += item.size();
            deepArchived += "DEEP_ARCHIVE".equals(item.tier()) ? 1 : 0;
            report.add(
                    ReportLine.Kind.Archived,
                    item.key(),
                    "in an archived storage class; restore it at the source, or it can't be copied");
        } else if (readable.size() < MOST_SAMPLES && item.size() > 0) {
            readable.add(item.key());
        }
    }

    private void countByName(Item item) {
        switch (naming.judge(item.key(), item.size())) {
            case Carried carried -> countCollision(item);
            case DirectoryMarker marker -> {
                markers++;
                report.add(ReportLine.Kind.Unsupported, item.key(), MARKER);
            }
            case Unsupported(String why) -> {
                unsupported++;
                report.add(ReportLine.Kind.Unsupported, item.key(), why);
            }
        }
    }

    static final String MARKER = "an empty directory marker; Blob needs none and none is copied; nothing to do";

    private void countCollision(Item item) {
        if (hierarchicalNamespace) {
            collisions.next(item.key()).ifPresent(file -> {
                colliding++;
                report.add(
                        ReportLine.Kind.Collision,
                        item.key(),
                        "needs '" + file + "' to be a directory, and that is an object; an account with a hierarchical"
                                + " namespace can't hold both; rename one at the source");
            });
        }
    }

    void tell() {
        progress.reached(new Progress.Counts(items, 0, bytes, 0, 0));
    }

    Report report() {
        return report;
    }

    /** Some keys of objects that should be readable, to try. */
    List<String> readable() {
        return List.copyOf(readable);
    }

    long items() {
        return items;
    }

    long bytes() {
        return bytes;
    }

    long archived() {
        return archived;
    }

    long archivedBytes() {
        return archivedBytes;
    }

    long deepArchived() {
        return deepArchived;
    }

    long unsupported() {
        return unsupported;
    }

    long markers() {
        return markers;
    }

    long colliding() {
        return colliding;
    }
}
