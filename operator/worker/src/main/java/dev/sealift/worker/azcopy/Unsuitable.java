package dev.sealift.worker.azcopy;

import dev.sealift.api.worker.CopyOrder;
import dev.sealift.api.worker.S3Location;
import java.util.Optional;

/** Orders that AzCopy can't carry out, said before anything is started. */
final class Unsuitable {

    private Unsuitable() {}

    static Optional<String> why(CopyOrder order) {
        return source(order.source()).or(() -> target(order));
    }

    /** AzCopy takes an S3 URL by its host only; any other host is refused. */
    private static Optional<String> source(S3Location source) {
        return source.publiclyNamed()
                ? Optional.empty()
                : Optional.of("AzCopy reads S3 by AWS's public endpoints only, such as"
                        + " https://s3.eu-central-1.amazonaws.com, and the connection names " + source.endpoint()
                        + ". Azure Storage itself fetches the objects, so the bucket must be reachable from the internet."
                        + " Set transfer.engine to Auto or Stream for private buckets and for other S3 services.");
    }

    private static Optional<String> target(CopyOrder order) {
        String root = AzCopyCommand.targetRoot(order);
        return root.isEmpty() || root.endsWith("/")
                ? Optional.empty()
                : Optional.of("AzCopy puts objects under a folder, so the target's prefix must end in '/': "
                        + order.target().prefix());
    }
}
