package dev.sealift.worker.azcopy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.worker.Bandwidth;
import dev.sealift.api.worker.Carriage;
import dev.sealift.api.worker.CopyOrder;
import dev.sealift.api.worker.CopyOrder.Pass;
import dev.sealift.api.worker.KeyPatterns;
import dev.sealift.api.worker.S3Location;
import dev.sealift.worker.Orders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Command lines against files: a change of one shows in a review as what will be run. */
class AzCopyCommandGoldenTest {

    private static void check(String name, List<String> line) throws IOException {
        try (InputStream in = AzCopyCommandGoldenTest.class.getResourceAsStream("/golden/azcopy/" + name + ".txt")) {
            String expected = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(String.join("\n", line) + "\n").as(name).isEqualTo(expected);
        }
    }

    @Test
    void everything() throws IOException {
        check("everything", new AzCopyCommand(Orders.copy(Pass.Whole)).copy(new Selection.Everything(), 0));
    }

    @Test
    void absent() throws IOException {
        check("absent", new AzCopyCommand(Orders.copy(Pass.Whole)).copy(new Selection.Absent(), 0));
    }

    @Test
    void changedSince() throws IOException {
        Instant instant = Instant.parse("2026-11-21T17:05:08.619919848Z");
        check(
                "changed-since",
                new AzCopyCommand(Orders.copy(Pass.Changed)).copy(new Selection.ChangedSince(instant), 0));
    }

    @Test
    void listed() throws IOException {
        check(
                "listed",
                new AzCopyCommand(Orders.copy(Orders.bucket("logs/20"), Orders.container("")))
                        .copy(new Selection.Listed(Path.of("/state/k1/list.txt")), 0));
    }

    @Test
    void prefixesOfBothSides() throws IOException {
        check(
                "prefixes",
                new AzCopyCommand(Orders.copy(Orders.bucket("a b/ü*/x.y;z(1)"), Orders.container("from-aws/")))
                        .copy(new Selection.Everything(), 0));
    }

    @Test
    void patterns() throws IOException {
        S3Location some = Orders.bucket("logs/20")
                .selecting(new KeyPatterns(List.of("logs/2026/**", "**/*.csv"), List.of("**/tmp;*/**")));
        check(
                "patterns",
                new AzCopyCommand(Orders.copy(some, Orders.container(""))).copy(new Selection.Everything(), 0));
    }

    @Test
    void capAndForeignSuffix() throws IOException {
        CopyOrder order = new CopyOrder(
                "k1",
                Orders.BUCKET,
                Orders.container("https://shoporders.blob.lab.example:10000/", ""),
                Orders.RECORDS,
                CopyOrder.Engine.AzCopy,
                Pass.Whole,
                true,
                Carriage.PLAIN,
                null,
                null,
                Bandwidth.UNLIMITED,
                CopyOrder.Deletes.KEEP,
                "lab.example",
                100);
        check("cap-and-suffix", new AzCopyCommand(order).copy(new Selection.Everything(), 250));
    }

    @Test
    void ownEndpointOfAwsPattern() throws IOException {
        check(
                "endpoint",
                new AzCopyCommand(Orders.copy(
                                Orders.at("https://s3.dualstack.eu-central-1.amazonaws.com"), Orders.container("")))
                        .copy(new Selection.Everything(), 0));
    }

    @Test
    void resume() throws IOException {
        check("resume", new AzCopyCommand(Orders.copy(Pass.Whole)).resume("9a2945b2-5f28-484e-4c96-d551dabb4356", 0));
    }
}
