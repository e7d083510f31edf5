package dev.sealift.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sealift.api.worker.BlobLocation;
import dev.sealift.api.worker.CopyBackOrder;
import dev.sealift.api.worker.CopyOrder;
import dev.sealift.api.worker.PlanOrder;
import dev.sealift.api.worker.RecordNames;
import dev.sealift.api.worker.RedisCompareOrder;
import dev.sealift.api.worker.RedisPauseOrder;
import dev.sealift.api.worker.RedisSurveyOrder;
import dev.sealift.api.worker.RedisWatchOrder;
import dev.sealift.api.worker.Restoration;
import dev.sealift.api.worker.S3Location;
import dev.sealift.api.worker.ShardPlan;
import dev.sealift.api.worker.SurveyOrder;
import dev.sealift.api.worker.VerifyOrder;
import dev.sealift.worker.aws.S3Origin;
import dev.sealift.worker.aws.S3Reader;
import dev.sealift.worker.aws.S3Restorer;
import dev.sealift.worker.aws.S3Source;
import dev.sealift.worker.aws.SourceIdentity;
import dev.sealift.worker.azcopy.AzCopyEnvironment;
import dev.sealift.worker.azcopy.AzCopyEnvironment.AwsKeys;
import dev.sealift.worker.azcopy.AzCopyEnvironment.AzureLogin;
import dev.sealift.worker.azure.AdlsDirectory;
import dev.sealift.worker.azure.BlobEraser;
import dev.sealift.worker.azure.BlobRecords;
import dev.sealift.worker.azure.BlobTarget;
import dev.sealift.worker.azure.BlobWriter;
import dev.sealift.worker.azure.TargetIdentity;
import dev.sealift.worker.copy.AzCopyEngine;
import dev.sealift.worker.copy.Copy;
import dev.sealift.worker.copy.CopyState;
import dev.sealift.worker.copy.Engine;
import dev.sealift.worker.copy.Permitted;
import dev.sealift.worker.copy.Restores;
import dev.sealift.worker.copyback.CopyBack;
import dev.sealift.worker.http.Proxies;
import dev.sealift.worker.objects.KeyRange;
import dev.sealift.worker.objects.KeySelection;
import dev.sealift.worker.objects.SelectedSource;
import dev.sealift.worker.objects.SelectedTarget;
import dev.sealift.worker.objects.Source;
import dev.sealift.worker.objects.Target;
import dev.sealift.worker.plan.Plan;
import dev.sealift.worker.records.Records;
import dev.sealift.worker.stream.StreamEngine;
import dev.sealift.worker.survey.Survey;
import dev.sealift.worker.trust.Trust;
import dev.sealift.worker.verify.Verify;
import dev.sealift.worker.work.Json;
import dev.sealift.worker.work.Progress;
import dev.sealift.worker.work.Retries;
import dev.sealift.worker.work.Work;
import java.io.IOException;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Puts a command together: order, identities, both sides, engine. */
final class Workshop {

    private final Environment environment;
    private final Clock clock;
    private final Progress progress;

    Workshop(Environment environment, Clock clock, Progress progress) {
        this.environment = environment;
        this.clock = clock;
        this.progress = progress;
    }

    Work work(Command command) throws JsonProcessingException {
        Trust trust = Trust.of(environment.bundle().orElse(null));
        trust.install(environment.scratch());
        ProxySelector.setDefault(new Proxies(environment.variables()));
        return switch (command) {
            case Survey -> {
                SurveyOrder order = order(SurveyOrder.class);
                complete(order.source(), order.target());
                yield survey(order);
            }
            case Plan -> {
                PlanOrder order = order(PlanOrder.class);
                complete(order.source());
                yield new Plan(order, source(order.source()), progress);
            }
            case Copy -> {
                CopyOrder order = order(CopyOrder.class);
                complete(order.source(), order.target());
                yield permitted(order, copy(order, trust));
            }
            case Verify -> {
                VerifyOrder order = order(VerifyOrder.class);
                complete(order.source(), order.target());
                yield verify(order);
            }
            case CopyBack -> {
                CopyBackOrder order = order(CopyBackOrder.class);
                complete(order.source(), order.target());
                yield copyBack(order);
            }
            case RedisSurvey -> redis().survey(order(RedisSurveyOrder.class));
            case RedisConfig -> redis().config(order(RedisWatchOrder.class));
            case RedisWatch -> redis().watch(order(RedisWatchOrder.class));
            case RedisCompare -> redis().compare(order(RedisCompareOrder.class));
            case RedisPause -> redis().pause(order(RedisPauseOrder.class));
        };
    }

    private RedisWorkshop redis() {
        return new RedisWorkshop(environment, clock, progress);
    }

    private <T> T order(Class<T> type) throws JsonProcessingException {
        return Json.MAPPER.readValue(environment.order(), type);
    }

    /** JSON may lack what a record's type promises. */
    private static void complete(@Nullable S3Location source, @Nullable BlobLocation target) {
        complete(source);
        if (target == null) {
            throw new IllegalArgumentException("it names no target");
        }
    }

    private static void complete(@Nullable S3Location source) {
        if (source == null) {
            throw new IllegalArgumentException("it names no source");
        }
    }

