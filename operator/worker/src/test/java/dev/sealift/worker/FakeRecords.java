package dev.sealift.worker;

import dev.sealift.worker.records.Records;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Records in memory. */
public final class FakeRecords implements Records {

    public final TreeMap<String, byte[]> kept = new TreeMap<>();

    /** What the service's clock says. */
    public Instant now = Instant.EPOCH;

    private final TreeMap<String, Instant> written = new TreeMap<>();

    @Override
    public synchronized Optional<InputStream> read(String name) {
        return Optional.ofNullable(kept.get(name)).map(ByteArrayInputStream::new);
    }

    @Override
    public void write(String name, Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keep(name, out.toByteArray());
    }

    private synchronized void keep(String name, byte[] content) {
        kept.put(name, content);
        written.put(name, now);
    }

    @Override
    public synchronized Optional<Instant> writtenAt(String name) {
        return kept.containsKey(name) ? Optional.ofNullable(written.get(name)) : Optional.empty();
    }

    @Override
    public synchronized List<String> list(String beginning) {
        return kept.keySet().stream().filter(name -> name.startsWith(beginning)).toList();
    }

    @Override
    public synchronized void delete(String name) {
        kept.remove(name);
    }

    @Override
    public String locate(String name) {
        return "https://shoporders.blob.core.windows.net/sealift/uid/" + name;
    }
}
