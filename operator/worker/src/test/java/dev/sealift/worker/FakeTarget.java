package dev.sealift.worker;

import dev.sealift.worker.objects.Content;
import dev.sealift.worker.objects.Headers;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.Seen;
import dev.sealift.worker.objects.Target;
import dev.sealift.worker.work.Trouble;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A container in memory, that lists in the order in which it was filled. */
public final class FakeTarget implements Target {

    private final Collection<Item> items;
    private final Map<String, String> contents = new HashMap<>();
    private final Map<String, Headers> headers = new HashMap<>();
    private final Map<String, Map<String, String>> tags = new HashMap<>();
    public final Set<String> opened = ConcurrentHashMap.newKeySet();
    private final Map<String, Optional<Seen>> looks = new HashMap<>();
    public final AtomicInteger listings = new AtomicInteger();
    public @Nullable Trouble unreachable;

    public static FakeTarget of(Item... items) {
        return of(List.of(items));
    }

    public static FakeTarget of(Collection<Item> items) {
        return new FakeTarget(List.copyOf(items));
    }

    /** A container whose blobs come and go. */
    public static FakeTarget over(Collection<Item> items) {
        return new FakeTarget(items);
    }

    private FakeTarget(Collection<Item> items) {
        this.items = items;
    }

    public FakeTarget content(String key, String content) {
        contents.put(key, content);
        return this;
    }

    public FakeTarget headers(String key, Headers said) {
        headers.put(key, said);
        return this;
    }

    public FakeTarget tags(String key, Map<String, String> said) {
        tags.put(key, said);
        return this;
    }

    @Override
    public Map<String, String> tags(String key) {
        return tags.getOrDefault(key, Map.of());
    }

    public FakeTarget looks(String key, @Nullable Seen seen) {
        looks.put(key, Optional.ofNullable(seen));
        return this;
    }

    private void check() {
        if (unreachable != null) {
            throw unreachable.asException(new IllegalStateException());
        }
    }

    @Override
    public void list(Consumer<Item> each) {
        check();
        listings.incrementAndGet();
        items.forEach(each);
    }

    @Override
    public Optional<Seen> look(String key) {
        Optional<Seen> other = looks.get(key);
        if (other != null) {
            return other;
        }
        return items.stream()
                .filter(item -> item.key().equals(key))
                .findFirst()
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
    public boolean isEmpty() {
        check();
        return items.isEmpty();
    }

    @Override
    public void reach() {
        check();
    }

    @Override
    public String name() {
        return "https://shoporders.blob.core.windows.net/orders";
    }
}