    /** The keys that are this pod's to work on. */
    private KeyRange range() {
        return environment.shardPlan().map(this::range).orElse(KeyRange.ALL);
    }

    private KeyRange range(Path file) {
        try {
            ShardPlan plan = Json.MAPPER.readValue(file.toFile(), ShardPlan.class);
            int shard = environment.shard();
            return new KeyRange(plan.shards().get(shard).from(), plan.end(shard));
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("the plan of the shards can't be used: " + e.getMessage(), e);
        }
    }

    private Work survey(SurveyOrder order) {
        return new Survey(
                order,
                source(order.source(), Retries.none()),
                target(order.target(), order.source(), Retries.none()),
                progress,
                Retries.starting());
    }

    private Work verify(VerifyOrder order) {
        return new Verify(
                environment.shardPlan().isPresent() ? order.ofShard(environment.shard()) : order,
                source(order.source()),
                target(order.target(), order.source()),
                records(order.records()),
                environment.scratch(),
                progress,
                clock);
    }

    private Work copyBack(CopyBackOrder order) {
        return new CopyBack(
                order,
                source(order.source()),
                target(order.target(), order.source()),
                S3Origin.at(order.source(), identity(order.source()).provider(), Retries.patient()),
                environment.scratch(),
                progress);
    }

    private Work copy(CopyOrder order, Trust trust) {
        CopyState state = CopyState.open(environment.stateDirectory(), order.key());
        Source source = source(order.source());
        Target target = target(order.target(), order.source());
        Engine engine = switch (order.engine()) {
            case AzCopy -> azCopy(order, source, state, trust);
            case Stream -> stream(order, source, target);
        };
        return new Copy(
                order,
                engine,
                source,
                target,
                BlobEraser.at(order.target(), environment.azure(), Retries.patient()),
                restores(order),
                new Copy.Memory(state, records(ofShard(order.records())), records(order.records())),
                progress,
                clock);
    }

    private Work permitted(CopyOrder order, Work copy) {
        return order.acl().isEmpty()
                ? copy
                : new Permitted(
                        AdlsDirectory.at(order.target(), environment.azure(), Retries.patient()), order.acl(), copy);
    }

    private Restores restores(CopyOrder order) {
        Restoration wish = order.restore();
        return wish == null
                ? Restores.none()
                : Restores.by(S3Restorer.at(
                        order.source(), wish, identity(order.source()).provider()));
    }

    private Engine azCopy(CopyOrder order, Source source, CopyState state, Trust trust) {
        Path certificates = trust.writePem(environment.scratch());
        SourceIdentity identity = identity(order.source());
        return new AzCopyEngine(
                environment.azcopy(),
                order,
                source,
                range(),
                state,
                clock,
                environment.patience(),
                () -> granted(identity, state, certificates));
    }

    private Engine stream(CopyOrder order, Source source, Target target) {
        return StreamEngine.of(
                order,
                source,
                target,
                S3Reader.at(order.source(), identity(order.source()).provider()),
                BlobWriter.at(order.target(), environment.azure()),
                environment.scratch(),
                clock);
    }

    private AzCopyEngine.Granted granted(SourceIdentity identity, CopyState state, Path certificates) {
        SourceIdentity.Keys keys = identity.keys();
        return new AzCopyEngine.Granted(
                new AzCopyEnvironment(
                        login(environment.azure()),
                        new AwsKeys(keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken()),
                        state.directory(),
                        certificates,
                        Runtime.getRuntime().availableProcessors(),
                        environment.variables()),
                keys.expire());
    }

    private static AzureLogin login(TargetIdentity azure) {
        return new AzureLogin(
                azure.tenantId(),
                azure.clientId(),
                azure.authority(),
                azure.federatedTokenFile(),
                azure.clientSecret());
    }

    private SourceIdentity identity(S3Location location) {
        String region = environment.awsRegion();
        return new SourceIdentity(environment.awsWebIdentity(), region == null ? location.region() : region);
    }

    /** An index is of all that its pod copied: those of the shards stand apart, and passes, which aren't divided, begin one anew. */
    private BlobLocation ofShard(BlobLocation all) {
        return environment.shardPlan().isEmpty()
                ? all
                : new BlobLocation(
                        all.endpoint(),
                        all.container(),
                        all.prefix() + RecordNames.INDEXES + "shard-" + environment.shard() + "/",
                        all.hierarchicalNamespace());
    }

    private Records records(BlobLocation location) {
        return BlobRecords.at(location, environment.azure(), Retries.patient());
    }

    private Source source(S3Location location) {
        return source(location, Retries.patient());
    }

    private Source source(S3Location location, Retries retries) {
        Source bucket = S3Source.at(location, range(), identity(location).provider(), retries);
        KeySelection selection = KeySelection.of(location.keys());
        return selection.isEverything() ? bucket : new SelectedSource(bucket, selection);
    }

    private Target target(BlobLocation location, S3Location source) {
        return target(location, source, Retries.patient());
    }

    private Target target(BlobLocation location, S3Location source, Retries retries) {
        Target container = BlobTarget.at(location, source.prefix(), range(), environment.azure(), retries);
        KeySelection selection = KeySelection.of(source.keys());
        return selection.isEverything() ? container : new SelectedTarget(container, selection);
    }
}
