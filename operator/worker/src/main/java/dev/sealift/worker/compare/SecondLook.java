package dev.sealift.worker.compare;

import dev.sealift.worker.compare.Verdict.Aspect;
import dev.sealift.worker.compare.Verdict.Different;
import dev.sealift.worker.compare.Verdict.Equal;
import dev.sealift.worker.compare.Verdict.Extra;
import dev.sealift.worker.objects.Seen;
import dev.sealift.worker.objects.Source;
import dev.sealift.worker.objects.Target;
import dev.sealift.worker.work.Throttle;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Looks at a suspect on both sides once more, so that what changed during the listing, or what only an encrypted object's
 * ETag made look different, is no false alarm.
 */
final class SecondLook {

    private static final long LARGEST_READ = 64L << 20;

    /** Where a key encrypts, no ETag is a digest; then so much is read to see, and the rest is taken by size and time. */
    private static final long MOST_READ = 4L << 30;

    private final Judge judge;
    private final Source source;
    private final Target target;
    private final Contents contents;
    private final AtomicLong read = new AtomicLong();

    SecondLook(Judge judge, Source source, Target target) {
        this.judge = judge;
        this.source = source;
        this.target = target;
        this.contents = new Contents(judge, source, target, Throttle.of(() -> 0));
    }

    /** The final verdict; empty if neither side has the key any more. */
    Optional<Verdict> at(String key) {
        Optional<Seen> s = source.look(key);
        Optional<Seen> t = target.look(key);
        if (s.isEmpty()) {
            return t.map(blob -> new Extra());
        }
        if (t.isEmpty()) {
            return Optional.of(judge.judge(new Pair.SourceOnly(s.get().item(key))));
        }
        Verdict verdict = judge.judge(new Pair.Both(s.get().item(key), t.get().item(key)));
        return Optional.of(unlessOnlyEncrypted(key, verdict, s.get(), t.get()));
    }

    private Verdict unlessOnlyEncrypted(String key, Verdict verdict, Seen s, Seen t) {
        boolean doubtful = verdict instanceof Different(Aspect aspect, String detail)
                && aspect == Aspect.Digest
                && !(s.md5Trusted() && t.md5Trusted());
        return doubtful ? byOtherMeans(key, s, t) : verdict;
    }

    private Verdict byOtherMeans(String key, Seen s, Seen t) {
        Verdict withoutDigests =
                judge.judge(new Pair.Both(undigested(s).item(key), undigested(t).item(key)));
        if (!(withoutDigests instanceof Equal)) {
            return withoutDigests;
        }
        if (s.archived() || t.archived()) {
            return withoutDigests;
        }
        if (s.size() > LARGEST_READ) {
            return new Different(
                    Aspect.Digest,
                    "the digests differ, but the object is encrypted with a key of yours, so that S3's ETag is no digest;"
                            + " sizes are equal; compare the content by hand");
        }
        return read.addAndGet(s.size()) > MOST_READ ? withoutDigests : contents.compared(key);
    }

    private static Seen undigested(Seen seen) {
        return new Seen(seen.size(), seen.lastModified(), null, seen.version(), false, seen.archived());
    }
}
