package dev.sealift.engine;

/** Texts of bounded length, for statuses and events. */
public final class Texts {

    private Texts() {}

    /** The text, or its beginning and an ellipsis, of at most so many characters. */
    public static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
