package dev.sealift.worker.listing;

import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.KeyOrder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A service's listing, page by page, in {@link dev.sealift.worker.objects.KeyOrder}. Asked from many threads; every method
 * may throw a {@link dev.sealift.worker.work.TroubleException}.
 */
public interface Pages {

    /** The first page of what isn't before the key; empty if the service can't begin a listing there. */
    Optional<Page> from(String key);

    /** The same with less than a page, for who wants to know whether anything is there at all. */
    Optional<Page> probe(String key);

    /** The page that follows the one which ended with the token. */
    Page next(String token);

    /**
     * One page.
     *
     * @param items may be none although more follow
     * @param next null at the end
     */
    record Page(List<Item> items, @Nullable String next) {

        /** Without what comes before the key. */
        public Page from(String key) {
            return new Page(
                    items.stream()
                            .filter(item -> KeyOrder.INSTANCE.compare(key, item.key()) <= 0)
                            .toList(),
                    next);
        }
    }
}
