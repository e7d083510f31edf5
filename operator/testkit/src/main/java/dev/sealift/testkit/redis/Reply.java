package dev.sealift.testkit.redis;

import java.util.List;

/** What a Redis answers, by the second version of its protocol. */
public sealed interface Reply {

    /** A string. */
    record Text(String octets) implements Reply {}

    /** An integer. */
    record Whole(long value) implements Reply {}

    /** A refusal, such as {@code ERR unknown command}. */
    record Failure(String message) implements Reply {}

    /** Nothing: a key that isn't there. */
    record Nil() implements Reply {}

    /** A list. */
    record Items(List<Reply> replies) implements Reply {}

    /** The string that this is; throws {@link RedisRefusal} if the Redis refused. */
    default String octets() {
        return switch (this) {
            case Text(String octets) -> octets;
            case Whole(long value) -> Long.toString(value);
            case Failure(String message) -> throw new RedisRefusal(message);
            case Nil _, Items _ -> throw new IllegalStateException("not a string: " + this);
        };
    }

    /** The integer that this is; throws {@link RedisRefusal} if the Redis refused. */
    default long number() {
        return switch (this) {
            case Whole(long value) -> value;
            case Text(String octets) -> Long.parseLong(octets);
            case Failure(String message) -> throw new RedisRefusal(message);
            case Nil _, Items _ -> throw new IllegalStateException("not a number: " + this);
        };
    }

    /** The list that this is, an empty one for nothing; throws {@link RedisRefusal} if the Redis refused. */
    default List<Reply> items() {
        return switch (this) {
            case Items(var replies) -> replies;
            case Nil _ -> List.of();
            case Failure(String message) -> throw new RedisRefusal(message);
            case Text _, Whole _ -> throw new IllegalStateException("not a list: " + this);
        };
    }

    /** The strings of the list that this is. */
    default List<String> strings() {
        return items().stream().map(Reply::octets).toList();
    }

    /** Itself; throws {@link RedisRefusal} if the Redis refused. */
    default Reply granted() {
        if (this instanceof Failure(String message)) {
            throw new RedisRefusal(message);
        }
        return this;
    }
}
