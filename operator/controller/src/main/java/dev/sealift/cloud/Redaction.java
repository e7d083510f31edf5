package dev.sealift.cloud;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes an SDK's text fit to be shown in a sentence: no secret, no request id that would make each telling of the same failure a
 * new one, one line without a full stop, bounded.
 */
public final class Redaction {

    /** What stands where a secret stood. */
    public static final String MASK = "***";

    private static final int LONGEST = 600;

    /** Names whose value is a secret, as query parameters, form fields, JSON members or parts of a connection string. */
    private static final Pattern SECRET_MEMBER = Pattern.compile(
            "(?i)([\"']?\\b(?:sig|signature|x-amz-signature|x-amz-security-token|x-amz-credential|sharedaccesskey|sharedaccesssignature"
                    + "|accountkey|client_secret|clientsecret|client_assertion|assertion|password|passwd|pwd|secretaccesskey"
                    + "|aws_secret_access_key|secret_access_key|sessiontoken|session_token|aws_session_token|webidentitytoken"
                    + "|access_token|refresh_token|id_token|api[-_]?key)\\b[\"']?\\s*[=:]\\s*)(\"[^\"]*\"|'[^']*'|[^\\s&,;\"'<>]+)");

    private static final Pattern XML_MEMBER = Pattern.compile(
            "(?i)(<(SecretAccessKey|SessionToken|AWSAccessKeyId|StringToSign|CanonicalRequest|StringToSignBytes|CanonicalRequestBytes"
                    + "|SignatureProvided)>).*?(</\\2>)",
            Pattern.DOTALL);

    /** A JSON Web Token, whole or cut off. */
    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{4,}(?:\\.[A-Za-z0-9_-]*){0,2}");

    private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic|sharedkey)\\s+[A-Za-z0-9+/=._~:-]{8,}");

    /** Up to the last sign of its kind: a password may hold some, and better too much is masked than too little. */
    private static final Pattern URL_PASSWORD = Pattern.compile("(://[^/\\s:@]*:)\\S+@");

    /** What differs from one telling to the next of the same failure. */
    private static final List<Pattern> NOISE = List.of(
            Pattern.compile("(?i)[\\s.,;]*\\b(trace|correlation) id: ?[-0-9a-f]{36}\\.?"),
            Pattern.compile("(?i)[\\s.,;]*\\btimestamp: ?\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\dZ?\\.?"),
            Pattern.compile("(?i)[\\s.,;]*\\brequest ?id: ?[-0-9a-z]+"),
            Pattern.compile("(?i)[\\s.,;]*\\btime: ?\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z"));

    private Redaction() {}

    /** The text without secrets. */
    public static String of(String text) {
        String shown = text;
        for (Pattern noise : NOISE) {
            shown = noise.matcher(shown).replaceAll("");
        }
        shown = XML_MEMBER.matcher(shown).replaceAll("$1" + Matcher.quoteReplacement(MASK) + "$3");
        shown = BEARER.matcher(shown).replaceAll("$1 " + Matcher.quoteReplacement(MASK));
        shown = SECRET_MEMBER.matcher(shown).replaceAll("$1" + Matcher.quoteReplacement(MASK));
        shown = TOKEN.matcher(shown).replaceAll(Matcher.quoteReplacement(MASK));
        shown = URL_PASSWORD.matcher(shown).replaceAll("$1" + Matcher.quoteReplacement(MASK) + "@");
        return shortened(shown.replaceAll("\\s+", " ").strip().replaceAll("[. ]+$", ""));
    }

    /** Cut after the masks are in, lest half a secret be left at the edge. */
    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
