package dev.sealift.testkit.azure;

import dev.sealift.testkit.wire.Body;
import dev.sealift.testkit.wire.BrokenBodyException;
import dev.sealift.testkit.wire.Fields;
import dev.sealift.testkit.wire.HttpDates;
import dev.sealift.testkit.wire.Upstream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Keeps blobs in <a href="https://github.com/Azure/Azurite">Azurite</a>, whose pool of accounts it opens with an account SAS
 * of its own making. Azurite runs with {@code --loose --skipApiVersionCheck --disableProductStyleUrl}.
 */
final class Azurite implements BlobStore {

    private static final int SLOTS = 16;
    private static final String SAS_VERSION = "2021-12-02";
    private static final String SAS_PERMISSIONS = "rwdxylacuptfi";
    private static final String SAS_EXPIRY = "2099-01-01T00:00:00Z";

    /** Headers that belong to one connection, and the token, which Azurite couldn't read. */
    private static final Set<String> NOT_PASSED_ON =
            Set.of("authorization", "connection", "date", "expect", "host", "keep-alive", "upgrade");

    private final Upstream upstream;
    private final byte[] key;
    private final Slots slots = new Slots(SLOTS);
    private final Map<String, String> signatures = new ConcurrentHashMap<>();

    /** @param key the key that all accounts of the pool share, in Base64 */
    Azurite(URI endpoint, String key) {
        this.upstream = new Upstream(endpoint.getHost(), endpoint.getPort());
        this.key = Base64.getDecoder().decode(key);
    }

    @Override
    public Optional<String> claim() {
        Optional<String> slot = slots.claim();
        slot.ifPresent(this::empty);
        return slot;
    }

    @Override
    public void claim(String slot) {
        slots.claim(slot);
    }

    @Override
    public void release(String slot) {
        empty(slot);
        slots.release(slot);
    }

    @Override
    public Optional<Container> container(String slot, String name) {
        Reply reply = call("GET", slot, "/" + name, "restype=container", Fields.NONE);
        return reply.status() == 200 ? Optional.of(container(name, reply.fields())) : Optional.empty();
    }

    @Override
    public boolean putContainer(String slot, String name, Map<String, String> metadata, String publicAccess) {
        Fields fields = Metadata.fields(metadata);
        Fields withAccess = publicAccess.equals("None")
                ? fields
                : fields.with("x-ms-blob-public-access", publicAccess.toLowerCase(Locale.ROOT));
        Reply reply = call("PUT", slot, "/" + name, "restype=container", withAccess);
        if (reply.status() == 409) {
            call("PUT", slot, "/" + name, "restype=container&comp=metadata", fields)
                    .require(200);
            return false;
        }
        reply.require(201);
        return true;
    }

    @Override
    public boolean deleteContainer(String slot, String name) {
        return call("DELETE", slot, "/" + name, "restype=container", Fields.NONE)
                        .status()
                == 202;
    }

    @Override
    public List<Container> containers(String slot) {
        return names(slot).stream()
                .flatMap(name -> container(slot, name).stream())
                .toList();
    }

    @Override
    public Answer forward(Request request, String slot, String path) {
        return send(request, slot, path, passedOn(request), request.body());
    }

    @Override
    public Answer put(Request request, String slot, String path, CopySource.Content content) {
        Fields fields = passedOn(request).without(CopySource::isDirection).orElse(content.fields());
        try (Body body = content.body()) {
            return send(request, slot, path, fields, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer send(Request request, String slot, String path, Fields fields, Body body) {
        try {
            Upstream.Response response =
                    upstream.send(request.method(), target(slot, path, request.rawQuery()), fields, body);
            return new Answer.Streamed(
                    response.status(), response.fields().without(Azurite::isHeldBack), response.body());
        } catch (BrokenBodyException e) {
            throw BlobError.CANNOT_VERIFY_COPY_SOURCE.refuse(request, "The copy source broke off.");
        } catch (IOException e) {
            throw BlobError.INTERNAL_ERROR.refuse(request, "The double has no answer from Azurite: " + e);
        }
    }

    private static Fields passedOn(Request request) {
        return request.fields().without(Azurite::isHeldBack);
    }

    private static boolean isHeldBack(String name) {
        return NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT));
    }

    /** What Azurite answered to the double itself. */
    private record Reply(int status, Fields fields, String body) {

        void require(int expected) {
            if (status != expected) {
                throw new IllegalStateException("Azurite answered " + status + ": " + body);
            }
        }
    }

    private Reply call(String method, String slot, String path, String query, Fields fields) {
        try {
            Upstream.Response response = upstream.send(
                    method, target(slot, path, query), fields.with("x-ms-version", SAS_VERSION), Body.none());
            try (Body body = response.body()) {
                String text = new String(body.stream().readAllBytes(), StandardCharsets.UTF_8);
                return new Reply(response.status(), response.fields(), text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from Azurite", e);
        }
    }

    private void empty(String slot) {
        names(slot).forEach(name -> deleteContainer(slot, name));
    }

    private List<String> names(String slot) {
        Reply reply = call("GET", slot, "/", "comp=list", Fields.NONE);
        reply.require(200);
        NodeList found = parse(reply.body()).getElementsByTagName("Container");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            Element container = (Element) found.item(i);
            names.add(container.getElementsByTagName("Name").item(0).getTextContent());
        }
        return names;
    }

    private static Element parse(String xml) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Container container(String name, Fields fields) {
        return new Container(
                name,
                fields.first("ETag").orElse(""),
                HttpDates.parse(fields.first("Last-Modified").orElse("")),
                Metadata.of(fields),
                capitalised(fields.first("x-ms-blob-public-access").orElse("None")),
                capitalised(fields.first("x-ms-lease-status").orElse("unlocked")),
                capitalised(fields.first("x-ms-lease-state").orElse("available")));
    }

    private static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private String target(String slot, String path, String query) {
        String signature = signatures.computeIfAbsent(slot, this::sign);
        return "/" + slot + path + "?" + (query.isEmpty() ? "" : query + "&") + signature;
    }

    /** See <a href="https://learn.microsoft.com/rest/api/storageservices/create-account-sas">Create an account SAS</a>. */
    private String sign(String slot) {
        String toSign = String.join(
                "\n", slot, SAS_PERMISSIONS, "b", "sco", "", SAS_EXPIRY, "", "https,http", SAS_VERSION, "", "");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            String signature = Base64.getEncoder().encodeToString(mac.doFinal(toSign.getBytes(StandardCharsets.UTF_8)));
            return "sv=%s&ss=b&srt=sco&sp=%s&se=%s&spr=https,http&sig=%s"
                    .formatted(
                            SAS_VERSION,
                            SAS_PERMISSIONS,
                            URLEncoder.encode(SAS_EXPIRY, StandardCharsets.UTF_8),
                            URLEncoder.encode(signature, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
