package dev.sealift.worker.rediscompare;

import static dev.sealift.worker.redis.RedisCommand.bytes;

import dev.sealift.worker.redis.RedisCommand;
import dev.sealift.worker.redis.RedisType;
import dev.sealift.worker.redis.Refused;
import dev.sealift.worker.redis.Reply;
import dev.sealift.worker.redis.Word;
import dev.sealift.worker.work.Trouble;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Writes a value element by element beside the key, in the key's slot, and then puts it in the key's place, so that nobody ever sees half
 * of it. Nothing is left behind: whatever an earlier try wrote is removed first.
 */
final class Rewriting implements Parts {

    /** Why a value couldn't be written, where the target wouldn't have it. */
    static final String REJECTED = "TargetRejected";

    private static final int MOST_PIECES = 512;
    private static final int MOST_BYTES = 1 << 20;
    private static final String NAME = "sealift:rewriting:";

    private final Sides sides;
    private final byte[] key;
    private final RedisType type;
    private final byte[] beside;
    private final List<byte[]> waiting = new ArrayList<>();
    private long waitingBytes;

    Rewriting(Sides sides, byte[] key, RedisType type) {
        this.sides = sides;
        this.key = key;
        this.type = type;
        this.beside = beside(sides, key);
    }

    /** The first name that goes with the key: a hash tag would do for most keys, but none can hold a brace. */
    private static byte[] beside(Sides sides, byte[] key) {
        int wanted = sides.target().redis().group(key);
        long number = Arrays.hashCode(key);
        byte[] name = bytes(NAME + number);
        while (sides.target().redis().group(name) != wanted) {
            number++;
            name = bytes(NAME + number);
        }
        return name;
    }

    void run(long length) {
        Optional<Reading> found = Reading.of(key, type, length, this);
        if (found.isEmpty()) {
            return;
        }
        tell(RedisCommand.on(beside, Word.Unlink));
        try {
            Reading reading = found.get();
            while (!reading.isDone()) {
                reading.receive(sides.source().answers(reading.next()));
            }
            flush();
            replace();
        } finally {
            tell(RedisCommand.on(beside, Word.Unlink));
        }
    }

    private void replace() {
        long ttl = Reply.number(sides.source().answer(RedisCommand.on(key, Word.PTtl)));
        boolean written = Reply.number(sides.target().answer(RedisCommand.about(beside, Word.Exists, beside))) == 1;
        if (ttl == Look.ABSENT || !written) {
            return;
        }
        if (ttl >= 0) {
            tell(RedisCommand.on(beside, Word.PExpire, bytes(Math.max(1, ttl))));
        }
        tell(RedisCommand.on(beside, Word.Rename, key));
    }

    @Override
    public void part(byte[]... pieces) {
        switch (type) {
            case String -> tell(RedisCommand.on(beside, Word.Append, pieces));
            case List, Set, Hash -> hold(pieces);
            case SortedSet -> hold(pieces[1], pieces[0]);
            case Stream -> stream(pieces);
            case Other, None -> {}
        }
    }

    private void hold(byte[]... pieces) {
        waiting.addAll(List.of(pieces));
        for (byte[] piece : pieces) {
            waitingBytes += piece.length;
        }
        if (waiting.size() >= MOST_PIECES || waitingBytes >= MOST_BYTES) {
            flush();
        }
    }

    private void flush() {
        if (!waiting.isEmpty()) {
            tell(RedisCommand.on(beside, adding(), waiting.toArray(byte[][]::new)));
            waiting.clear();
            waitingBytes = 0;
        }
    }

    private Word adding() {
        return switch (type) {
            case List -> Word.RPush;
            case Set -> Word.SAdd;
            case Hash -> Word.HSet;
            case SortedSet -> Word.ZAdd;
            case String, Stream, Other, None -> throw new IllegalStateException("no elements are added to a " + type);
        };
    }

    private void stream(byte[]... pieces) {
        boolean entry = pieces[0].length > 0;
        if (entry) {
            tell(RedisCommand.on(beside, Word.XAdd, pieces));
        } else if (pieces.length == 2) {
            lastId(pieces[1]);
        } else {
            tell(RedisCommand.about(
                    beside, Word.XGroup, bytes("CREATE"), beside, pieces[1], pieces[2], bytes("MKSTREAM")));
        }
    }

    /** A stream may be empty and still have a last id; XSETID needs one that is there. */
    private void lastId(byte[] id) {
        if (Arrays.equals(id, bytes("0-0"))) {
            tell(RedisCommand.about(
                    beside, Word.XGroup, bytes("CREATE"), beside, bytes("sealift"), id, bytes("MKSTREAM")));
            tell(RedisCommand.about(beside, Word.XGroup, bytes("DESTROY"), beside, bytes("sealift")));
            return;
        }
        boolean empty = Reply.number(sides.target().answer(RedisCommand.on(beside, Word.XLen))) == 0;
        if (empty) {
            tell(RedisCommand.on(beside, Word.XAdd, id, bytes("f"), bytes("v")));
            tell(RedisCommand.on(beside, Word.XDel, id));
        } else {
            tell(RedisCommand.on(beside, Word.XSetId, id));
        }
    }

    private void tell(RedisCommand command) {
        if (sides.target().answer(command) instanceof Refused refused) {
            throw new Trouble(
                            REJECTED,
                            "the target refused " + command + " while a key was repaired: " + refused.said(),
                            false)
                    .asException();
        }
    }
}
