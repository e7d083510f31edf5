package dev.sealift.testkit.redis;

/** A Redis answered with an error; the message is its own. */
public final class RedisRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Of that message. */
    public RedisRefusal(String message) {
        super(message);
    }
}
