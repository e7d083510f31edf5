package dev.sealift.worker.compare;

import dev.sealift.worker.compare.OutOfOrderException.Side;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.KeyOrder;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Walks two sorted listings in step, keeping one item of each.
 *
 * <p>Throws {@link OutOfOrderException} at the first item that isn't behind its predecessor; equal keys are out of order too.
 */
final class MergeJoin implements Iterator<Pair> {

    private final Cursor source;
    private final Cursor target;

    MergeJoin(Iterator<Item> source, Iterator<Item> target) {
        this.source = new Cursor(source, Side.Source);
        this.target = new Cursor(target, Side.Target);
    }

    @Override
    public boolean hasNext() {
        return source.peek() != null || target.peek() != null;
    }

    @Override
    public Pair next() {
        Item s = source.peek();
        Item t = target.peek();
        if (s == null && t == null) {
            throw new NoSuchElementException();
        }
        if (t == null) {
            return new Pair.SourceOnly(source.take());
        }
        if (s == null) {
            return new Pair.TargetOnly(target.take());
        }
        int order = KeyOrder.INSTANCE.compare(s.key(), t.key());
        if (order < 0) {
            return new Pair.SourceOnly(source.take());
        }
        if (order > 0) {
            return new Pair.TargetOnly(target.take());
        }
        return new Pair.Both(source.take(), target.take());
    }

    private static final class Cursor {

        private final Iterator<Item> items;
        private final Side side;
        private @Nullable Item current;
        private @Nullable String before;

        Cursor(Iterator<Item> items, Side side) {
            this.items = items;
            this.side = side;
        }

        @Nullable Item peek() {
            if (current == null && items.hasNext()) {
                current = checked(items.next());
            }
            return current;
        }

        private Item checked(Item item) {
            if (before != null && KeyOrder.INSTANCE.compare(before, item.key()) >= 0) {
                throw new OutOfOrderException(side, before, item.key());
            }
            before = item.key();
            return item;
        }

        Item take() {
            Item item = peek();
            if (item == null) {
                throw new NoSuchElementException();
            }
            current = null;
            return item;
        }
    }
}
