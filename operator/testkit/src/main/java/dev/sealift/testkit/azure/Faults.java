package dev.sealift.testkit.azure;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        @JsonSubTypes.Type(value = FailLater.class, name = "FailLater")
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

    /** It isn't done, and the answer says that the resource asked for is there, Succeeded: a lie. */
    public record Pretend() implements Effect {}

    /** A creation is accepted and ends badly; what is no creation is done as ever. */
    public record FailLater(String code, String message) implements Effect {}

    /**
     * When it happens.
     *
     * @param method a regular expression of the method, any if null
     * @param target a regular expression found in host, path and query, such as {@code management.+/storageAccounts/orders}
     * @param skip how many matching requests pass first
     * @param times how many then get it
     */
    public record Rule(@Nullable String method, String target, int skip, int times, Effect effect) {}

    /** A rule with what is left of it. */
    private static final class Armed {
        private final Rule rule;
        private int skip;
        private int times;

        Armed(Rule rule) {
            this.rule = rule;
            this.skip = rule.skip();
            this.times = rule.times();
        }

        boolean matches(Request request) {
            String method = rule.method();
            String target = request.host() + request.rawPath() + "?" + request.rawQuery();
            return (method == null || request.method().matches(method))
                    && Pattern.compile(rule.target()).matcher(target).find();
        }

        boolean strikes() {
            if (skip > 0) {
                skip--;
                return false;
            }
            times--;
            return true;
        }
    }

    private final List<Armed> armed = new ArrayList<>();

    Faults() {}

    synchronized void add(Rule rule) {
        armed.add(new Armed(rule));
    }

    synchronized void clear() {
        armed.clear();
    }

    /** Disarms the rules of that target, or all. */
    synchronized void clear(Optional<String> target) {
        armed.removeIf(it -> target.map(it.rule.target()::equals).orElse(true));
    }

    /** How often each rule still strikes, in the order in which they were added. */
    synchronized List<Map<String, Object>> left() {
        return armed.stream()
                .map(it -> Map.<String, Object>of("target", it.rule.target(), "skip", it.skip, "times", it.times))
                .toList();
    }

    /** What happens to this request, by the first rule that strikes. */
    synchronized Optional<Effect> strike(Request request) {
        Optional<Effect> effect = armed.stream()
                .filter(it -> it.matches(request))
                .filter(Armed::strikes)
                .findFirst()
                .map(it -> it.rule.effect());
        armed.removeIf(it -> it.times <= 0 && it.skip <= 0);
        return effect;
    }
}
