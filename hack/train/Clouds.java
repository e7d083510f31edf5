import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Both clouds, as far as one copy by Stream asks them: what a worker is trained on while its image is built. All objects are the
 * same; what is written is forgotten. It proves nothing.
 */
final class Clouds {

    private static final int OBJECTS = 2000;
    private static final int PAGE = 1000;
    private static final byte[] SMALL = new byte[4096];
    private static final byte[] LARGE = new byte[16 << 20];
    private static final String TIME = "Sat, 21 Nov 2026 12:00:00 GMT";
    private static final Pattern TOKEN = Pattern.compile("continuation-token=([0-9]+)");
    private static final Pattern FROM = Pattern.compile("start-after=[a-z]*([0-9]+)");
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]+)");

    private static final Map<Integer, String> ETAGS = new ConcurrentHashMap<>();

    public static void main(String[] keyStore) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = new FileInputStream(keyStore[0])) {
            keys.load(in, "training".toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, "training".toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(factory.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9443), 100);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/tenant/", Clouds::entra);
        server.createContext("/bucket", Clouds::bucket);
        server.createContext("/account/", Clouds::account);
        server.start();
    }

    private static void entra(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        answer(exchange, 200, """
                {"token_type":"Bearer","expires_in":3600,"ext_expires_in":3600,"access_token":"training"}""".getBytes());
    }

    private static void bucket(HttpExchange exchange) throws IOException {
        String key = exchange.getRequestURI().getPath().replaceFirst("^/bucket/?", "");
        if (key.isEmpty()) {
            answer(exchange, 200, page(exchange.getRequestURI().getRawQuery()).getBytes());
            return;
        }
        byte[] content = content(key);
        exchange.getResponseHeaders().set("Last-Modified", TIME);
        exchange.getResponseHeaders().set("ETag", etag(content));
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        exchange.getResponseHeaders().set("x-amz-meta-owner", "training");
        String range = exchange.getRequestHeaders().getFirst("Range");
        Matcher part = RANGE.matcher(range == null ? "" : range);
        if (part.matches()) {
            int from = Integer.parseInt(part.group(1));
            int to = Integer.parseInt(part.group(2)) + 1;
            answer(exchange, 206, java.util.Arrays.copyOfRange(content, from, to));
        } else {
            answer(exchange, 200, content);
        }
    }

    private static byte[] content(String key) {
        return key.equals("k00000") ? LARGE : SMALL;
    }

    private static String etag(byte[] content) {
        return ETAGS.computeIfAbsent(content.length, length -> {
            try {
                return '"' + HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content)) + '"';
            } catch (java.security.GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static String page(String query) {
        int first = number(TOKEN, query, number(FROM, query, -1) + 1);
        int end = Math.min(first + PAGE, OBJECTS);
        String contents = IntStream.range(first, end)
                .mapToObj("k%05d"::formatted)
                .map(key -> "<Contents><Key>%s</Key><LastModified>2026-11-21T12:00:00.000Z</LastModified><ETag>%s</ETag><Size>%d</Size><StorageClass>STANDARD</StorageClass></Contents>"
                        .formatted(key, etag(content(key)).replace("\"", "&quot;"), content(key).length))
                .collect(Collectors.joining());
        return "<?xml version=\"1.0\"?><ListBucketResult><Name>bucket</Name><EncodingType>url</EncodingType><IsTruncated>%s</IsTruncated>%s%s</ListBucketResult>"
                .formatted(
                        end < OBJECTS, end < OBJECTS ? "<NextContinuationToken>" + end + "</NextContinuationToken>" : "", contents);
    }

    private static int number(Pattern pattern, String query, int otherwise) {
        Matcher found = pattern.matcher(query);
        return found.find() ? Integer.parseInt(found.group(1)) : otherwise;
    }

    private static void account(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Last-Modified", TIME);
        exchange.getResponseHeaders().set("ETag", "\"0x1\"");
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        switch (exchange.getRequestMethod()) {
            case "PUT" -> answer(exchange, 201, new byte[0]);
            case "GET" -> answer(exchange, query.contains("comp=list") ? 200 : 404, listing().getBytes());
            default -> answer(exchange, 404, new byte[0]);
        }
    }

    /** Some of the objects have arrived, so that both sides are compared before the others are copied. */
    private static String listing() {
        String blobs = IntStream.range(0, OBJECTS / 2)
                .mapToObj(i -> "<Blob><Name>k%05d</Name><Properties><Last-Modified>%s</Last-Modified><Etag>0x1</Etag><Content-Length>1</Content-Length><Content-Type>text/plain</Content-Type><Content-MD5/><BlobType>BlockBlob</BlobType></Properties></Blob>"
                        .formatted(2 * i, TIME))
                .collect(Collectors.joining());
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults><Blobs>" + blobs + "</Blobs><NextMarker/></EnumerationResults>";
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
        }
        exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
        if (!head && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
