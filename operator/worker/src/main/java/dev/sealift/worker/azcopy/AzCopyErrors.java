package dev.sealift.worker.azcopy;

import dev.sealift.worker.work.Trouble;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What AzCopy's fatal errors mean, by the words in them; there is nothing better. First match wins. The text is redacted
 * before it is kept.
 */
public final class AzCopyErrors {

    private record Row(List<String> words, String reason, String advice, boolean retryable) {

        boolean matches(String text) {
            return words.stream().allMatch(text::contains);
        }
    }

    private static final String SESSION_ENDED =
            "The AWS session ended during the copy; raise the role's maximum session duration.";

    private static final List<Row> TABLE = List.of(
            row("CredentialsRejected", SESSION_ENDED, true, "expiredtoken"),
            row("CredentialsRejected", SESSION_ENDED, true, "the provided token has expired"),
            row("CredentialsRejected", SESSION_ENDED, true, "the security token included in the request is expired"),
            row(
                    "CredentialsRejected",
                    "Check tenant, client and secret or federated credential of the Azure connection.",
                    false,
                    "auto-login"),
            row("CredentialsRejected", "Check the AWS connection's access key.", false, "access key id you provided"),
            row("CredentialsRejected", "Check the AWS connection's access key.", false, "invalidaccesskeyid"),
            row(
                    "CredentialsRejected",
                    "Check the AWS connection's secret key.",
                    false,
                    "request signature we calculated"),
            row("CredentialsRejected", "Check the AWS connection's secret key.", false, "signaturedoesnotmatch"),
            row(
                    "PermissionMissing",
                    "Grant s3:ListBucket on the bucket.",
                    false,
                    "cannot list objects",
                    "access denied"),
            row("SourceNotFound", "Check the bucket's name and region.", false, "specified bucket does not exist"),
            row("SourceNotFound", "Check the bucket's name and region.", false, "nosuchbucket"),
            row(
                    "TargetPermissionMissing",
                    "Assign Storage Blob Data Contributor on the container; it takes some minutes to be effective.",
                    true,
                    "authorizationpermissionmismatch"),
            row(
                    "TargetFirewalled",
                    "Allow the pod network in the account's network rules.",
                    false,
                    "authorizationfailure"),
            row("TargetNotFound", "Create the container.", false, "containernotfound"),
            row(
                    "StateVolumeFull",
                    "Give the migration a larger state volume; AzCopy keeps a plan of every object there.",
                    false,
                    "no space left"),
            row("SourceUnreachable", "Check the pod's way to S3.", true, "cannot list objects"),
            row("SourceUnreachable", "Check the pod's DNS.", true, "no such host"));

    private static Row row(String reason, String advice, boolean retryable, String... words) {
        return new Row(List.of(words), reason, advice, retryable);
    }

    /** What AzCopy says of a job that it can't go on with, rather than of what stands in its way. */
    private static final List<String> NOT_RESUMABLE = List.of(
            "hasn't been ordered completely", "does not exist", "no job with jobid", "not found", "error getting the");

    private AzCopyErrors() {}

    /** Whether {@code jobs resume} failed because of the job itself, so that only a new one can go on. */
    public static boolean notResumable(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("error resuming job") && NOT_RESUMABLE.stream().anyMatch(lower::contains);
    }

    public static Trouble trouble(String text) {
        return known(text)
                .orElseGet(() -> new Trouble(
                        "EngineFailed", "AzCopy failed: " + Redaction.of(text).strip(), true));
    }

    /** What the text means, if the table knows it. */
    public static Optional<Trouble> known(String text) {
        String said = Redaction.of(text).strip();
        String lower = said.toLowerCase(Locale.ROOT);
        return TABLE.stream()
                .filter(row -> row.matches(lower))
                .findFirst()
                .map(row -> new Trouble(row.reason(), row.advice() + " AzCopy said: " + said, row.retryable()));
    }
}
