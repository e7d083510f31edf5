package dev.sealift.worker.rediscompare;

import static dev.sealift.worker.redis.RedisCommand.bytes;

import dev.sealift.worker.redis.RedisCommand;
import dev.sealift.worker.redis.RedisType;
import dev.sealift.worker.redis.Refused;
import dev.sealift.worker.redis.Reply;
import dev.sealift.worker.redis.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads one value at one side, a bounded chunk at a time, so that values of any size pass through little memory. An element is read
 * whole: a server has no way to give a part of it.
 *
 * <p>A value that changes meanwhile may come out torn, and then its digest is nobody's.
 */
abstract sealed class Reading {

    /** Of a string. */
    static final int CHUNK_BYTES = 256 << 10;
    /** Of all else, to begin with. */
    static final int FIRST_ELEMENTS = 64;

    private static final int MOST_ELEMENTS = 4096;
    /** A collection so small is asked for whole, in one answer of one moment. */
    private static final int SMALL = 32;

    final byte[] key;
    final Parts parts;
    private boolean done;

    private Reading(byte[] key, Parts parts) {
        this.key = key;
        this.parts = parts;
    }

    /**
     * Of a value.
     *
     * @param length as it was last seen
     * @return empty if nobody but its module can read it
     */
    static Optional<Reading> of(byte[] key, RedisType type, long length, Parts parts) {
        return switch (type) {
            case String -> Optional.of(new OfString(key, parts));
            case List -> Optional.of(new ByRank(key, Word.LRange, parts));
            case SortedSet -> Optional.of(new ByRank(key, Word.ZRange, parts));
            case Set ->
                Optional.of(
                        length <= SMALL ? new Whole(key, Word.SMembers, parts) : new ByCursor(key, Word.SScan, parts));
            case Hash ->
                Optional.of(
                        length <= SMALL ? new Whole(key, Word.HGetAll, parts) : new ByCursor(key, Word.HScan, parts));
            case Stream -> Optional.of(new OfStream(key, parts));
            case Other, None -> Optional.empty();
        };
    }

    /** What to ask next. */
    abstract List<RedisCommand> next();

    /** Takes the answers to that; those that end it are followed by {@link #end()}. */
    abstract void take(List<@Nullable Object> replies);

    final boolean isDone() {
        return done;
    }

    final void end() {
        done = true;
    }

    /** Takes the answers, unless the key has become something else, which is the next look's business. */
    final void receive(List<@Nullable Object> replies) {
        if (replies.stream().anyMatch(Refused.class::isInstance)) {
            end();
        } else {
            take(replies);
        }
    }

    /** How many elements to ask for: as many as make an answer of a few hundred KiB, judged by the one before. */
    private static final class Portion {

        private int elements = FIRST_ELEMENTS;

        int elements() {
            return elements;
        }

        void came(long bytes) {
            elements = bytes > CHUNK_BYTES ? Math.max(1, elements / 4) : Math.min(MOST_ELEMENTS, elements * 2);
        }
    }

    private static final class OfString extends Reading {

        private long offset;

        OfString(byte[] key, Parts parts) {
            super(key, parts);
        }

        @Override
        List<RedisCommand> next() {
            return List.of(RedisCommand.on(key, Word.GetRange, bytes(offset), bytes(offset + CHUNK_BYTES - 1)));
        }

        @Override
        void take(List<@Nullable Object> replies) {
            byte[] chunk = Reply.bytes(replies.getFirst());
            if (chunk.length > 0 || offset == 0) {
                parts.part(chunk);
            }
            offset += chunk.length;
            if (chunk.length < CHUNK_BYTES) {
                end();
            }
        }
    }

    /** Lists, and sorted sets, whose order is the same everywhere: by score, and by bytes where scores are equal. */
    private static final class ByRank extends Reading {

        private final Word word;
        private final Portion portion = new Portion();
        private long from;

        ByRank(byte[] key, Word word, Parts parts) {
            super(key, parts);
            this.word = word;
        }

        @Override
        List<RedisCommand> next() {
            byte[] first = bytes(from);
            byte[] last = bytes(from + portion.elements() - 1);
            return List.of(
                    scored()
                            ? RedisCommand.on(key, word, first, last, bytes("WITHSCORES"))
                            : RedisCommand.on(key, word, first, last));
        }

        private boolean scored() {
            return word == Word.ZRange;
        }

        @Override
        void take(List<@Nullable Object> replies) {
            int asked = portion.elements();
            List<?> flat = Reply.list(replies.getFirst());
            int count = scored() ? flat.size() / 2 : flat.size();
            portion.came(give(flat, scored() ? 2 : 1, parts));
            from += count;
            if (count < asked) {
                end();
            }
        }
    }

