package dev.sealift.worker.listing;

import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.KeyOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A service's listing of keys in memory, that takes its time for a page as a cloud does. */
final class ManyKeys implements Pages {

    private static final Instant TIME = Instant.parse("2026-11-21T12:00:00Z");

    private final List<String> sorted;
    private final int pageSize;
    private final Duration latency;
    private final AtomicInteger underWay = new AtomicInteger();
    final AtomicInteger requests = new AtomicInteger();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    boolean beginsAnywhere = true;

    ManyKeys(List<String> keys, int pageSize, Duration latency) {
        this.sorted = new ArrayList<>(keys);
        this.sorted.sort(KeyOrder.INSTANCE);
        this.pageSize = pageSize;
        this.latency = latency;
    }

    List<String> sorted() {
        return sorted;
    }

    @Override
    public Optional<Page> from(String key) {
        return begun(key, pageSize);
    }

    @Override
    public Optional<Page> probe(String key) {
        return begun(key, Math.ceilDiv(pageSize, 10));
    }

    private Optional<Page> begun(String key, int most) {
        int at = java.util.Collections.binarySearch(sorted, key, KeyOrder.INSTANCE);
        return beginsAnywhere || key.isEmpty() ? Optional.of(page(at >= 0 ? at : -at - 1, most)) : Optional.empty();
    }

    @Override
    public Page next(String token) {
        return page(Integer.parseInt(token), pageSize);
    }

    private Page page(int at, int most) {
        requests.incrementAndGet();
        mostAtOnce.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        LockSupport.parkNanos(latency.toNanos());
        int end = Math.min(at + most, sorted.size());
        List<Item> items = sorted.subList(at, end).stream().map(ManyKeys::item).toList();
        underWay.decrementAndGet();
        return new Page(items, end < sorted.size() ? Integer.toString(end) : null);
    }

    private static Item item(String key) {
        return new Item(key, 1, TIME, null, false);
    }
}
