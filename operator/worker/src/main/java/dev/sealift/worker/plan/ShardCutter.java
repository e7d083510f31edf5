package dev.sealift.worker.plan;

import dev.sealift.api.worker.ShardPlan;
import dev.sealift.api.worker.ShardPlan.Shard;
import dev.sealift.worker.objects.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Divides a listing into shards as it goes by. A shard ends at the best place in its second half; an object that fills one alone
 * gets its own. When there are too many, neighbours are joined and shards may be twice as large from then on, so that memory and
 * plan stay bounded whatever the bucket holds.
 */
final class ShardCutter implements Consumer<Item> {

    /** Each costs AzCopy a listing of the whole folder. */
    private static final int MOST_PARTS_OF_A_FOLDER = 16;

    /** What a plan's keys may take, in characters of up to three bytes: two plans share the MiB of a ConfigMap. */
    private static final int MOST_TEXT = 100_000;

    private long mostItems;
    private long mostBytes;
    private List<Shard> shards = new ArrayList<>();
    private int text;

    private String from = "";
    private long items;
    private long bytes;
    private @Nullable Place best;
    private @Nullable String before;

    ShardCutter(long mostItems, long mostBytes) {
        this.mostItems = mostItems;
        this.mostBytes = mostBytes;
    }

    /** A place where the current shard may end, and what it would then hold. */
    private record Place(Cut cut, long items, long bytes) {}

    @Override
    public void accept(Item item) {
        if (before != null) {
            divide(Cut.between(before, item.key()), item);
        }
        items++;
        bytes += item.size();
        before = item.key();
    }

    private void divide(Cut here, Item next) {
        boolean alone = next.size() >= mostBytes || bytes >= mostBytes;
        if (isFull(next) && best != null && !alone) {
            end(best);
        }
        if (isFull(next) || alone) {
            end(new Place(here, items, bytes));
        } else {
            remember(new Place(here, items, bytes));
        }
    }

    private boolean isFull(Item next) {
        return items + 1 > mostItems || bytes + next.size() > mostBytes;
    }

    private void remember(Place here) {
        boolean late = here.items() >= mostItems / 2 || here.bytes() >= mostBytes / 2;
        if (late && (best == null || here.cut().isAsGoodAs(best.cut()))) {
            best = here;
        }
    }

    private void end(Place place) {
        shards.add(new Shard(from, place.items(), place.bytes()));
        from = place.cut().at();
        text += from.length();
        items -= place.items();
        bytes -= place.bytes();
        best = null;
        while (shards.size() >= ShardPlan.MOST_SHARDS || text > MOST_TEXT) {
            mostItems = doubled(mostItems);
            mostBytes = doubled(mostBytes);
            join();
        }
    }

    private static long doubled(long limit) {
        return limit > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : limit * 2;
    }

    private void join() {
        shards = new ArrayList<>(
                new ShardPlan(shards).joined(mostItems, mostBytes).shards());
        text = from.length()
                + shards.stream().mapToInt(shard -> shard.from().length()).sum();
    }

    /** The plan of all that has gone by. */
    ShardPlan plan() {
        List<Shard> all = new ArrayList<>(shards);
        all.add(new Shard(from, items, bytes));
        return new ShardPlan(fewerPartsOfAFolder(all));
    }

    private static List<Shard> fewerPartsOfAFolder(List<Shard> all) {
        List<Shard> kept = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            int parts = partsOfTheSameFolder(all, i);
            int together = Math.ceilDiv(parts, MOST_PARTS_OF_A_FOLDER);
            for (int part = 0; part < parts; part += together) {
                kept.add(all.subList(i + part, i + Math.min(parts, part + together)).stream()
                        .reduce(Shard::and)
                        .orElseThrow());
            }
            i += parts - 1;
        }
        return kept;
    }

    /** How many shards from here on divide the folder that this one does; at least this one. */
    private static int partsOfTheSameFolder(List<Shard> all, int index) {
        String at = all.get(index).from();
        int parts = 1;
        while (Cut.isWithinFolder(at)
                && index + parts < all.size()
                && isPartToo(at, all.get(index + parts).from())) {
            parts++;
        }
        return parts;
    }

    private static boolean isPartToo(String at, String next) {
        return Cut.isWithinFolder(next) && Cut.divided(next).equals(Cut.divided(at));
    }
}
