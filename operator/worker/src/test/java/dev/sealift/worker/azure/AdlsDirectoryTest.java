package dev.sealift.worker.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.worker.copy.Permitted;
import dev.sealift.worker.objects.PosixAcl;
import dev.sealift.worker.work.Outcomes;
import dev.sealift.worker.work.Report;
import dev.sealift.worker.work.Retries;
import dev.sealift.worker.work.TroubleException;
import dev.sealift.worker.work.Work;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a service of one directory, and what a copy does with it. */
class AdlsDirectoryTest {

    private static final String ENTRY = "user:11111111-1111-1111-1111-111111111111:r-x";

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile boolean made;
    private volatile int refusal;
    private volatile String acl = "user::rwx,group::r-x,other::---";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private AdlsDirectory directory(String prefix) {
        String account = "http://127.0.0.1:" + server.getAddress().getPort();
        return new AdlsDirectory(Containers.at(account, "orders"), prefix, Retries.none());
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        exchange.sendResponseHeaders(status(exchange), -1);
        exchange.close();
    }

    private int status(HttpExchange exchange) {
        if (refusal != 0) {
            exchange.getResponseHeaders().set("x-ms-error-code", "AuthorizationPermissionMismatch");
            return refusal;
        }
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                boolean before = made;
                made = true;
                return before ? 409 : 201;
            }
            case "PATCH" -> {
                acl = exchange.getRequestHeaders().getFirst("x-ms-acl");
                return 200;
            }
            default -> {
                exchange.getResponseHeaders().set("x-ms-acl", acl);
                return 200;
            }
        }
    }

    private WorkOutcome copyInto(String prefix) throws InterruptedException {
        Work copy = () -> Outcomes.done("Copied", "3 objects copied", Map.of(Fact.ENGINE, "Stream"), new Report(1));
        return new Permitted(directory(prefix), List.of(ENTRY), copy).run().outcome();
    }

    @Test
    void setsTheListOnceAndKeepsTheOneBefore() throws Exception {
        String before = acl;

        WorkOutcome first = copyInto("from s3/ü/");
        assertThat(first.facts()).containsEntry(Fact.ACL_BEFORE, before).containsEntry(Fact.ENGINE, "Stream");
        assertThat(acl).contains(ENTRY, "default:" + ENTRY);
        assertThat(requests)
                .containsExactly(
                        "PUT /orders/from%20s3/%C3%BC?resource=directory",
                        "HEAD /orders/from%20s3/%C3%BC?action=getAccessControl&upn=false",
                        "PATCH /orders/from%20s3/%C3%BC?action=setAccessControl");

        requests.clear();
        assertThat(copyInto("from s3/ü/").facts()).doesNotContainKey(Fact.ACL_BEFORE);
        assertThat(requests).hasSize(2).noneMatch(request -> request.startsWith("PATCH"));
    }

    @Test
    void takesTheRootOfTheContainerAsItIs() {
        directory("").make();
        assertThat(requests).isEmpty();

        assertThat(directory("").acl()).isEqualTo(PosixAcl.parse(acl));
        assertThat(requests).containsExactly("HEAD /orders/?action=getAccessControl&upn=false");
    }

    @Test
    void namesTheRoleThatIsMissingAndCopiesNothing() throws Exception {
        refusal = 403;

        assertThatThrownBy(() -> directory("").acl(PosixAcl.parse(acl)))
                .isInstanceOfSatisfying(
                        TroubleException.class,
                        e -> assertThat(e.trouble().message()).contains("Storage Blob Data Owner"));
        assertThat(copyInto("").reason()).isEqualTo("TargetPermissionMissing");
    }
}
