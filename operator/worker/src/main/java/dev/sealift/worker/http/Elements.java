package dev.sealift.worker.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** A document of XML, told element by element as it comes in. */
public final class Elements {

    private static final XMLInputFactory FACTORY = factory();

    private Elements() {}

    /** Who listens. */
    public interface Listener {

        /**
         * An element has ended.
         *
         * @param parent the element around it; empty for the document's own
         * @param attribute the value of its first attribute; null if it has none, or held other elements
         * @param text what stood in it; of an element that held others, what stood behind the last
         */
        void element(String parent, String name, @Nullable String attribute, String text);
    }

    private static XMLInputFactory factory() {
        // The JDK's own, whatever else is on the class path. What a service sends has no declarations, and must not
        // have any.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        // They bound what declared entities may grow to, and count each "&amp;" of a page of names.
        factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
        factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
        return factory;
    }

    /**
     * Reads a document to its end, and closes the stream.
     *
     * @throws UncheckedIOException if it isn't XML, or breaks off
     */
    public static void read(InputStream document, Listener listener) {
        try (document) {
            read(FACTORY.createXMLStreamReader(document), listener);
            document.transferTo(OutputStream.nullOutputStream());
        } catch (XMLStreamException e) {
            throw new UncheckedIOException(new IOException("the answer is no whole XML: " + e.getMessage(), e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(XMLStreamReader reader, Listener listener) throws XMLStreamException {
        Deque<String> open = new ArrayDeque<>();
        StringBuilder text = new StringBuilder();
        @Nullable String attribute = null;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    open.push(reader.getLocalName());
                    attribute = reader.getAttributeCount() > 0 ? reader.getAttributeValue(0) : null;
                    text.setLength(0);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                    text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                case XMLStreamConstants.END_ELEMENT -> {
                    String name = open.pop();
                    listener.element(open.isEmpty() ? "" : open.peek(), name, attribute, text.toString());
                    attribute = null;
                    text.setLength(0);
                }
                default -> {}
            }
        }
    }
}
