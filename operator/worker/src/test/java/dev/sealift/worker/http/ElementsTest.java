package dev.sealift.worker.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementsTest {

    private static InputStream stream(String document) {
        return new ByteArrayInputStream(document.getBytes(UTF_8));
    }

    private static List<String> read(String document) {
        List<String> told = new ArrayList<>();
        Elements.read(
                stream(document),
                (parent, name, attribute, text) ->
                        told.add(parent + "/" + name + (attribute == null ? "" : "@" + attribute) + "=" + text));
        return told;
    }

    @Test
    void tellsEachElementWhenItEnds() {
        assertThat(
                        read(
                                "\uFEFF<?xml version=\"1.0\"?><L xmlns=\"urn:x\"><A F=\"true\">a &amp; &#x41;<![CDATA[<>]]></A><B/></L>"))
                .containsExactly("L/A@true=a & A<>", "L/B=", "/L=");
    }

    /** The JDK bounds what entities may come to, and each name of a long listing may have some. */
    @Test
    void readsAsManyEntitiesAsNamesMayHave() {
        String name = "<Name>" + "&amp;&#x10FFFF;&lt;".repeat(100) + "</Name>";

        assertThat(read("<L>" + name.repeat(5000) + "</L>")).hasSize(5001);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<L><A>", "no XML", "", "<!DOCTYPE L [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><L>&e;</L>"})
    void refusesWhatIsNoWholeDocument(String document) {
        assertThatThrownBy(() -> read(document)).isInstanceOf(UncheckedIOException.class);
    }
}
