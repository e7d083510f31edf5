package dev.sealift.worker.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealift.worker.index.IndexReader.Entry;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.KeyOrder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class IndexTest {

    private static final Instant SINCE = Instant.parse("2026-11-21T12:00:00Z");

    @Provide
    Arbitrary<Map<String, Long>> entries() {
        Arbitrary<String> keys = Arbitraries.strings()
                .withCharRange('a', 'c')
                .withChars('/', 'ü', '￮', ' ')
                .ofMinLength(1)
                .ofMaxLength(12);
        Arbitrary<String> beyond = keys.map(key -> key + "😀");
        return Arbitraries.maps(Arbitraries.oneOf(keys, beyond), Arbitraries.longs())
                .ofMaxSize(60);
    }

    private static byte[] written(Map<String, Long> entries) {
        TreeMap<String, Long> sorted = new TreeMap<>(KeyOrder.INSTANCE);
        sorted.putAll(entries);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            IndexWriter writer = new IndexWriter(out, SINCE);
            for (Map.Entry<String, Long> entry : sorted.entrySet()) {
                writer.add(entry.getKey(), entry.getValue());
            }
            writer.finish();
            writer.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static IndexReader reading(byte[] index) {
        return new IndexReader(new ByteArrayInputStream(index));
    }

    private static List<Entry> all(IndexReader reader) {
        List<Entry> entries = new ArrayList<>();
        while (reader.hasNext()) {
            entries.add(reader.next());
        }
        return entries;
    }

    @Property(tries = 200)
    void readsWhatWasWritten(@ForAll("entries") Map<String, Long> entries) {
        IndexReader reader = reading(written(entries));

        List<Entry> read = all(reader);

        assertThat(reader.since()).isEqualTo(SINCE);
        assertThat(read).isSortedAccordingTo((a, b) -> KeyOrder.INSTANCE.compare(a.key(), b.key()));
        assertThat(read)
                .containsExactlyInAnyOrderElementsOf(entries.entrySet().stream()
                        .map(entry -> new Entry(entry.getKey(), entry.getValue()))
                        .toList());
    }

    @Property(tries = 200)
    void findsEveryKeyAndNoOther(
            @ForAll("entries") Map<String, Long> entries, @ForAll("entries") Map<String, Long> others) {
        IndexReader reader = reading(written(entries));
        TreeMap<String, Long> asked = new TreeMap<>(KeyOrder.INSTANCE);
        asked.putAll(others);
        asked.putAll(entries);

        asked.keySet().forEach(key -> {
            Long there = entries.get(key);
            assertThat(reader.at(key)).isEqualTo(there == null ? OptionalLong.empty() : OptionalLong.of(there));
        });
    }

    /** Of a broken index all that is read may be right, but it is never taken for a whole one. */
    @Property(tries = 200)
    void noticesThatItBreaksOff(@ForAll("entries") Map<String, Long> entries, @ForAll int cut) {
        byte[] whole = written(entries);
        byte[] broken = Arrays.copyOf(whole, Math.floorMod(cut, whole.length));

        assertThatThrownBy(() -> reading(broken).exhaust()).isInstanceOf(CorruptIndexException.class);
    }

    @Property(tries = 300)
    void neverReadsOtherEntriesOutOfAFlippedByte(
            @ForAll("entries") Map<String, Long> entries, @ForAll int at, @ForAll int bit) {
        byte[] index = written(entries);
        // The first ten bytes are gzip's head, of which some say nothing.
        int place = 10 + Math.floorMod(at, index.length - 10);
        index[place] ^= (byte) (1 << Math.floorMod(bit, 8));

        // A bit that only pads the last block changes nothing.
        try {
            assertThat(all(reading(index))).isEqualTo(all(reading(written(entries))));
        } catch (CorruptIndexException noticed) {
            assertThat(noticed).isNotNull();
        }
    }

    @Test
    void isNotAnIndex() {
        assertThatThrownBy(() -> reading("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(CorruptIndexException.class);
    }

    @Test
    void refusesKeysOutOfOrder() throws IOException {
        IndexWriter writer = new IndexWriter(new ByteArrayOutputStream(), SINCE);
        writer.add("b", 1);

        assertThatThrownBy(() -> writer.add("a", 1)).hasMessage("'a' after 'b'");
        assertThatThrownBy(() -> writer.add("b", 1)).hasMessage("'b' after 'b'");
    }

    /** A thousand keys of 60 bytes: the fingerprint's eight bytes can't be compressed, the keys nearly vanish. */
    @Test
    void takesLittleMoreThanTheFingerprints() {
        Map<String, Long> entries = new TreeMap<>();
        for (int i = 0; i < 1000; i++) {
            String key = "invoices/2026/some/longer/path/that/takes/its/bytes/%06d.json".formatted(i);
            entries.put(key, Fingerprint.of(7, key));
        }

        assertThat(written(entries)).hasSizeLessThan(14_000);
    }

    @Test
    void everyAspectOfAnItemChangesItsFingerprint() {
        Item item = new Item("a", 1, SINCE, null, "\"e1\"", false);

        assertThat(Fingerprint.of(item)).isPresent().isEqualTo(Fingerprint.of(item));
        assertThat(List.of(
                        new Item("a", 2, SINCE, null, "\"e1\"", false),
                        new Item("a", 1, SINCE.plusSeconds(1), null, "\"e1\"", false),
                        new Item("a", 1, SINCE, null, "\"e2\"", false)))
                .allSatisfy(other -> assertThat(Fingerprint.of(other)).isNotEqualTo(Fingerprint.of(item)));
        assertThat(Fingerprint.of(new Item("a", 1, SINCE, null, null, false))).isEmpty();
    }
}
