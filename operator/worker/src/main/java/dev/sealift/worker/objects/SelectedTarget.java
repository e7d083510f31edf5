package dev.sealift.worker.objects;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A target of which only selected keys are looked at. What the source's patterns leave out is not this migration's, even if
 * the container holds it: it is neither counted nor called superfluous.
 */
public record SelectedTarget(Target whole, KeySelection selection) implements Target {

    @Override
    public void list(Consumer<Item> each) {
        whole.list(item -> {
            if (selection.takes(item.key())) {
                each.accept(item);
            }
        });
    }

    @Override
    public Optional<Seen> look(String key) {
        return whole.look(key);
    }

    @Override
    public Content open(String key) {
        return whole.open(key);
    }

    @Override
    public Map<String, String> tags(String key) {
        return whole.tags(key);
    }

    /** Of the whole: a target with other's blobs only is compared, which costs a listing and is right too. */
    @Override
    public boolean isEmpty() {
        return whole.isEmpty();
    }

    @Override
    public void reach() {
        whole.reach();
    }

    @Override
    public String name() {
        return whole.name();
    }
}
