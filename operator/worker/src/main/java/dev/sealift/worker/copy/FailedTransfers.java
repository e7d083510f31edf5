package dev.sealift.worker.copy;

import dev.sealift.worker.azcopy.FailedTransfer;
import dev.sealift.worker.copy.Engine.Failed;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** AzCopy's failed transfers as failed items: by key rather than by URL, and with the cause that only its log tells. */
record FailedTransfers(String bucket, Path logFile) {

    List<Failed> explained(List<FailedTransfer> transfers) {
        Map<String, String> causes = FailureCauses.of(
                logFile, transfers.stream().map(FailedTransfer::source).collect(Collectors.toSet()));
        return transfers.stream()
                .map(transfer -> new Failed(key(transfer.source()), cause(transfer, causes)))
                .toList();
    }

    private static String cause(FailedTransfer transfer, Map<String, String> causes) {
        String cause = causes.get(transfer.source());
        if (cause != null) {
            return cause;
        }
        return transfer.httpStatus() == 0
                ? "AzCopy's log doesn't say why"
                : "HTTP status " + transfer.httpStatus() + "; AzCopy's log doesn't say more";
    }

    /** The key in an object's URL, whose path begins with the bucket. */
    private String key(String url) {
        String before = "/" + bucket + "/";
        int at = url.indexOf(before);
        return decoded(at < 0 ? url : url.substring(at + before.length()));
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path;
        }
    }
}
