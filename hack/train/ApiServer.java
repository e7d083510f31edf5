import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * So much of an API server as the operator's training run asks for: it lists two connections and some migrations, holds watches open
 * without an event, and takes whatever is written. The clouds that the connections name answer nobody.
 *
 * <p>It ends when a Job was made for each migration, and the operator has said that it is ready and what it has measured; with 1 if that
 * takes too long. Arguments: its port, the operator's port, and how many migrations.
 */
final class ApiServer {

    private static final CountDownLatch NEVER = new CountDownLatch(1);
    private static final int PATIENCE_SECONDS = 150;

    private static final String AWS = """
            {"apiVersion": "sealift.dev/v1alpha1", "kind": "AwsConnection",
             "metadata": {"name": "aws", "namespace": "train", "uid": "a", "generation": 1, "resourceVersion": "1"},
             "spec": {"region": "eu-central-1", "auth": {"secretRef": {"name": "keys"}},
                      "endpoints": {"s3": "https://127.0.0.1:9", "sts": "https://127.0.0.1:9"}}}""";

    private static final String AZURE = """
            {"apiVersion": "sealift.dev/v1alpha1", "kind": "AzureConnection",
             "metadata": {"name": "azure", "namespace": "train", "uid": "z", "generation": 1, "resourceVersion": "1"},
             "spec": {"tenantId": "11111111-1111-1111-1111-111111111111",
                      "subscriptionId": "22222222-2222-2222-2222-222222222222",
                      "environment": "Custom", "endpoints": {"authorityHost": "https://127.0.0.1:9",
                        "resourceManager": "https://127.0.0.1:9", "storageSuffix": "core.windows.net"},
                      "auth": {"secretRef": {"name": "keys"}}}}""";

    private static final String SECRET = """
            {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "keys", "namespace": "train", "resourceVersion": "1"},
             "data": {"accessKeyId": "dHJhaW4=", "secretAccessKey": "dHJhaW4=", "clientSecret": "dHJhaW4=",
                      "clientId": "MzMzMzMzMzMtMzMzMy0zMzMzLTMzMzMtMzMzMzMzMzMzMzMz"}}""";

    private static final String MISSING =
            "{\"apiVersion\": \"v1\", \"kind\": \"Status\", \"status\": \"Failure\", \"code\": 404}";

    private final List<String> migrations;
    private final CountDownLatch begun;

    private ApiServer(int migrations) {
        this.migrations =
                IntStream.range(0, migrations).mapToObj(ApiServer::migration).toList();
        this.begun = new CountDownLatch(migrations);
    }

    public static void main(String[] arguments) throws Exception {
        ApiServer api = new ApiServer(Integer.parseInt(arguments[2]));
        HttpServer server =
                HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0])), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", api::answer);
        server.start();
        boolean trained = api.begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)
                && asked(arguments[1], "/q/health/live")
                && asked(arguments[1], "/q/health/ready")
                && asked(arguments[1], "/q/metrics");
        System.exit(trained ? 0 : 1);
    }

    private static boolean asked(String port, String path) throws IOException {
        URI address = URI.create("http://127.0.0.1:" + port + path);
        return ((HttpURLConnection) address.toURL().openConnection()).getResponseCode() == 200;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        if (query.contains("watch=true")) {
            watch(exchange);
        } else if (exchange.getRequestMethod().equals("GET")) {
            read(exchange, exchange.getRequestURI().getPath());
        } else {
            send(exchange, 200, written(exchange));
            if (exchange.getRequestURI().getPath().endsWith("/jobs")) {
                begun.countDown();
            }
        }
    }

    /** Who is refused a web socket asks again without one. */
    private static void watch(HttpExchange exchange) throws IOException {
        boolean socket = exchange.getRequestHeaders().containsKey("Upgrade");
        exchange.sendResponseHeaders(200, socket ? -1 : 0);
        if (!socket) {
            exchange.getResponseBody().flush();
            await();
        }
    }

    private static void await() {
        try {
            NEVER.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(HttpExchange exchange, String path) throws IOException {
        switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "awsconnections" -> list(exchange, List.of(AWS));
            case "azureconnections" -> list(exchange, List.of(AZURE));
            case "bucketmigrations" -> list(exchange, migrations);
            case "jobs", "pods" -> list(exchange, List.of());
            case "aws" -> send(exchange, 200, AWS);
            case "azure" -> send(exchange, 200, AZURE);
            case "keys" -> send(exchange, 200, SECRET);
            default -> other(exchange, path);
        }
    }

    /** Of kinds that the training has none of, there are none. */
    private static void other(HttpExchange exchange, String path) throws IOException {
        if (path.endsWith("migrations")) {
            list(exchange, List.of());
        } else {
            send(exchange, 404, MISSING);
        }
    }

    private static void list(HttpExchange exchange, List<String> items) throws IOException {
        send(
                exchange,
                200,
                items.stream()
                        .collect(Collectors.joining(
                                ",", "{\"kind\": \"List\", \"metadata\": {\"resourceVersion\": \"1\"}, \"items\": [", "]}")));
    }

    /** It is taken as it is, in a later version. */
    private static String written(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return body.replaceFirst("\"resourceVersion\":\"[0-9]+\"", "\"resourceVersion\":\"" + System.nanoTime() + "\"");
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String migration(int number) {
        return """
                {"apiVersion": "sealift.dev/v1alpha1", "kind": "BucketMigration",
                 "metadata": {"name": "m%1$d", "namespace": "train", "uid": "m%1$d", "generation": 1, "resourceVersion": "1",
                              "finalizers": ["sealift.dev/cleanup"]},
                 "spec": {"source": {"connectionRef": {"name": "aws"}, "bucket": "train"},
                          "target": {"connectionRef": {"name": "azure"}, "resourceGroup": "train",
                                     "storageAccount": "train", "container": "train"}}}""".formatted(number);
    }
}
