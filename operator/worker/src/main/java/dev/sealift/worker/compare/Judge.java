package dev.sealift.worker.compare;

import dev.sealift.api.worker.Carriage;
import dev.sealift.worker.compare.Pair.Both;
import dev.sealift.worker.compare.Pair.SourceOnly;
import dev.sealift.worker.compare.Pair.TargetOnly;
import dev.sealift.worker.compare.Verdict.Archived;
import dev.sealift.worker.compare.Verdict.Aspect;
import dev.sealift.worker.compare.Verdict.Different;
import dev.sealift.worker.compare.Verdict.Equal;
import dev.sealift.worker.compare.Verdict.Extra;
import dev.sealift.worker.compare.Verdict.Marker;
import dev.sealift.worker.compare.Verdict.Missing;
import dev.sealift.worker.compare.Verdict.Pending;
import dev.sealift.worker.compare.Verdict.Unsupported;
import dev.sealift.worker.objects.BlobNaming;
import dev.sealift.worker.objects.Headers;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.NameVerdict;
import dev.sealift.worker.objects.Wished;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Judges one key by what both listings say of it, or both answers. Pure. */
public final class Judge {

    /** How far two clouds' clocks may be apart, with S3's whole seconds. */
    static final Duration SKEW = Duration.ofSeconds(2);

    private final Instant syncedThrough;
    private final BlobNaming naming;
    private final Carriage carriage;

    /**
     * A judge of one comparison.
     *
     * @param syncedThrough what changed at the source at or after it is pending; {@link Instant#MAX} to let nothing be
     * @param carriage what should have come along with the bytes
     */
    public Judge(Instant syncedThrough, BlobNaming naming, Carriage carriage) {
        this.syncedThrough = syncedThrough;
        this.naming = naming;
        this.carriage = carriage;
    }

    /** Whether tags are to be compared, where one side has some. */
    boolean looksAtTags() {
        return carriage.tags();
    }

    /** A difference in what stands beside bytes that are equal; empty if there is none. */
    Optional<Verdict> headers(Headers from, Headers to) {
        Wished wished = Wished.of(from, carriage.metadata());
        return wished.headers()
                .missingIn(to)
                .or(() -> wished.unwishedIn(from, to))
                .map(what -> new Different(Aspect.Headers, what + "; the bytes are equal"));
    }

    public Verdict judge(Pair pair) {
        return switch (pair) {
            case SourceOnly(Item source) -> unlessUncarried(source, absent(source));
            case Both(Item source, Item target) -> unlessUncarried(source, compared(source, target));
            case TargetOnly only -> new Extra();
        };
    }

    private Verdict unlessUncarried(Item source, Verdict otherwise) {
        return switch (naming.judge(source.key(), source.size())) {
            case NameVerdict.Carried carried -> otherwise;
            case NameVerdict.DirectoryMarker marker -> new Marker();
            case NameVerdict.Unsupported(String why) -> new Unsupported(why);
        };
    }

    private Verdict absent(Item source) {
        if (source.archived()) {
            return new Archived();
        }
        return changedSince(source) ? new Pending() : new Missing();
    }

    private Verdict compared(Item source, Item target) {
        if (changedSince(source)) {
            return new Pending();
        }
        if (source.size() != target.size()) {
            return new Different(
                    Aspect.Size, source.size() + " bytes at the source, " + target.size() + " at the target");
        }
        if (source.md5() != null && target.md5() != null && !source.md5().equals(target.md5())) {
            return new Different(
                    Aspect.Digest, "MD5 " + source.md5() + " at the source, " + target.md5() + " at the target");
        }
        if (source.lastModified().isAfter(target.lastModified().plus(SKEW))) {
            return new Different(
                    Aspect.Age,
                    "modified at the source at " + source.lastModified() + ", copied before that, at "
                            + target.lastModified());
        }
        return new Equal(source.md5() != null && target.md5() != null ? new Proof.Digest() : new Proof.Listing());
    }

    /** Whether the source's item may have been written after the target's, as far as two clouds' clocks can tell. */
    public static boolean mayBeNewer(Item source, Item target) {
        return !source.lastModified().isBefore(target.lastModified().minus(SKEW));
    }

    private boolean changedSince(Item source) {
        return !source.lastModified().isBefore(syncedThrough);
    }
}
