package dev.sealift.api.worker;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The order {@code copy}: one pass from bucket to container. Never deletes at either side.
 *
 * @param key the operation's key; state on the volume is kept under it
 * @param records where the migration's own records stand; see {@link RecordNames}
 * @param engine what moves the bytes
 * @param pass what the pass goes by
 * @param skipUnsupported whether keys that Blob can't hold are left out and reported, rather than failing the job
 * @param bandwidth how much may be used, by the hour
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
        Bandwidth bandwidth,
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
            Bandwidth bandwidth,
            String trustedSuffix,
            int reportLimit) {
        this.key = key;
        this.source = source;
        this.target = target;
        this.records = records;
        this.engine = Objects.requireNonNullElse(engine, Engine.AzCopy);
        this.pass = pass;
        this.skipUnsupported = skipUnsupported;
        this.bandwidth = bandwidth;
        this.trustedSuffix = trustedSuffix;
        this.reportLimit = reportLimit;
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
