package dev.sealift.testkit.faults;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What goes wrong because a test said so, and only that. */
public final class Faults {

    /** What happens to a request. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Refuse.class, name = "Refuse"),
        @JsonSubTypes.Type(value = Drop.class, name = "Drop"),
        @JsonSubTypes.Type(value = DropAfter.class, name = "DropAfter"),
        @JsonSubTypes.Type(value = Delay.class, name = "Delay"),
        @JsonSubTypes.Type(value = Say.class, name = "Say"),
        @JsonSubTypes.Type(value = Pretend.class, name = "Pretend"),
        @JsonSubTypes.Type(value = FailLater.class, name = "FailLater"),
        @JsonSubTypes.Type(value = Truncate.class, name = "Truncate"),
        @JsonSubTypes.Type(value = Flip.class, name = "Flip"),
        @JsonSubTypes.Type(value = Retag.class, name = "Retag"),
        @JsonSubTypes.Type(value = Shift.class, name = "Shift")
    })
    public sealed interface Effect {}

    /**
     * It is refused, in the form of the service that was asked.
     *
     * @param retryAfter sent as Retry-After, null for none
     */
    public record Refuse(
            int status,
            String code,
            String message,
            @Nullable Duration retryAfter) implements Effect {}

    /** The connection ends before the request was looked at. */
    public record Drop() implements Effect {}

    /** It is done, and the connection ends before the answer: the caller can't know. */
    public record DropAfter() implements Effect {}

    /** It is done, later. */
    public record Delay(Duration duration) implements Effect {}

    /** It isn't done, and this is answered: a lie. */
    public record Say(int status, JsonNode body) implements Effect {}

    /** It isn't done, and the answer says that it is, as the service that was asked would: a lie. */
    public record Pretend() implements Effect {}

    /** A creation is accepted and ends badly; what is no creation is done as ever. */
    public record FailLater(String code, String message) implements Effect {}

    /** It is done, and the answer is not as the service gave it. */
    public sealed interface Distortion extends Effect {}

    /** The connection ends after so many bytes of the body; a shorter one comes as it is. */
    public record Truncate(long bytes) implements Distortion {}

    /** A bit of the body is another one, in the byte at that place, counted from 0; a shorter body comes as it is. */
    public record Flip(long at) implements Distortion {}

    /** The answer has this ETag. */
    public record Retag(String etag) implements Distortion {}

    /** The service's clock is ahead by so much, or behind if negative: in {@code Date}, {@code Last-Modified} and listings. */
    public record Shift(Duration by) implements Distortion {}

    /**
     * When it happens.
     *
     * @param method a regular expression of the method, any if null
     * @param target a regular expression found in host, path and query, such as {@code management.+/storageAccounts/orders}
     * @param skip how many matching requests pass first
     * @param times how many then get it
     * @param oneOf one of so many matching requests gets it; all, if 1 or less
     * @param seed which one of them is drawn, each time anew, from this; the last, if null
     */
    public record Rule(
            @Nullable String method,
            String target,
            int skip,
            int times,
            int oneOf,
            @Nullable Long seed,
            Effect effect) {

        /** It happens to every matching request, until it has happened often enough. */
        public Rule(@Nullable String method, String target, int skip, int times, Effect effect) {
            this(method, target, skip, times, 1, null, effect);
        }

        /** The same, for every so many-th request. */
        public Rule every(int nth) {
            return new Rule(method, target, skip, times, nth, null, effect);
        }

        /** The same, for one of so many requests, drawn by chance. */
        public Rule oneOf(int many, long chance) {
            return new Rule(method, target, skip, times, many, chance, effect);
        }
    }

    /** A rule and what is left of it: it strikes so many times yet, after so many requests that pass. */
    public record Left(String target, int skip, int times) {}

    /** A rule with what is left of it. */
    private static final class Armed {
        private final Rule rule;
        private final Pattern target;
        private final Random random;
        private int skip;
        private int times;
        private int place;
        private int drawn;

        Armed(Rule rule) {
            this.rule = rule;
            this.target = Pattern.compile(rule.target());
            this.random = new Random(Optional.ofNullable(rule.seed()).orElse(0L));
            this.skip = rule.skip();
            this.times = rule.times();
        }

        boolean matches(String method, String asked) {
            return (rule.method() == null || method.matches(rule.method()))
                    && target.matcher(asked).find();
        }

        boolean strikes() {
            if (skip > 0) {
                skip--;
                return false;
            }
            if (!isDrawn()) {
                return false;
            }
            times--;
            return true;
        }

        private boolean isDrawn() {
            int many = Math.max(1, rule.oneOf());
            if (place == 0) {
                drawn = rule.seed() == null ? many - 1 : random.nextInt(many);
            }
            boolean is = place == drawn;
            place = (place + 1) % many;
            return is;
        }

        Left left() {
            return new Left(rule.target(), skip, times);
        }
    }

    private final List<Armed> armed = new ArrayList<>();

    /** Lets something go wrong. */
    public synchronized void add(Rule rule) {
        armed.add(new Armed(rule));
    }

    /** Lets nothing go wrong any more. */
    public synchronized void clear() {
        armed.clear();
    }

    /** Disarms the rules of that target, or all. */
    synchronized void clear(Optional<String> target) {
        armed.removeIf(it -> target.map(it.rule.target()::equals).orElse(true));
    }

    /** How often each rule still strikes, in the order in which they were added. */
    synchronized List<Left> left() {
        return armed.stream().map(Armed::left).toList();
    }

    /**
     * What happens to this request, by the first rule that strikes.
     *
     * @param target host, path and query
     */
    public synchronized Optional<Effect> strike(String method, String target) {
        Optional<Effect> effect = armed.stream()
                .filter(it -> it.matches(method, target))
                .filter(Armed::strikes)
                .findFirst()
                .map(it -> it.rule.effect());
        armed.removeIf(it -> it.times <= 0);
        return effect;
    }
}
