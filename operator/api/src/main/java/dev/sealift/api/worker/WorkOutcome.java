package dev.sealift.api.worker;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How work ended. It is also the pod's termination message, so its JSON stays under 4096 bytes: {@code worst} is cut to fit.
 *
 * @param succeeded whether the work was done; a comparison that found differences has succeeded as work
 * @param reason a PascalCase word, such as {@code TransferFailed}, {@code SourceUnreachable}, {@code CredentialsRejected}
 * @param message what happened, on which item, what to do
 * @param retryable whether the same order may succeed later without a person's help
 * @param facts numbers of the command, by the names in {@link Fact}
 * @param worst the first lines of the report
 * @param reportDigest {@code sha256:…} of the report's bytes; null if there is no report
 */
public record WorkOutcome(
        boolean succeeded,
        String reason,
        String message,
        boolean retryable,
        Map<String, String> facts,
        List<ReportLine> worst,
        @Nullable String reportDigest) {

    /** Names of {@link #facts()}. */
    public static final class Fact {
        /** Items that the source holds. */
        public static final String SOURCE_ITEMS = "sourceItems";
        /** Bytes that the source holds. */
        public static final String SOURCE_BYTES = "sourceBytes";
        /** Items that the target holds, under the order's prefix. */
        public static final String TARGET_ITEMS = "targetItems";
        /** What moved the bytes: {@code AzCopy} or {@code Stream}. */
        public static final String ENGINE = "engine";
        /** Items transferred by this run. */
        public static final String TRANSFERRED_ITEMS = "transferredItems";
        /** Bytes transferred by this run. */
        public static final String TRANSFERRED_BYTES = "transferredBytes";
        /** Items left out because the target has them already. */
        public static final String SKIPPED_ITEMS = "skippedItems";
        /** Items whose transfer failed. */
        public static final String FAILED_ITEMS = "failedItems";
        /** Items that the target can't hold. */
        public static final String UNSUPPORTED_ITEMS = "unsupportedItems";
        /** Empty keys that end in a slash, which a console drew as folders; nobody copies them and nobody misses them. */
        public static final String DIRECTORY_MARKERS = "directoryMarkers";
        /** Items that need another item to be a directory, on an account with a hierarchical namespace. */
        public static final String COLLIDING_ITEMS = "collidingItems";
        /** Items in an archived storage class, unreadable until restored. */
        public static final String ARCHIVED_ITEMS = "archivedItems";
        /** Their bytes. */
        public static final String ARCHIVED_BYTES = "archivedBytes";
        /** Those of them that are in DEEP_ARCHIVE. */
        public static final String DEEP_ARCHIVED_ITEMS = "deepArchivedItems";
        /** Archived items that the target lacks and the source is restoring. */
        public static final String RESTORING_ITEMS = "restoringItems";
        /** Their bytes. */
        public static final String RESTORING_BYTES = "restoringBytes";
        /** Items of which this run has begun the restoring. */
        public static final String RESTORES_ASKED = "restoresAsked";
        /** Versions at the source that are not current; absent if nobody asked for them, as the two below. */
        public static final String OLD_VERSIONS = "oldVersions";
        /** Their bytes. */
        public static final String OLD_VERSION_BYTES = "oldVersionBytes";
        /** Markers at the source that stand for deletions. */
        public static final String DELETE_MARKERS = "deleteMarkers";
        /** Items that are at the source and not at the target. */
        public static final String MISSING_ITEMS = "missingItems";
        /** Items that differ in size, time or digest. */
        public static final String DIFFERENT_ITEMS = "differentItems";
        /** Items that are at the target only. */
        public static final String EXTRA_ITEMS = "extraItems";
        /** Items that the migration has copied and that have gone at the source; those of a copy are still at the target. */
        public static final String GONE_ITEMS = "goneItems";
        /** Items at the target that are known to be the migration's own copies. */
        public static final String OWN_ITEMS = "ownItems";
        /** Items that were deleted at the target, for they have gone at the source. */
        public static final String DELETED_ITEMS = "deletedItems";
        /** Items changed at the source since {@link VerifyOrder#syncedThrough()}. */
        public static final String PENDING_ITEMS = "pendingItems";
        /** Items that were written to the target since the cutover and are not at the source. */
        public static final String WRITTEN_ITEMS = "writtenItems";
        /** Items that were written at both sides since the cutover. */
        public static final String CONFLICTING_ITEMS = "conflictingItems";
        /** Items whose digests were compared. */
        public static final String DIGESTS_COMPARED = "digestsCompared";
        /** Items that were read at both sides by this run and are equal. */
        public static final String READ_ITEMS = "readItems";
        /** The bytes of those, at one side. */
        public static final String READ_BYTES = "readBytes";
        /** Items that an earlier run has read and found equal, and that have changed at neither side since. */
        public static final String READ_BEFORE_ITEMS = "readBeforeItems";
        /** Items that are equal by both listings and of which no byte can be read, for one side has archived them. */
        public static final String UNREADABLE_ITEMS = "unreadableItems";
        /** Items that are equal and stand in another access tier than they were copied to. */
        public static final String OTHER_TIER_ITEMS = "otherTierItems";
        /** Items that were read, are equal and have other tags than they should. */
        public static final String OTHER_TAGS_ITEMS = "otherTagsItems";
        /** What the comparison proves, for people. */
        public static final String PROVEN = "proven";
        /** The URL of the evidence. */
        public static final String EVIDENCE = "evidence";
        /** {@code sha256:…} of what stands at {@link #EVIDENCE}. */
        public static final String EVIDENCE_DIGEST = "evidenceDigest";
        /** When the pod's source credentials expire, ISO-8601; absent if they don't. */
        public static final String SOURCE_CREDENTIALS_EXPIRE = "sourceCredentialsExpire";

        /** The access list of the target's directory before the copy changed it; absent if it was as wished. */
        public static final String ACL_BEFORE = "aclBefore";

        /** Shards that the work was divided into. */
        public static final String SHARDS = "shards";

        private Fact() {}
    }
}
