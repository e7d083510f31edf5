package dev.sealift.worker.compare;

import dev.sealift.worker.compare.OutOfOrderException.Side;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.Source;
import dev.sealift.worker.objects.Target;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists both sides at the same time and judges every key. S3 sorts its listings and Blob Storage does, except with a
 * hierarchical namespace; a side that turns out not to be sorted is sorted here, and the comparison begins again.
 */
public final class Comparison {

    private static final Logger log = LoggerFactory.getLogger(Comparison.class);

    private final Source source;
    private final Target target;
    private final Judge judge;
    private final Path scratch;
    private final Set<Side> unsorted = EnumSet.noneOf(Side.class);

    /**
     * @param hierarchicalNamespace whether the target is known to sort otherwise
     * @param scratch where a listing may be sorted
     */
    public Comparison(Source source, Target target, Judge judge, boolean hierarchicalNamespace, Path scratch) {
        this.source = source;
        this.target = target;
        this.judge = judge;
        this.scratch = scratch;
        if (hierarchicalNamespace) {
            unsorted.add(Side.Target);
        }
    }

    /**
     * Compares everything.
     *
     * @param fresh makes findings for one attempt; those of the attempt that came through are returned
     */
    public <F extends Findings> F into(Supplier<F> fresh) throws InterruptedException {
        while (true) {
            F findings = fresh.get();
            try {
                compare(findings);
                return findings;
            } catch (OutOfOrderException e) {
                if (!unsorted.add(e.side())) {
                    throw e;
                }
                log.info("a listing isn't sorted ({}); it is sorted here", e.getMessage());
            } catch (CancelledException e) {
                throw new InterruptedException();
            }
        }
    }

    private void compare(Findings findings) throws InterruptedException {
        try (Feed sources = feed("list-source", source::list, unsorted.contains(Side.Source));
                Feed targets = feed("list-target", target::list, unsorted.contains(Side.Target))) {
            compare(sources, targets, findings);
        }
    }

    private Feed feed(String name, Consumer<Consumer<Item>> listing, boolean sort) {
        return new Feed(name, sort ? sorted(listing) : listing);
    }

    private Consumer<Consumer<Item>> sorted(Consumer<Consumer<Item>> listing) {
        return each -> {
            try (SortedItems items = new SortedItems(scratch)) {
                listing.accept(items);
                items.sorted().forEachRemaining(each);
            }
        };
    }

    private void compare(Iterator<Item> sources, Iterator<Item> targets, Findings findings)
            throws InterruptedException {
        MergeJoin pairs = new MergeJoin(sources, targets);
        try (Suspects suspects = new Suspects(new SecondLook(judge, source, target), findings)) {
            while (pairs.hasNext()) {
                Pair pair = pairs.next();
                Verdict first = judge.judge(pair);
                findings.listed(pair, first);
                suspects.judged(pair, first);
            }
            suspects.settle();
        }
    }
}
