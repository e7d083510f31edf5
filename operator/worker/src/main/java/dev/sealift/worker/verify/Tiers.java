package dev.sealift.worker.verify;

import dev.sealift.api.BlobTier;
import dev.sealift.api.worker.Carriage;
import dev.sealift.worker.compare.Pair;
import dev.sealift.worker.objects.Item;
import java.util.Optional;

/**
 * Whether blobs stand in the tier that a copy gives them. One that doesn't is worth a remark and is no difference: a rule or a person may
 * have moved it since, and the object's class may have changed, which S3 shows neither by its version nor by its time.
 */
record Tiers(Carriage carriage) {

    /** What is to be said of a pair, for people; empty if it is as wished. */
    Optional<String> remark(Pair.Both pair) {
        return carriage.tier(pair.source().tier())
                .filter(wished -> !wished.name().equals(pair.target().tier()))
                .map(wished -> text(wished, pair.target()));
    }

    private static String text(BlobTier wished, Item target) {
        return "in the tier " + target.tier() + ", and transfer.tiers says " + wished
                + "; move it if that isn't meant, for a pass leaves what has arrived";
    }
}
