package dev.sealift.worker.azcopy;

import java.util.regex.Pattern;

/** Takes secrets out of text that AzCopy, or a server behind it, has written. */
public final class Redaction {

    private static final Pattern SECRET = Pattern.compile(
            "(?i)((?:\\bsig|X-Amz-Signature|X-Amz-Credential|X-Amz-Security-Token|SharedAccessKey|SharedAccessSignature"
                    + "|AccountKey|AWSAccessKeyId|Signature|password|client_secret|client_assertion)"
                    + "(?:=|%3D))[^&\\s\"';,<>\\\\]*"
                    + "|(\\b(?:Bearer|Basic)\\s+)[A-Za-z0-9._~+/=-]{8,}");

    private Redaction() {}

    public static String of(String text) {
        return SECRET.matcher(text).replaceAll(match -> {
            String kept = match.group(1) == null ? match.group(2) : match.group(1);
            return java.util.regex.Matcher.quoteReplacement(kept + "REDACTED");
        });
    }
}
