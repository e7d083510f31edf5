package dev.sealift.kinds.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.MigrationStatus.Severity;
import dev.sealift.api.bucket.BucketEngine;
import dev.sealift.api.bucket.BucketTransfer;
import dev.sealift.api.worker.CopyOrder.Engine;
import dev.sealift.api.worker.S3Location;
import dev.sealift.kinds.bucket.EngineChoice.Known;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineChoiceTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static S3Location at(@Nullable String endpoint) {
        return new S3Location("orders", "eu-central-1", "", endpoint == null ? null : URI.create(endpoint), false);
    }

    private static Known known(BucketEngine wish, @Nullable String endpoint) {
        return new Known(wish, at(endpoint), List.of(), Optional.empty(), Optional.empty(), 10, 10, 0, NOW);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, AzCopy, nothing is known",
                "https://s3.eu-central-1.amazonaws.com, AzCopy, nothing is known",
                "https://s3.dualstack.eu-central-1.amazonaws.com, AzCopy, nothing is known",
                "https://s3.cn-north-1.amazonaws.com.cn, AzCopy, nothing is known",
                "https://bucket.vpce-0a1b-2c3d.s3.eu-central-1.vpce.amazonaws.com, Stream, is a VPC endpoint",
                "https://s3.eu-central-1.amazonaws.com:8443, Stream, none of AWS's public names",
                "http://s3.eu-central-1.amazonaws.com, Stream, none of AWS's public names",
                "https://10.1.2.3, Stream, none of AWS's public names",
                "https://minio.example.com, Stream, none of AWS's public names",
                "https://s3.eu-central-1.amazonaws.com.evil.example, Stream, none of AWS's public names",
            })
    void looksAtTheEndpointsName(@Nullable String endpoint, Engine engine, String why) {
        EngineChoice choice = EngineChoice.of(known(BucketEngine.Auto, endpoint));

        assertThat(choice.engine()).isEqualTo(engine);
        assertThat(choice.why()).contains(why);
        assertThat(choice.finding().severity()).isEqualTo(Severity.Info);
        assertThat(choice.finding().message()).startsWith(engine.name());
    }

    @Test
    void looksAtThePolicy() {
        Known known = new Known(
                BucketEngine.Auto,
                at(null),
                List.of(),
                Optional.of("aws:SourceVpce in the Deny statement \"OnlyVpc\""),
                Optional.empty(),
                10,
                10,
                0,
                NOW);

        assertThat(EngineChoice.of(known).engine()).isEqualTo(Engine.Stream);
        assertThat(EngineChoice.of(known).why()).contains("aws:SourceVpce", "OnlyVpc");
    }

    @Test
    void looksAtWhatAzCopyCanNotDo() {
        EngineChoice choice = EngineChoice.of(wishing(BucketEngine.Auto));
        assertThat(choice.engine()).isEqualTo(Engine.Stream);
        assertThat(choice.why())
                .isEqualTo(
                        "AzCopy can't do what transfer.tiers, transfer.metadata, transfer.carry.tags, transfer.archivedObjects: Restore says");

        EngineChoice insisted = EngineChoice.of(wishing(BucketEngine.AzCopy));
        assertThat(insisted.finding().severity()).isEqualTo(Severity.Error);
    }

    private static Known wishing(BucketEngine engine) {
        BucketTransfer wish = Serialization.unmarshal("""
                tiers: {STANDARD: Cool}
                metadata: {drop: [a]}
                carry: {tags: true}
                archivedObjects: Restore
                """, BucketTransfer.class);
        return new Known(
                engine, at(null), EngineChoice.beyondAzCopy(wish), Optional.empty(), Optional.empty(), 10, 10, 0, NOW);
    }

    /** AzCopy would cancel its job at the first one. */
    @Test
    void looksAtArchivedObjects() {
        Known one =
                new Known(BucketEngine.Auto, at(null), List.of(), Optional.empty(), Optional.empty(), 10, 10, 1, NOW);
        assertThat(EngineChoice.of(one).engine()).isEqualTo(Engine.Stream);
        assertThat(EngineChoice.of(one).why()).startsWith("1 objects are archived");

        Known asked =
                new Known(BucketEngine.AzCopy, at(null), List.of(), Optional.empty(), Optional.empty(), 10, 10, 1, NOW);
        assertThat(EngineChoice.of(asked).finding().severity()).isEqualTo(Severity.Error);
    }

    @ParameterizedTest
    @CsvSource({
        "PT1H, 100, 1048576, AzCopy", // a small bucket
        "PT1H, 100, 1099511627776, Stream", // 1 TiB takes about three hours
        "PT12H, 100, 1099511627776, AzCopy",
        "PT1H, 10000000, 1, Stream", // ten million objects take half a day
        "PT-1S, 0, 0, Stream", // they have ended
    })
    void looksAtWhenCredentialsEnd(Duration left, long items, long bytes, Engine engine) {
        Known known = new Known(
                BucketEngine.Auto,
                at(null),
                List.of(),
                Optional.empty(),
                Optional.of(NOW.plus(left)),
                items,
                bytes,
                0,
                NOW);

        assertThat(EngineChoice.of(known).engine()).isEqualTo(engine);
    }

    @Test
    void doesWhatAPersonSaysAndSaysWhatItThinksOfIt() {
        EngineChoice stream = EngineChoice.of(known(BucketEngine.Stream, null));
        assertThat(stream.engine()).isEqualTo(Engine.Stream);
        assertThat(stream.finding().severity()).isEqualTo(Severity.Info);

        EngineChoice impossible = EngineChoice.of(known(BucketEngine.AzCopy, "https://minio.example.com"));
        assertThat(impossible.engine()).isEqualTo(Engine.AzCopy);
        assertThat(impossible.finding().severity()).isEqualTo(Severity.Error);
        assertThat(impossible.finding().remedy()).contains("Stream");

        EngineChoice doubtful = EngineChoice.of(new Known(
                BucketEngine.AzCopy, at(null), List.of(), Optional.of("aws:SourceIp"), Optional.empty(), 1, 1, 0, NOW));
        assertThat(doubtful.engine()).isEqualTo(Engine.AzCopy);
        assertThat(doubtful.finding().severity()).isEqualTo(Severity.Warning);
    }
}