    /** Small sets and hashes. */
    private static final class Whole extends Reading {

        private final Word word;

        Whole(byte[] key, Word word, Parts parts) {
            super(key, parts);
            this.word = word;
        }

        @Override
        List<RedisCommand> next() {
            return List.of(RedisCommand.on(key, word));
        }

        @Override
        void take(List<@Nullable Object> replies) {
            give(Reply.list(replies.getFirst()), word == Word.HGetAll ? 2 : 1, parts);
            end();
        }
    }

    /** Large sets and hashes. One that is being rehashed may give an element twice; then there are more than its length says. */
    private static final class ByCursor extends Reading {

        private final Word word;
        private final Portion portion = new Portion();
        private byte[] cursor = bytes("0");

        ByCursor(byte[] key, Word word, Parts parts) {
            super(key, parts);
            this.word = word;
        }

        @Override
        List<RedisCommand> next() {
            return List.of(RedisCommand.on(key, word, cursor, bytes("COUNT"), bytes(portion.elements())));
        }

        @Override
        void take(List<@Nullable Object> replies) {
            List<?> page = Reply.list(replies.getFirst());
            portion.came(give(Reply.list(page.get(1)), word == Word.HScan ? 2 : 1, parts));
            cursor = Reply.bytes(page.getFirst());
            if (Reply.number(page.getFirst()) == 0) {
                end();
            }
        }
    }

    /** Its entries, then its last id and how far each group has read. */
    private static final class OfStream extends Reading {

        private final Portion portion = new Portion();
        private byte[] from = bytes("-");
        private boolean entriesRead;

        OfStream(byte[] key, Parts parts) {
            super(key, parts);
        }

        @Override
        List<RedisCommand> next() {
            return entriesRead
                    ? List.of(
                            RedisCommand.about(key, Word.XInfo, bytes("STREAM"), key),
                            RedisCommand.about(key, Word.XInfo, bytes("GROUPS"), key))
                    : List.of(RedisCommand.on(
                            key, Word.XRange, from, bytes("+"), bytes("COUNT"), bytes(portion.elements())));
        }

        @Override
        void take(List<@Nullable Object> replies) {
            if (entriesRead) {
                parts.part(StreamState.MARK, named(Reply.list(replies.getFirst()), "last-generated-id"));
                groups(Reply.list(replies.get(1))).forEach((name, id) -> parts.part(StreamState.MARK, name, id));
                end();
            } else {
                entries(Reply.list(replies.getFirst()));
            }
        }

        private void entries(List<?> entries) {
            int asked = portion.elements();
            long size = 0;
            for (Object each : entries) {
                List<?> entry = Reply.list(each);
                List<byte[]> pieces = new ArrayList<>();
                pieces.add(Reply.bytes(entry.getFirst()));
                // Null where an entry was deleted and a group still has it pending.
                List<?> fields = entry.get(1) == null ? List.of() : Reply.list(entry.get(1));
                fields.forEach(field -> pieces.add(Reply.bytes(field)));
                size += pieces.stream().mapToLong(piece -> piece.length).sum();
                parts.part(pieces.toArray(byte[][]::new));
                from = StreamState.after(Reply.text(entry.getFirst()));
            }
            portion.came(size);
            entriesRead = entries.size() < asked;
        }

        private static Map<byte[], byte[]> groups(List<?> groups) {
            Map<byte[], byte[]> delivered = new TreeMap<>(Comparator.comparing(StreamState::sortable));
            for (Object each : groups) {
                List<?> group = Reply.list(each);
                delivered.put(named(group, "name"), named(group, "last-delivered-id"));
            }
            return delivered;
        }

        private static byte[] named(List<?> flat, String name) {
            for (int i = 0; i + 1 < flat.size(); i += 2) {
                if (Reply.text(flat.get(i)).equals(name)) {
                    return Reply.bytes(flat.get(i + 1));
                }
            }
            return bytes("");
        }
    }

    /** Gives a flat answer on, so many pieces a part; returns its bytes. */
    private static long give(List<?> flat, int pieces, Parts parts) {
        long size = 0;
        for (int i = 0; i + pieces <= flat.size(); i += pieces) {
            byte[][] part = new byte[pieces][];
            for (int piece = 0; piece < pieces; piece++) {
                part[piece] = Reply.bytes(flat.get(i + piece));
                size += part[piece].length;
            }
            parts.part(part);
        }
        return size;
    }
}
