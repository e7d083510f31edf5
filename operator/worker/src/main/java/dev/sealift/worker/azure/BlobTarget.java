package dev.sealift.worker.azure;

import dev.sealift.api.worker.BlobLocation;
import dev.sealift.worker.azure.BlobPage.Listed;
import dev.sealift.worker.http.Answer;
import dev.sealift.worker.http.Query;
import dev.sealift.worker.http.TagSet;
import dev.sealift.worker.listing.Pages;
import dev.sealift.worker.listing.Pages.Page;
import dev.sealift.worker.listing.ParallelListing;
import dev.sealift.worker.objects.Content;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.KeyOrder;
import dev.sealift.worker.objects.KeyRange;
import dev.sealift.worker.objects.Seen;
import dev.sealift.worker.objects.Target;
import dev.sealift.worker.work.Retries;
import dev.sealift.worker.work.TroubleException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A container, or a part of it. */
public final class BlobTarget implements Target, AutoCloseable {

    /** Of the 5,000 that the service would give: pages are listed side by side, and all of them are held. */
    private static final int PAGE = 2000;

    /** To look whether there is anything. */
    private static final int PROBE = 200;

    private static final int CONNECTIONS = 64;

    private final BlobLocation location;
    private final String sourcePrefix;
    private final KeyRange range;
    private final Container container;
    private final Retries retries;

    private BlobTarget(
            BlobLocation location, String sourcePrefix, KeyRange range, Container container, Retries retries) {
        this.location = location;
        this.range = range;
        this.sourcePrefix = sourcePrefix;
        this.container = container;
        this.retries = retries;
    }

    /**
     * The part of a container to which a part of a bucket goes.
     *
     * @param sourcePrefix what every key of the source begins with; keys keep it at the target
     * @param range the only keys that a listing tells of
     */
    public static BlobTarget at(
            BlobLocation location, String sourcePrefix, KeyRange range, TargetIdentity identity, Retries retries) {
        return new BlobTarget(
                location, sourcePrefix, range, Container.at(location, identity.credential(), CONNECTIONS), retries);
    }

    @Override
    public void list(Consumer<Item> each) {
        new ParallelListing(new Listing(PAGE, PROBE), range.and(KeyRange.of(sourcePrefix))).into(each);
    }

    private final class Listing implements Pages {

        private final int page;
        private final int probe;

        Listing(int page, int probe) {
            this.page = page;
            this.probe = probe;
        }

        @Override
        public Optional<Page> from(String key) {
            return begun(key, page);
        }

        @Override
        public Optional<Page> probe(String key) {
            return begun(key, probe);
        }

        /** A hierarchical namespace sorts otherwise, so nothing begins at a key there; and an emulator may not know how. */
        private Optional<Page> begun(String key, int most) {
            if (location.hierarchicalNamespace() && !key.isEmpty()) {
                return Optional.empty();
            }
            Page page = page(key, null, most);
            boolean ignored = !page.items().isEmpty()
                    && KeyOrder.INSTANCE.compare(page.items().getFirst().key(), key) < 0;
            return ignored ? Optional.empty() : Optional.of(page);
        }

        /** A token holds the marker behind the key with which the listing began: both are sent again. */
        @Override
        public Page next(String token) {
            int marker = token.lastIndexOf('\n') + 1;
            return page(token.substring(0, marker - 1), token.substring(marker), page);
        }

        private Page page(String key, @Nullable String marker, int most) {
            BlobPage page = BlobTarget.this.page(query(most)
                    .and("startFrom", key.isEmpty() ? null : location.prefix() + key)
                    .and("marker", marker));
            return new Page(
                    page.blobs().stream().map(BlobTarget.this::item).toList(),
                    page.next() == null ? null : key + '\n' + page.next());
        }
    }

    private BlobPage page(Query query) {
        return asking(name(), () -> {
            try (Answer answer = container.send(() -> container.call("GET", query))) {
                return BlobPage.read(answer.body());
            }
        });
    }

    private Query query(int size) {
        // Only the metadata tells a hierarchical namespace's directories from empty files.
        return Query.of("comp", "list")
                .and("prefix", location.prefix() + sourcePrefix)
                .and("maxresults", Integer.toString(size))
                .and("include", location.hierarchicalNamespace() ? "metadata" : null);
    }

    private Item item(Listed blob) {
        return new Item(
                blob.name().substring(location.prefix().length()),
                blob.size(),
                blob.lastModified(),
                BlobHead.md5(blob.md5()),
                BlobHead.version(blob.etag()),
                blob.tier(),
                BlobHead.access(blob.tier()));
    }

    @Override
    public Optional<Seen> look(String key) {
        return asking(
                blob(key),
                () -> container
                        .find(() -> container.call("HEAD", location.prefix() + key))
                        .map(head -> {
                            try (head) {
                                return BlobHead.seen(head);
                            }
                        }));
    }

    @Override
    public Content open(String key) {
        return asking(blob(key), () -> {
            Answer answer = container.send(() -> container.call("GET", location.prefix() + key));
            return new Content(answer.body(), BlobHead.headers(answer), BlobHead.tagCount(answer));
        });
    }

    @Override
    public Map<String, String> tags(String key) {
        Query tags = Query.of("comp", "tags");
        return asking(blob(key), () -> {
            try (Answer answer = container.send(() -> container.call("GET", location.prefix() + key, tags))) {
                return TagSet.read(answer.body());
            }
        });
    }

    @Override
    public boolean isEmpty() {
        Listing listing = new Listing(1, 1);
        KeyRange keys = range.and(KeyRange.of(sourcePrefix));
        Optional<Page> begun = listing.from(keys.from());
        if (begun.isEmpty()) {
            return false;
        }
        Page page = begun.get();
        while (page.items().isEmpty() && page.next() != null) {
            page = listing.next(page.next());
        }
        return page.items().stream().noneMatch(item -> keys.endsBehind(item.key()));
    }

    @Override
    public void reach() {
        try {
            asking(name(), () -> {
                container.send(() -> container.call("GET", Query.NONE)).finish();
                return name();
            });
        } catch (TroubleException e) {
            if (!e.trouble().reason().equals("TargetNotFound")) {
                throw e;
            }
        }
    }

    @Override
    public String name() {
        return container.url();
    }

    private String blob(String key) {
        return name() + "/" + location.prefix() + key;
    }

    private <T> T asking(String item, Supplier<T> call) {
        return retries.ask(() -> {
            try {
                return call.get();
            } catch (RuntimeException e) {
                throw AzureErrors.troubled(e, item);
            }
        });
    }

    @Override
    public void close() {
        container.close();
    }
}
