package dev.sealift.worker.compare;

import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.KeyOrder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sorts any number of items in bounded memory: sorted runs go to files, and are merged as they are read. For listings whose
 * order isn't S3's, such as those of a hierarchical namespace, where {@code /} sorts before everything else.
 */
public final class SortedItems implements Consumer<Item>, AutoCloseable {

    private static final Comparator<Item> BY_KEY = Comparator.comparing(Item::key, KeyOrder.INSTANCE);
    private static final Item.Access[] ACCESSES = Item.Access.values();
    private static final int RUN = 50_000;

    private final Path directory;
    private final int run;
    private final List<Path> files = new ArrayList<>();
    private final List<RunReader> readers = new ArrayList<>();
    private List<Item> items = new ArrayList<>();

    /** @param directory where runs may be written */
    public SortedItems(Path directory) {
        this(directory, RUN);
    }

    SortedItems(Path directory, int run) {
        this.directory = directory;
        this.run = run;
    }

    @Override
    public void accept(Item item) {
        items.add(item);
        if (items.size() == run) {
            spill();
        }
    }

    private void spill() {
        items.sort(BY_KEY);
        try {
            Path file = Files.createTempFile(directory, "run", ".items");
            files.add(file);
            try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
                for (Item item : items) {
                    write(item, out);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't spill a listing to " + directory, e);
        }
        items = new ArrayList<>();
    }

    private static void write(Item item, DataOutputStream out) throws IOException {
        out.writeUTF(item.key());
        out.writeLong(item.size());
        out.writeLong(item.lastModified().getEpochSecond());
        out.writeInt(item.lastModified().getNano());
        out.writeByte(item.access().ordinal());
        out.writeBoolean(item.md5() != null);
        if (item.md5() != null) {
            out.write(HexFormat.of().parseHex(item.md5()));
        }
        out.writeBoolean(item.version() != null);
        if (item.version() != null) {
            out.writeUTF(item.version());
        }
        out.writeBoolean(item.tier() != null);
        if (item.tier() != null) {
            out.writeUTF(item.tier());
        }
    }

    /** All items, sorted. To be called once, after the last was accepted. */
    public Iterator<Item> sorted() {
        items.sort(BY_KEY);
        PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparing(Head::item, BY_KEY));
        push(items.iterator(), heads);
        for (Path file : files) {
            RunReader reader = new RunReader(file);
            readers.add(reader);
            push(reader, heads);
        }
        return new Merged(heads);
    }

    private record Head(Item item, Iterator<Item> rest) {}

    private static void push(Iterator<Item> from, PriorityQueue<Head> heads) {
        if (from.hasNext()) {
            heads.add(new Head(from.next(), from));
        }
    }

    private record Merged(PriorityQueue<Head> heads) implements Iterator<Item> {

        @Override
        public boolean hasNext() {
            return !heads.isEmpty();
        }

        @Override
        public Item next() {
            Head head = heads.poll();
            if (head == null) {
                throw new NoSuchElementException();
            }
            push(head.rest(), heads);
            return head.item();
        }
    }

    private static final class RunReader implements Iterator<Item>, AutoCloseable {

        private final DataInputStream in;
        private @Nullable Item next;

        RunReader(Path file) {
            try {
                in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            next = read();
        }

        private @Nullable Item read() {
            try {
                return read(in.readUTF());
            } catch (EOFException e) {
                return null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Item read(String key) throws IOException {
            long size = in.readLong();
            Instant modified = Instant.ofEpochSecond(in.readLong(), in.readInt());
            Item.Access access = ACCESSES[in.readByte()];
            @Nullable String md5 = in.readBoolean() ? HexFormat.of().formatHex(in.readNBytes(16)) : null;
            @Nullable String version = in.readBoolean() ? in.readUTF() : null;
            @Nullable String tier = in.readBoolean() ? in.readUTF() : null;
            return new Item(key, size, modified, md5, version, tier, access);
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public Item next() {
            Item item = next;
            if (item == null) {
                throw new NoSuchElementException();
            }
            next = read();
            return item;
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        readers.forEach(RunReader::close);
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
