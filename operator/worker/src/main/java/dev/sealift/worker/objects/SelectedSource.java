package dev.sealift.worker.objects;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A source of which only selected keys belong: the one place where patterns are applied to what a bucket lists. */
public record SelectedSource(Source whole, KeySelection selection) implements Source {

    @Override
    public void list(Consumer<Item> each) {
        whole.list(item -> {
            if (selection.takes(item.key())) {
                each.accept(item);
            }
        });
    }

    @Override
    public void listOld(Consumer<OldVersion> each) {
        whole.listOld(old -> {
            if (selection.takes(old.key())) {
                each.accept(old);
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

    @Override
    public void readFirstByte(String key) {
        whole.readFirstByte(key);
    }

    @Override
    public Optional<Instant> credentialsExpire() {
        return whole.credentialsExpire();
    }

    @Override
    public String name() {
        return whole.name();
    }
}
