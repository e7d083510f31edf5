package dev.sealift.worker.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.worker.objects.NameVerdict.Carried;
import dev.sealift.worker.objects.NameVerdict.DirectoryMarker;
import dev.sealift.worker.objects.NameVerdict.Unsupported;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlobNamingTest {

    private final BlobNaming flat = new BlobNaming("", false);
    private final BlobNaming hierarchical = new BlobNaming("", true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", "a/b", "a.b/c.d", ".hidden", "a/.hidden", "..a", "a b", "a+b", "100%", "pct%41/a%2Fb", "q?x#y",
                        "star*",
                "semi;colon", "ü/€", "emoji😀", "a//b", "/a", "quote\"'", "~", "\uFF5E", " ", "a/ /b", "x\u00A0y",
                        "<a>&amp;"
            })
    void carries(String key) {
        assertThat(flat.judge(key, 1)).isEqualTo(new Carried());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ".         | ends in '.'",
                "..        | ends in '.'",
                "a.        | ends in '.'",
                "a/b.      | ends in '.'",
                "a/.       | ends in '.'",
                "a./b      | path segment",
                "./a       | path segment",
                "a/../b    | path segment",
                "folder/   | holds data",
                "back\\slash | backslash",
            })
    void namesWhatDoesntArrive(String key, String why) {
        assertThat(flat.judge(key, 1))
                .isInstanceOfSatisfying(
                        Unsupported.class, u -> assertThat(u.why()).contains(why));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x09, 0x0A, 0x1F, 0x7F, 0x81, 0xE000, 0xFDD0, 0xFFFE, 0xFFFF, 0xD800, 0x1FFFE})
    void namesForbiddenCharacters(int character) {
        assertThat(flat.judge("a" + Character.toString(character) + "b", 1)).isInstanceOf(Unsupported.class);
    }

    @Test
    void anEmptyKeyThatEndsInASlashIsAMarker() {
        assertThat(flat.judge("folder/", 0)).isEqualTo(new DirectoryMarker());
        assertThat(flat.judge("folder./", 0)).isEqualTo(new DirectoryMarker());
        assertThat(flat.judge("/", 0)).isEqualTo(new DirectoryMarker());
    }

    @Test
    void countsTheTargetsPrefix() {
        BlobNaming prefixed = new BlobNaming("from-aws/", false);

        assertThat(prefixed.judge("k".repeat(1015), 1)).isEqualTo(new Carried());
        assertThat(prefixed.judge("k".repeat(1016), 1)).isInstanceOf(Unsupported.class);
    }

    @Test
    void countsSegments() {
        assertThat(flat.judge(String.join("/", java.util.Collections.nCopies(254, "a")), 1))
                .isEqualTo(new Carried());
        assertThat(flat.judge(String.join("/", java.util.Collections.nCopies(255, "a")), 1))
                .isInstanceOf(Unsupported.class);
        assertThat(hierarchical.judge(String.join("/", java.util.Collections.nCopies(60, "a")), 1))
                .isEqualTo(new Carried());
        assertThat(hierarchical.judge(String.join("/", java.util.Collections.nCopies(61, "a")), 1))
                .isInstanceOf(Unsupported.class);
    }

    @Test
    void aHierarchicalNamespaceHasNoNamelessDirectories() {
        assertThat(hierarchical.judge("a//b", 1)).isInstanceOf(Unsupported.class);
        assertThat(hierarchical.judge("/a", 1)).isInstanceOf(Unsupported.class);
        assertThat(hierarchical.judge("a/b", 1)).isEqualTo(new Carried());
    }

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.of(List.of("a", "b", ".", "..", "/", "//", "./", "-", "ü", "😀"))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    /** AzCopy's own test, word for word, and its silent omission of what ends in a slash. */
    private static boolean leftOutByAzCopy(String key) {
        return key.endsWith(".") || key.contains("./") || key.endsWith("/");
    }

    @Property
    void carriesExactlyWhatAzCopyDoes(@ForAll("keys") String key) {
        assertThat(flat.judge(key, 1) instanceof Carried).isEqualTo(!leftOutByAzCopy(key));
    }

    @Property
    void whatIsCarriedHasNoSegmentThatEndsInADot(@ForAll("keys") String key) {
        if (flat.judge(key, 1) instanceof Carried) {
            assertThat(key.split("/", -1)).noneMatch(segment -> segment.endsWith("."));
        }
    }

    @Property(tries = 2000)
    void judgesEveryString(@ForAll String key) {
        assertThat(flat.judge(key, 0)).isNotNull();
        assertThat(hierarchical.judge(key, 1)).isNotNull();
    }
}
