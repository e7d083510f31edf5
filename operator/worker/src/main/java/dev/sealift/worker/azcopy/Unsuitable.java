package dev.sealift.worker.azcopy;

import dev.sealift.api.worker.CopyOrder;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Orders that AzCopy can't carry out, said before anything is started. */
final class Unsuitable {

    /**
     * AzCopy takes an S3 URL by its host only, and then a bucket in front of {@code s3.}; an interface endpoint's name has
     * something else there, and any other host is refused.
     */
    private static final Pattern S3_HOST =
            Pattern.compile("s3(\\.dualstack)?[.-][a-z0-9-]+\\.amazonaws\\.com(\\.cn)?", Pattern.CASE_INSENSITIVE);

    private Unsuitable() {}

    static Optional<String> why(CopyOrder order) {
        return source(order.source().endpoint()).or(() -> target(order));
    }

    private static Optional<String> source(@org.jspecify.annotations.Nullable URI endpoint) {
        if (endpoint == null) {
            return Optional.empty();
        }
        boolean fits = "https".equalsIgnoreCase(endpoint.getScheme())
                && endpoint.getPort() == -1
                && endpoint.getHost() != null
                && S3_HOST.matcher(endpoint.getHost()).matches();
        return fits
                ? Optional.empty()
                : Optional.of("AzCopy reads S3 by AWS's public endpoints only, such as"
                        + " https://s3.eu-central-1.amazonaws.com, and the connection names " + endpoint
                        + ". Azure Storage itself fetches the objects, so the bucket must be reachable from the internet."
                        + " Use another engine for private buckets and for other S3 services.");
    }

    private static Optional<String> target(CopyOrder order) {
        String root = AzCopyCommand.targetRoot(order);
        return root.isEmpty() || root.endsWith("/")
                ? Optional.empty()
                : Optional.of("AzCopy puts objects under a folder, so the target's prefix must end in '/': "
                        + order.target().prefix());
    }
}
