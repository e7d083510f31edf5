package dev.sealift.e2e;

import dev.sealift.testkit.azure.AzureDoubleAdmin;
import dev.sealift.testkit.faults.AdminClient;
import dev.sealift.testkit.faults.FaultsAdmin;
import dev.sealift.testkit.redis.RedisLink;
import dev.sealift.testkit.redis.RedisSide;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The lab as {@code hack/lab/up} leaves it, seen from this machine. */
public record Lab(KubernetesClient kubernetes, S3Client s3, HttpClient http, URI azure) implements AutoCloseable {

    /** The namespace that the operator runs in. */
    public static final String OPERATOR = "sealift-system";

    /** Speaks to the lab that the environment names. */
    public static Lab open() {
        TrustManagerFactory trust = trust(Path.of(setting("LAB_CA")));
        KubernetesClient kubernetes = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Path.of(setting("KUBECONFIG")).toFile()))
                .build();
        return new Lab(kubernetes, s3(trust), http(trust), URI.create(setting("LAB_AZURE_URL")));
    }

    /** Of a user who may do everything. */
    public static String accessKeyId() {
        return setting("LAB_AWS_ACCESS_KEY_ID");
    }

    /** Of a user who may do everything. */
    public static String secretAccessKey() {
        return setting("LAB_AWS_SECRET_ACCESS_KEY");
    }

    /** Of a user whom AWS knows and who may do nothing. */
    public static String deniedAccessKeyId() {
        return setting("LAB_AWS_DENIED_ACCESS_KEY_ID");
    }

    /** Of a user whom AWS knows and who may do nothing. */
    public static String deniedSecretAccessKey() {
        return setting("LAB_AWS_DENIED_SECRET_ACCESS_KEY");
    }

    /** A Redis that may be used as ElastiCache lets it be used. */
    public static CacheServer elastiCache() {
        return new CacheServer("LAB_ELASTICACHE", "master.orders.abc123.euc1.cache.amazonaws.com:6379", true);
    }

    /** Another one, for which AWS support has told what PSYNC is called there: {@link #psyncName}. */
    public static CacheServer elastiCacheGranted() {
        return new CacheServer("LAB_ELASTICACHE_GRANTED", "master.granted.abc123.euc1.cache.amazonaws.com:6379", true);
    }

    /** What PSYNC is called there. */
    public static String psyncName() {
        return setting("LAB_ELASTICACHE_PSYNC");
    }

    /** A Redis of one's own, in which everything is allowed. */
    public static CacheServer openRedis() {
        return new CacheServer("LAB_REDIS_OPEN", "redis-open.sealift-lab.svc.cluster.local:6379", false);
    }

    /** A Redis that may be used as Azure Managed Redis lets it be used. */
    public static CacheServer managedRedis() {
        return new CacheServer("LAB_MANAGED_REDIS", "orders.germanywestcentral.redis.azure.net:10000", true);
    }

    /** All that nobody may read anywhere, by what it is. */
    static Map<String, String> secrets() {
        return Map.of(
                "an AWS secret key", secretAccessKey(),
                "the password of ElastiCache", elastiCache().password(),
                "the password of the ElastiCache with PSYNC",
                        elastiCacheGranted().password(),
                "the name of PSYNC", psyncName(),
                "the password of an open Redis", openRedis().password(),
                "the password of Managed Redis", managedRedis().password());
    }

    /**
     * A Redis of the lab.
     *
     * @param setting where it is for this machine
     * @param address its name for pods
     */
    public record CacheServer(String setting, String address, boolean tls) {

        /** The password of its default user. */
        public String password() {
            return Lab.setting(setting + "_PASSWORD");
        }

        /** A connection from this machine. */
        public RedisLink link(Lab lab) {
            URI here = URI.create("redis://" + Lab.setting(setting));
            Optional<SSLContext> context = tls ? Optional.of(lab.http().sslContext()) : Optional.empty();
            try {
                RedisLink link = RedisLink.open(here.getHost(), here.getPort(), context, Duration.ofSeconds(10));
                link.ask("AUTH", password());
                return link;
            } catch (IOException e) {
                throw new UncheckedIOException("can't reach " + setting, e);
            }
        }

        /** All its keys go. */
        public void empty(Lab lab) {
            try (RedisLink link = link(lab)) {
                link.ask("FLUSHALL");
            }
        }

        /** All of it, from this machine. */
        public RedisSide side(Lab lab) {
            return RedisSide.of(List.of(link(lab)));
        }
    }

    /** The authority that vouches for all of the lab's names. */
    public static String authority() {
        try {
            return Files.readString(Path.of(setting("LAB_CA")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The container in which the cluster runs. */
    public static String name() {
        return setting("LAB_NAME");
    }

    /** The region of all buckets. */
    public static String region() {
        return setting("LAB_AWS_REGION");
    }

    /** What goes wrong between S3 and its clients. */
    public FaultsAdmin s3Faults() {
        return new FaultsAdmin(new AdminClient(URI.create(setting("LAB_S3_URL")), http.sslContext()));
    }

    /** Azure behind the scenes: faults, and every request that was made. */
    public AzureDoubleAdmin azureDouble() {
        return new AzureDoubleAdmin(azure, http.sslContext());
    }

    private static String setting(String name) {
        return Objects.requireNonNull(System.getenv(name), () -> name + " is not set: run this by `make e2e`");
    }

    private static S3Client s3(TrustManagerFactory trust) {
        return S3Client.builder()
                .endpointOverride(URI.create(setting("LAB_S3_URL")))
                .region(Region.of(region()))
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId(), secretAccessKey())))
                .httpClient(ApacheHttpClient.builder()
                        .tlsTrustManagersProvider(trust::getTrustManagers)
                        .build())
                .build();
    }

    private static HttpClient http(TrustManagerFactory trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return HttpClient.newBuilder().sslContext(context).build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TrustManagerFactory trust(Path authority) {
        try (InputStream in = Files.newInputStream(authority)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "lab", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("can't trust " + authority, e);
        }
    }

    @Override
    public void close() {
        kubernetes.close();
        s3.close();
        http.close();
    }
}
