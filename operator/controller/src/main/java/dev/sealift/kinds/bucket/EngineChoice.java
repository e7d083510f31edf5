package dev.sealift.kinds.bucket;

import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.api.MigrationStatus.Severity;
import dev.sealift.api.bucket.ArchivedObjects;
import dev.sealift.api.bucket.BucketEngine;
import dev.sealift.api.bucket.BucketTransfer;
import dev.sealift.api.worker.CopyOrder.Engine;
import dev.sealift.api.worker.S3Location;
import dev.sealift.lifecycle.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which engine moves a bucket, and why. Pure.
 *
 * <p>With AzCopy it is Azure Storage that reads from S3: from addresses that nobody knows before, by requests that AzCopy has signed
 * with the keys that it was started with. That costs no bandwidth of the cluster's, and is taken where nothing is known against it:
 *
 * <ul>
 *   <li><b>The endpoint's name.</b> Anything but AWS's own public names stands for a way that only some networks have (an interface
 *       endpoint, {@code *.vpce.amazonaws.com}) or for another S3. To what addresses a name resolves in the cluster says nothing:
 *       with private DNS, AWS's public names lead the cluster to an interface endpoint, and Azure Storage all the same to S3.
 *   <li><b>The bucket's policy.</b> Where it looks at the caller's network, Azure's is hardly among those that it lets in.
 *   <li><b>The credentials.</b> Where they end before the copy would, Stream renews them and goes on; AzCopy has to be begun again,
 *       and can't while it still lists.
 *   <li><b>Wishes.</b> What is to come along with the bytes by rules is beyond AzCopy: it restores nothing, carries no tags, and metadata as it is, and knows one access tier for a whole job.
 *   <li><b>Archived objects.</b> AzCopy tries them like any other, and cancels its whole job at the first that it may not read.
 * </ul>
 *
 * @param why for people
 * @param against what is known against the engine; empty unless a person has chosen it
 */
record EngineChoice(Engine engine, String why, Optional<Objection> against) {

    static final String CHECK = "Engine";

    /** Fact of Preflight: the engine. */
    static final String ENGINE = "engine";

    /** Fact of Preflight: why it is this one. */
    static final String WHY = "engineWhy";

    /** What a copy can be counted on to move; less than most do, for too early a change to Stream costs little. */
    private static final long BYTES_PER_SECOND = 100L << 20;

    private static final long ITEMS_PER_SECOND = 200;

    /**
     * What stands against AzCopy.
     *
     * @param certain whether AzCopy would refuse, rather than probably fail
     */
    record Objection(String text, boolean certain) {}

    /**
     * What is known before the copy.
     *
     * @param beyondAzCopy the fields of the spec that AzCopy can't do
     * @param networkCondition what in the bucket's policy looks at the caller's network; empty if nothing does or it can't be read
     * @param credentialsExpire when the source's credentials end; empty if they don't
     */
    record Known(
            BucketEngine wish,
            S3Location source,
            List<String> beyondAzCopy,
            Optional<String> networkCondition,
            Optional<Instant> credentialsExpire,
            long items,
            long bytes,
            long archived,
            Instant now) {}

    /** The fields by which a person wishes for what AzCopy can't do. */
    static List<String> beyondAzCopy(BucketTransfer wish) {
        List<String> fields = new ArrayList<>();
        if (!wish.tiers().isEmpty()) {
            fields.add("transfer.tiers");
        }
        if (!wish.metadata().changesNothing()) {
            fields.add("transfer.metadata");
        }
        if (wish.carry().tags()) {
            fields.add("transfer.carry.tags");
        }
        if (wish.archivedObjects() == ArchivedObjects.Restore) {
            fields.add("transfer.archivedObjects: Restore");
        }
        return fields;
    }

    static EngineChoice of(Known known) {
        Optional<Objection> objection = objection(known);
        return switch (known.wish()) {
            case Stream -> new EngineChoice(Engine.Stream, "transfer.engine says so", Optional.empty());
            case AzCopy -> new EngineChoice(Engine.AzCopy, "transfer.engine says so", objection);
            case Auto ->
                objection
                        .map(found -> new EngineChoice(Engine.Stream, found.text(), Optional.empty()))
                        .orElseGet(() -> new EngineChoice(
                                Engine.AzCopy,
                                "nothing is known that would keep Azure Storage from reading the bucket",
                                Optional.empty()));
        };
    }

    private static Optional<Objection> objection(Known known) {
        return Stream.of(
                        wishes(known.beyondAzCopy()),
                        endpoint(known.source()),
                        archived(known),
                        policy(known),
                        credentials(known))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Objection> wishes(List<String> fields) {
        return fields.isEmpty()
                ? Optional.empty()
                : Optional.of(new Objection("AzCopy can't do what %s says".formatted(String.join(", ", fields)), true));
    }

    private static Optional<Objection> endpoint(S3Location source) {
        if (source.publiclyNamed()) {
            return Optional.empty();
        }
        String host = String.valueOf(
                source.endpoint() == null ? null : source.endpoint().getHost());
        String what = host.toLowerCase(Locale.ROOT).contains(".vpce.amazonaws.com")
                ? "is a VPC endpoint, which Azure Storage can't reach"
                : "is none of AWS's public names, and AzCopy reads from no other";
        return Optional.of(new Objection("the endpoint %s %s".formatted(host, what), true));
    }

    private static Optional<Objection> archived(Known known) {
        return known.archived() == 0
                ? Optional.empty()
                : Optional.of(new Objection(
                        "%d objects are archived, and AzCopy would cancel its job at the first of them"
                                .formatted(known.archived()),
                        true));
    }

    private static Optional<Objection> policy(Known known) {
        return known.networkCondition()
                .map(condition -> new Objection(
                        "the bucket's policy looks at the caller's network (%s), and Azure Storage's is its own"
                                .formatted(condition),
                        false));
    }

    private static Optional<Objection> credentials(Known known) {
        Duration needed = estimate(known.items(), known.bytes());
        return known.credentialsExpire()
                .map(expire -> Duration.between(known.now(), expire))
                .filter(left -> left.compareTo(needed) < 0)
                .map(left -> new Objection(
                        "the source's credentials end in %s and the copy may take %s"
                                .formatted(Times.coarse(left), Times.coarse(needed)),
                        false));
    }

    private static Duration estimate(long items, long bytes) {
        return Duration.ofSeconds(Math.max(bytes / BYTES_PER_SECOND, items / ITEMS_PER_SECOND));
    }

    Finding finding() {
        return against.map(this::doubtful)
                .orElseGet(
                        () -> new Finding(Severity.Info, CHECK, engine.name(), "%s: %s".formatted(engine, why), null));
    }

    private Finding doubtful(Objection objection) {
        return new Finding(
                objection.certain() ? Severity.Error : Severity.Warning,
                CHECK,
                engine.name(),
                "%s, but %s".formatted(why, objection.text()),
                "set transfer.engine to Auto or Stream");
    }
}
