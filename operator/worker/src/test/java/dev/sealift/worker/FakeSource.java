package dev.sealift.worker;

import dev.sealift.worker.objects.Content;
import dev.sealift.worker.objects.Headers;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.KeyOrder;
import dev.sealift.worker.objects.OldVersion;
import dev.sealift.worker.objects.Seen;
import dev.sealift.worker.objects.Source;
import dev.sealift.worker.work.Trouble;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A bucket in memory. What a look finds may be set apart from what the listing says. */
public final class FakeSource implements Source {

    private final TreeMap<String, Item> items = new TreeMap<>(KeyOrder.INSTANCE);
    private final List<OldVersion> old = new ArrayList<>();
    private final Map<String, Optional<Seen>> looks = new HashMap<>();
    private final Map<String, String> contents = new HashMap<>();
    private final Map<String, Headers> headers = new HashMap<>();
    public final Set<String> opened = ConcurrentHashMap.newKeySet();
    private final Map<String, Trouble> unreadable = new HashMap<>();
    public final AtomicInteger looked = new AtomicInteger();
    private final Map<String, Map<String, String>> tags = new HashMap<>();
    /** What a question about tags meets. */
    public @Nullable Trouble untellable;

    public @Nullable Trouble listingFails;
    public @Nullable Instant credentialsExpire;

    public static FakeSource of(Item... items) {
        return of(List.of(items));
    }

    public static FakeSource of(Collection<Item> items) {
        FakeSource source = new FakeSource();
        items.forEach(item -> source.items.put(item.key(), item));
        return source;
    }

    public FakeSource headers(String key, Headers said) {
        headers.put(key, said);
        return this;
    }

    public FakeSource tags(String key, Map<String, String> said) {
        tags.put(key, said);
        return this;
    }

    @Override
    public Map<String, String> tags(String key) {
        if (untellable != null) {
            throw untellable.asException(new IllegalStateException());
        }
        return tags.getOrDefault(key, Map.of());
    }

    public FakeSource looks(String key, @Nullable Seen seen) {
        looks.put(key, Optional.ofNullable(seen));
        return this;
    }

    public FakeSource content(String key, String content) {
        contents.put(key, content);
        return this;
    }

    public FakeSource unreadable(String key, Trouble trouble) {
        unreadable.put(key, trouble);
        return this;
    }

    @Override
    public void list(Consumer<Item> each) {
        items.values().forEach(each);
        if (listingFails != null) {
            throw listingFails.asException(new IllegalStateException());
        }
    }

    public FakeSource old(OldVersion... versions) {
        old.addAll(List.of(versions));
        return this;
    }

    @Override
    public void listOld(Consumer<OldVersion> each) {
        old.forEach(each);
    }

    @Override
    public Optional<Seen> look(String key) {
        looked.incrementAndGet();
        Optional<Seen> other = looks.get(key);
        if (other != null) {
            return other;
        }
        return Optional.ofNullable(items.get(key))
                .map(item ->
                        new Seen(item.size(), item.lastModified(), item.md5(), item.version(), true, item.archived()));
    }

    @Override
    public Content open(String key) {
        opened.add(key);
        InputStream body =
                new ByteArrayInputStream(contents.getOrDefault(key, "").getBytes(StandardCharsets.UTF_8));
        return new Content(
                body,
                headers.getOrDefault(key, Headers.NONE),
                tags.getOrDefault(key, Map.of()).size());
    }

    @Override
    public void readFirstByte(String key) {
        Trouble trouble = unreadable.get(key);
        if (trouble != null) {
            throw trouble.asException(new IllegalStateException());
        }
    }

    @Override
    public Optional<Instant> credentialsExpire() {
        return Optional.ofNullable(credentialsExpire);
    }

    @Override
    public String name() {
        return "s3://orders";
    }
}
