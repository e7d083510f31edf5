package dev.sealift.api.worker;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The order {@code copy}: one pass from bucket to container. Deletes nothing at the source, ever, and at the target only by
 * {@link Deletes}.
 *
 * @param key the operation's key; state on the volume is kept under it
 * @param records where the migration's own records stand; see {@link RecordNames}
 * @param engine what moves the bytes
 * @param pass what the pass goes by
 * @param skipUnsupported whether keys that Blob can't hold are left out and reported, rather than failing the job
 * @param carriage what goes along with the bytes
 * @param restore how what is archived and missing is restored; null to leave it out
 * @param acl entries that the target's directory gets, for itself and for what is made inside, such as {@code user:<object id>:r-x};
 *     empty to leave it as it is
 * @param bandwidth how much may be used, by the hour
 * @param deletes what becomes of what has gone at the source
 * @param trustedSuffix the storage suffix that may receive a token, such as {@code core.windows.net}; AzCopy sends tokens to
 *     Microsoft's own suffixes only unless told
 * @param reportLimit the most report lines to keep
 */
public record CopyOrder(
        String key,
        S3Location source,
        BlobLocation target,
        BlobLocation records,
        Engine engine,
        Pass pass,
        boolean skipUnsupported,
        Carriage carriage,
        @Nullable Restoration restore,
        List<String> acl,
        Bandwidth bandwidth,
        Deletes deletes,
        String trustedSuffix,
        int reportLimit) {

    /** What moves the bytes. */
    public enum Engine {
        /** AzCopy, which has Azure Storage fetch from S3. */
        AzCopy,
        /** The worker itself, through its pod. */
        Stream
    }

    /** Fills what an operator of an earlier version doesn't say. */
    public CopyOrder(
            String key,
            S3Location source,
            BlobLocation target,
            BlobLocation records,
            @Nullable Engine engine,
            Pass pass,
            boolean skipUnsupported,
            @Nullable Carriage carriage,
            @Nullable Restoration restore,
            @Nullable List<String> acl,
            Bandwidth bandwidth,
            @Nullable Deletes deletes,
            String trustedSuffix,
            int reportLimit) {
        this.key = key;
        this.source = source;
        this.target = target;
        this.records = records;
        this.engine = Objects.requireNonNullElse(engine, Engine.AzCopy);
        this.pass = pass;
        this.skipUnsupported = skipUnsupported;
        this.carriage = Objects.requireNonNullElse(carriage, Carriage.PLAIN);
        this.restore = restore;
        this.acl = List.copyOf(Objects.requireNonNullElse(acl, List.of()));
        this.bandwidth = bandwidth;
        this.deletes = Objects.requireNonNullElse(deletes, Deletes.KEEP);
        this.trustedSuffix = trustedSuffix;
        this.reportLimit = reportLimit;
    }

    /**
     * What becomes of a blob whose object has gone at the source.
     *
     * @param limitPercent the most that a pass may delete, of what the migration has copied; at least one unless it is 0
     */
    public record Deletes(Mode mode, int limitPercent) {

        /** It stays. */
        public static final Deletes KEEP = new Deletes(Mode.Keep, 0);

        /** The most objects that a pass may delete of so many. */
        public long most(long copied) {
            return (copied * limitPercent + 99) / 100;
        }

        /** What is done. */
        public enum Mode {
            /** Nothing. */
            Keep,
            /** What is copied is kept account of, so that a later pass can delete. */
            Track,
            /** What has gone is deleted. */
            Delete
        }
    }

    /** What a pass goes by. */
    public enum Pass {
        /** All that the target lacks or has otherwise. */
        Whole,
        /** What the source has changed since the last pass listed it, by the index of that listing. */
        Changed,
        /** What the target lacks or has older, by listing both sides. For when something went missing that an index vouches for. */
        Repair
    }
}
