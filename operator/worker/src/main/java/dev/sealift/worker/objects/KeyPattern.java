package dev.sealift.worker.objects;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * One pattern over keys, as {@link dev.sealift.api.worker.KeyPatterns} describes it. Matching takes time in proportion to the
 * key, whatever the pattern; and what of a pattern is left after a prefix is a list of patterns again, so that an engine which
 * sees only the path below a folder can be given exactly the same choice, as expressions.
 */
public final class KeyPattern {

    private final List<Part> parts;
    private final int from;

    private KeyPattern(List<Part> parts, int from) {
        this.parts = parts;
        this.from = from;
    }

    /** What a pattern is made of. */
    private sealed interface Part {

        /** This character. */
        record Literal(int codePoint) implements Part {}

        /** One character but the slash. */
        record One() implements Part {}

        /** Any number of characters but the slash. */
        record Within() implements Part {}

        /** Anything. */
        record Rest() implements Part {}

        /** Any number of segments, each with its slash. Stands at the beginning of a segment, before {@link Segment}. */
        record Segments() implements Part {}

        /** The rest of a segment, with its slash, and then what {@link Segments} takes. */
        record Segment() implements Part {}
    }

    public static KeyPattern of(String pattern) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < pattern.length()) {
            if (pattern.startsWith("**/", at)) {
                parts.add(new Part.Segments());
                parts.add(new Part.Segment());
                at += 3;
            } else if (pattern.startsWith("**", at)) {
                parts.add(new Part.Rest());
                at += 2;
            } else {
                int c = pattern.codePointAt(at);
                parts.add(single(c));
                at += Character.charCount(c);
            }
        }
        return new KeyPattern(List.copyOf(parts), 0);
    }

    private static Part single(int c) {
        return switch (c) {
            case '*' -> new Part.Within();
            case '?' -> new Part.One();
            default -> new Part.Literal(c);
        };
    }

    public boolean matches(String key) {
        return reached(key).get(parts.size());
    }

    /** What a key may go on with that begins like this and matches. */
    List<KeyPattern> after(String beginning) {
        return reached(beginning).stream()
                .mapToObj(place -> new KeyPattern(parts, place))
                .toList();
    }

    /** The places between parts at which the pattern can stand when the text has been read. */
    private BitSet reached(String text) {
        BitSet places = new BitSet(parts.size() + 1);
        arrive(places, from);
        for (int i = 0; i < text.length() && !places.isEmpty(); ) {
            int c = text.codePointAt(i);
            places = next(places, c);
            i += Character.charCount(c);
        }
        return places;
    }

    private BitSet next(BitSet places, int c) {
        BitSet next = new BitSet(parts.size() + 1);
        for (int place = places.nextSetBit(0);
                place >= 0 && place < parts.size();
                place = places.nextSetBit(place + 1)) {
            read(place, c, next);
        }
        return next;
    }

    private void read(int place, int c, BitSet next) {
        boolean slash = c == '/';
        switch (parts.get(place)) {
            case Part.Literal(int wanted) when wanted == c -> arrive(next, place + 1);
            case Part.Literal _ -> {}
            case Part.One() when !slash -> arrive(next, place + 1);
            case Part.One() -> {}
            case Part.Within() when !slash -> arrive(next, place);
            case Part.Within() -> {}
            case Part.Rest() -> arrive(next, place);
            case Part.Segments() -> arrive(next, slash ? place : place + 1);
            case Part.Segment() -> arrive(next, slash ? place - 1 : place);
        }
    }

    /** At a place, and at those that need no character more. */
    private void arrive(BitSet places, int place) {
        places.set(place);
        if (place < parts.size()) {
            switch (parts.get(place)) {
                case Part.Within(), Part.Rest() -> arrive(places, place + 1);
                case Part.Segments() -> arrive(places, place + 2);
                case Part.Literal _, Part.One(), Part.Segment() -> {}
            }
        }
    }

    /** The same as an expression that Java and Go read alike, for the whole of a text. It holds no {@code ;}. */
    String expression() {
        StringBuilder text = new StringBuilder();
        for (int place = from; place < parts.size(); place++) {
            switch (parts.get(place)) {
                case Part.Literal(int c) -> text.append(quoted(c));
                case Part.One() -> text.append("[^/]");
                case Part.Within() -> text.append("[^/]*");
                case Part.Rest() -> text.append("(?s:.*)");
                case Part.Segments() -> {
                    text.append("(?:[^/]*/)*");
                    place++;
                }
                case Part.Segment() -> text.append("[^/]*/(?:[^/]*/)*");
            }
        }
        return text.toString();
    }

    /** A text that stands for itself, as an expression. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder();
        text.codePoints().mapToObj(KeyPattern::quoted).forEach(quoted::append);
        return quoted.toString();
    }

    private static String quoted(int c) {
        boolean plain = c >= 0x80 || c == '/' || Character.isLetterOrDigit(c);
        return plain ? Character.toString(c) : "\\x{%02x}".formatted(c);
    }
}
