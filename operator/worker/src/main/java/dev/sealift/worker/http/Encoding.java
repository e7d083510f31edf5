package dev.sealift.worker.http;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Text in the form that it has in a URL: UTF-8, with everything in hex but letters, digits and {@code - . _ ~}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-2.3">RFC 3986, unreserved characters</a>
 */
public final class Encoding {

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private Encoding() {}

    /** A part of a URL; a slash in it is encoded like all else. */
    public static String of(String text) {
        return encoded(text, false);
    }

    /** A path, whose slashes stay. */
    public static String ofPath(String path) {
        return encoded(path, true);
    }

    private static String encoded(String text, boolean slashesStay) {
        byte[] bytes = text.getBytes(UTF_8);
        StringBuilder encoded = new StringBuilder(bytes.length + 16);
        for (byte b : bytes) {
            char c = (char) (b & 0xff);
            if (isUnreserved(c) || (slashesStay && c == '/')) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }
}
