package dev.sealift.worker.survey;

import dev.sealift.api.worker.ReportLine;
import dev.sealift.worker.objects.OldVersion;
import dev.sealift.worker.work.Report;
import java.util.function.Consumer;

/** Counts what a bucket keeps behind its current objects, as that is listed, key by key; none of it is copied. */
final class History implements Consumer<OldVersion> {

    private final Report report;

    private long versions;
    private long bytes;
    private long markers;

    private OfKey current = OfKey.NONE;

    History(Report report) {
        this.report = report;
    }

    /** What one key has. */
    private record OfKey(String key, long versions, long bytes, long markers) {

        static final OfKey NONE = new OfKey("", 0, 0, 0);

        OfKey with(OldVersion old) {
            return new OfKey(
                    key,
                    versions + (old.deleteMarker() ? 0 : 1),
                    bytes + old.size(),
                    markers + (old.deleteMarker() ? 1 : 0));
        }

        boolean isEmpty() {
            return versions + markers == 0;
        }

        String text() {
            return versions + " noncurrent versions of " + bytes + " bytes and " + markers
                    + " delete markers; none is copied; copy what is needed of them by hand";
        }
    }

    @Override
    public void accept(OldVersion old) {
        versions += old.deleteMarker() ? 0 : 1;
        bytes += old.size();
        markers += old.deleteMarker() ? 1 : 0;
        if (!old.key().equals(current.key())) {
            end();
            current = new OfKey(old.key(), 0, 0, 0);
        }
        current = current.with(old);
    }

    /** The listing has come to its end. */
    void end() {
        if (!current.isEmpty()) {
            report.add(ReportLine.Kind.OldVersions, current.key(), current.text());
        }
    }

    Report report() {
        return report;
    }

    long versions() {
        return versions;
    }

    long bytes() {
        return bytes;
    }

    long markers() {
        return markers;
    }
}
