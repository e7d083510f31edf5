package dev.sealift.worker.copy;

import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.worker.compare.CancelledException;
import dev.sealift.worker.compare.Crew;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.Restorer;
import dev.sealift.worker.work.Retries;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Has what is archived, and missing at the target, restored, and counts what is awaited. What has been restored is an object like any
 * other, and the next pass takes it; so nothing has to be remembered here between passes.
 */
public final class Restores {

    private static final int AT_ONCE = 32;

    private final @Nullable Restorer restorer;
    private final Retries retries;
    private final AtomicLong items = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong asked = new AtomicLong();
    private Crew crew = new Crew(AT_ONCE);

    /** Leaves archived objects alone. */
    public static Restores none() {
        return new Restores(null, Retries.patient());
    }

    /** Asks by this. */
    public static Restores by(Restorer restorer) {
        return new Restores(restorer, Retries.patient());
    }

    private Restores(@Nullable Restorer restorer, Retries retries) {
        this.restorer = restorer;
        this.retries = retries;
    }

    boolean areWished() {
        return restorer != null;
    }

    /** Another look at the source begins, which will come across all of them again. */
    void begin() {
        crew.close();
        crew = new Crew(AT_ONCE);
        items.set(0);
        bytes.set(0);
    }

    /**
     * An archived object that the target lacks, or has otherwise. Blocks while too many are being asked for.
     *
     * @param readable is told if it turns out to be readable already
     */
    void wanted(Item item, Consumer<Item> readable) {
        wanted(item, readable, known -> false);
    }

    /**
     * An archived object that the target may lack.
     *
     * @param arrived looks whether it doesn't, before anything is asked for that is paid for
     */
    void wanted(Item item, Consumer<Item> readable, Predicate<Item> arrived) {
        if (restorer == null) {
            return;
        }
        if (item.access() == Item.Access.Restoring) {
            awaited(item);
            return;
        }
        Restorer asking = restorer;
        try {
            crew.execute(() -> {
                if (!arrived.test(item)) {
                    ask(asking, item, readable);
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }

    private void ask(Restorer asking, Item item, Consumer<Item> readable) {
        switch (answer(asking, item)) {
            case Begun -> {
                asked.incrementAndGet();
                awaited(item);
            }
            case UnderWay -> awaited(item);
            case Readable -> readable.accept(item);
        }
    }

    private Restorer.Answer answer(Restorer asking, Item item) {
        try {
            return retries.send(() -> asking.restore(item));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }

    private void awaited(Item item) {
        items.incrementAndGet();
        bytes.addAndGet(item.size());
    }

    /** Waits until all have been asked for; more may come afterwards. */
    void settle() throws InterruptedException {
        crew.settle();
        crew = new Crew(AT_ONCE);
    }

    /** For people; empty if nothing is awaited. */
    String text() {
        return items.get() == 0 ? "" : ", " + items + " archived ones are being restored";
    }

    Map<String, String> facts() {
        return Map.of(
                Fact.RESTORING_ITEMS, items.toString(),
                Fact.RESTORING_BYTES, bytes.toString(),
                Fact.RESTORES_ASKED, asked.toString());
    }
}
