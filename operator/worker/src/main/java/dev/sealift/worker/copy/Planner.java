package dev.sealift.worker.copy;

import dev.sealift.api.worker.CopyOrder;
import dev.sealift.api.worker.CopyOrder.Deletes.Mode;
import dev.sealift.worker.azcopy.Selection;
import dev.sealift.worker.compare.Comparison;
import dev.sealift.worker.compare.Judge;
import dev.sealift.worker.compare.Pair;
import dev.sealift.worker.compare.Verdict;
import dev.sealift.worker.index.CorruptIndexException;
import dev.sealift.worker.index.Fingerprint;
import dev.sealift.worker.index.IndexReader;
import dev.sealift.worker.objects.BlobNaming;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.NameVerdict;
import dev.sealift.worker.objects.Source;
import dev.sealift.worker.objects.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what the engine's next run takes. */
final class Planner {

    private static final Logger log = LoggerFactory.getLogger(Planner.class);

    /** Of more copies the account is made by the next pass, which compares the sides. */
    private static final int MOST_LOOKED_AT = 20_000;

    private final CopyOrder order;
    private final Engine engine;
    private final Source source;
    private final Target target;
    private final SourceIndex index;
    private final OwnWork own;
    private final Restores restores;
    private final BlobNaming naming;
    private final Path directory;
    private @Nullable ByComparison attempt;

    /** @param directory where lists may be written */
    Planner(
            CopyOrder order,
            Engine engine,
            Source source,
            Target target,
            SourceIndex index,
            OwnWork own,
            Restores restores,
            Path directory) {
        this.order = order;
        this.engine = engine;
        this.source = source;
        this.target = target;
        this.index = index;
        this.own = own;
        this.restores = restores;
        this.naming = new BlobNaming(order.target().prefix(), order.target().hierarchicalNamespace());
        this.directory = directory;
    }

    /**
     * The next run.
     *
     * @param selection empty if there is nothing to copy
     * @param equal how many objects the target has already, of which the engine says nothing
     * @param last whether nothing is left when it is done
     */
    record Plan(Optional<Selection> selection, long equal, boolean last) {

        static Plan of(Selection selection, long equal, boolean last) {
            return new Plan(Optional.of(selection), equal, last);
        }
    }

    Plan plan() throws InterruptedException {
        return switch (order.pass()) {
            case Whole -> target.isEmpty() ? everything() : plan(compared(true));
            case Changed -> changed();
            case Repair -> plan(compared(false));
        };
    }

    /** An S3 that doesn't list what it has restored lists as archived what was copied after all, so it isn't in the index. */
    private boolean hasArrived(Item item) {
        return target.look(item.key())
                .map(blob -> judge().judge(new Pair.Both(item, blob.item(item.key()))))
                .filter(Verdict.Equal.class::isInstance)
                .isPresent();
    }

    private Judge judge() {
        return new Judge(Instant.MAX, naming, order.carriage());
    }

    /** What is archived is asked for before the rest is copied: it takes hours, and so may the rest. */
    private Plan everything() throws InterruptedException {
        if (restores.areWished()) {
            restores.begin();
            source.list(item -> {
                if (item.archived() && isCarried(item)) {
                    // What turns out to be readable is left to the next pass, like what will be.
                    restores.wanted(item, readable -> {});
                }
            });
            restores.settle();
        }
        return Plan.of(new Selection.Everything(), 0, true);
    }

    private boolean isCarried(Item item) {
        return naming.judge(item.key(), item.size()) instanceof NameVerdict.Carried;
    }

    private Plan changed() throws InterruptedException {
        Optional<IndexReader> former = index.former();
        Optional<Delta> changes = former.isPresent() ? changedSince(former.get()) : Optional.empty();
        return changes.isPresent() ? plan(changes.get()) : plan(compared(false));
    }

    private boolean keepsAccount() {
        return order.deletes().mode() != Mode.Keep;
    }

    private Account account() {
        return keepsAccount() ? own.begin() : Account.NONE;
    }

    /** What has come or changed since the index was written; empty if it turns out to be no index to go by. */
    private Optional<Delta> changedSince(IndexReader former) throws InterruptedException {
        Delta delta = new Delta(engine);
        restores.begin();
        try (former;
                Account account = account();
                SourceIndex.Listing listing = index.begin()) {
            if (account.isFirst()) {
                return Optional.empty();
            }
            source.list(item -> account.listed(item, sort(item, former, listing, delta)));
            former.exhaust();
            account.listedAll();
            restores.settle();
            listing.stage();
            account.stage();
            return Optional.of(delta);
        } catch (CorruptIndexException e) {
            log.warn("{}; the sides are compared instead", e.getMessage());
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What can't be carried now isn't in the index, so that it is looked at again each time. What could be, and has been archived
     * since, stays in it.
     *
     * @return whether it is left as it is
     */
    private boolean sort(Item item, IndexReader former, SourceIndex.Listing listing, Delta delta) {
        if (!isCarried(item)) {
            return true;
        }
        OptionalLong before = former.at(item.key());
        boolean same = before.isPresent() && before.equals(Fingerprint.of(item));
        if (item.archived() && !same) {
            restores.wanted(item, delta::missing, this::hasArrived);
            return true;
        }
        listing.add(item);
        if (same) {
            delta.equal();
        } else {
            delta.stale(item);
        }
        return same;
    }

    /** @param all as in {@link ByComparison} */
    private Delta compared(boolean all) throws InterruptedException {
        Comparison comparison =
                new Comparison(source, target, judge(), order.target().hierarchicalNamespace(), directory);
        try {
            ByComparison found = comparison.into(() -> fresh(all));
            restores.settle();
            found.listing().stage();
            found.account().stage();
            return found.delta();
        } catch (CorruptIndexException e) {
            log.warn("the account of what was copied: {}; it is begun anew", e.getMessage());
            own.forget();
            return compared(all);
        } finally {
            discard();
        }
    }

    private ByComparison fresh(boolean all) {
        discard();
        restores.begin();
        ByComparison made = new ByComparison(new Delta(engine), index.begin(), account(), restores, all);
        attempt = made;
        return made;
    }

    private void discard() {
        if (attempt != null) {
            attempt.close();
            attempt = null;
        }
    }

    private Plan plan(Delta delta) {
        log.atInfo()
                .addKeyValue("missing", delta.missing())
                .addKeyValue("stale", delta.stale())
                .addKeyValue("equal", delta.equalItems())
                .log("what there is to copy");
        if (delta.isEmpty()) {
            takes(List.of());
            return new Plan(Optional.empty(), delta.equalItems(), true);
        }
        Optional<List<String>> list = delta.list();
        if (list.isPresent()) {
            takes(delta.keys());
            return Plan.of(new Selection.Listed(written(list.get())), delta.equalItems(), true);
        }
        return inBulk(delta);
    }

    private void takes(List<String> keys) {
        if (keepsAccount() && keys.size() <= MOST_LOOKED_AT) {
            own.takes(keys);
        }
    }

    /** What is absent first; what is stale is planned after that, and is then mostly short enough for a list. */
    private static Plan inBulk(Delta delta) {
        Instant oldest = delta.oldestStale();
        return delta.missing() > 0 || oldest == null
                ? Plan.of(new Selection.Absent(), 0, delta.stale() == 0)
                : Plan.of(new Selection.ChangedSince(oldest), delta.equalItems(), true);
    }

    private Path written(List<String> lines) {
        try {
            return Files.write(directory.resolve("list.txt"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write to the state volume", e);
        }
    }
}
