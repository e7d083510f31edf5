package dev.sealift.testkit.shake;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.sealift.testkit.redis.RedisLink;
import dev.sealift.testkit.redis.Reply;
import dev.sealift.testkit.shake.ShakeFile.Advanced;
import dev.sealift.testkit.shake.ShakeFile.Behavior;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Writes to one node, many commands ahead of their answers. An answer that is an error ends the program. */
final class NodeWriter implements Writer {

    private static final int QUEUED = 1024;
    private static final String IN_THE_WAY = "BUSYKEY Target key name already exists.";

    /** As the status page shows it. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Status(String name, long unansweredBytes, long unansweredEntries) {}

    /** Sent, and not answered yet; those that only choose a database are not counted. */
    private record Sent(Entry entry, int bytes, boolean counts) {}

    private final String name;
    private final RedisLink link;
    private final boolean offReply;
    private final Behavior behavior;
    private final long mostBytes;
    private final Channel<Entry> entries = new Channel<>(QUEUED);
    private final Channel<Sent> unanswered;
    private final AtomicLong unansweredBytes = new AtomicLong();
    private final AtomicLong unansweredEntries = new AtomicLong();
    private final CountDownLatch done = new CountDownLatch(1);
    private int database;

    /** Connects. */
    NodeWriter(String address, Login login, boolean offReply, Advanced advanced) {
        this.name = "writer_" + address.replace(':', '_');
        this.link = login.open(address);
        this.offReply = offReply;
        this.behavior = advanced.rdbRestoreCommandBehavior();
        this.mostBytes = advanced.targetRedisClientMaxQuerybufLen();
        this.unanswered = new Channel<>(advanced.pipelineCountLimit());
    }

    void start(Threads threads) {
        if (offReply) {
            link.send(List.of("CLIENT", "REPLY", "OFF"));
        } else {
            threads.start(name + "-replies", this::receive);
        }
        threads.start(name, this::send);
    }

    @Override
    public void write(Entry entry) throws InterruptedException {
        entries.put(entry);
    }

    @Override
    public void close() throws InterruptedException {
        entries.close();
        done.await();
    }

    private void send() throws InterruptedException {
        for (Entry entry = entries.take(); entry != null; entry = entries.take()) {
            if (entry.database() != database) {
                database = entry.database();
                send(select(), false);
            }
            send(entry, true);
            if (entries.isEmpty()) {
                link.flush();
            }
        }
        link.flush();
        if (offReply) {
            done.countDown();
        } else {
            unanswered.close();
        }
    }

    private Entry select() {
        List<String> words = List.of("select", Integer.toString(database));
        return new Entry(database, words, new Command("SELECT", "CONNECTION", List.of()));
    }

    private void send(Entry entry, boolean counts) throws InterruptedException {
        if (!offReply) {
            int bytes = RedisLink.size(entry.words());
            awaitRoom(bytes);
            await(new Sent(entry, bytes, counts));
        }
        link.send(entry.words());
    }

    private void awaitRoom(int bytes) {
        while (unansweredBytes.get() > 0 && unansweredBytes.get() + bytes > mostBytes) {
            link.flush();
            LockSupport.parkNanos(1000);
        }
    }

    private void await(Sent sent) throws InterruptedException {
        if (sent.counts()) {
            unansweredBytes.addAndGet(sent.bytes());
            unansweredEntries.incrementAndGet();
        }
        if (!unanswered.offer(sent)) {
            link.flush();
            unanswered.put(sent);
        }
    }

    private void receive() throws InterruptedException {
        for (Sent sent = unanswered.take(); sent != null; sent = unanswered.take()) {
            check(sent.entry());
            if (sent.counts()) {
                unansweredBytes.addAndGet(-sent.bytes());
                unansweredEntries.decrementAndGet();
            }
        }
        done.countDown();
    }

    private void check(Entry entry) {
        switch (answer(entry)) {
            case Reply.Failure(String message) when message.equals(IN_THE_WAY) -> checkInTheWay(entry);
            case Reply.Failure(String message) -> throw failed(entry, message);
            case Reply.Text _, Reply.Whole _, Reply.Nil _, Reply.Items _ -> {}
        }
    }

    private Reply answer(Entry entry) {
        try {
            return link.receive();
        } catch (UncheckedIOException e) {
            throw failed(entry, Panic.reason(e));
        }
    }

    private void checkInTheWay(Entry entry) {
        if (behavior == Behavior.PANIC) {
            throw new Panic(
                    "[%s] redisStandaloneWriter received BUSYKEY reply. cmd=[%s]".formatted(name, entry.shown()));
        }
    }

    private Panic failed(Entry entry, String error) {
        return new Panic("[%s] receive reply failed. cmd=[%s], error=[%s]".formatted(name, entry.shown(), error));
    }

    @Override
    public Status status() {
        return new Status(name, unansweredBytes.get(), unansweredEntries.get());
    }

    @Override
    public boolean isConsistent() {
        return unansweredBytes.get() == 0 && unansweredEntries.get() == 0;
    }
}
