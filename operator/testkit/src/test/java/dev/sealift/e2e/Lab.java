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

    /** A Redis as ElastiCache lets it be used, to be closed. */
    public RedisSide elastiCache() {
        return redis("LAB_ELASTICACHE", Optional.of(http.sslContext()));
    }

    /** Another one, of which AWS told what PSYNC is called there: {@link #psyncAlias()}. To be closed. */
    public RedisSide elastiCacheGranted() {
        return redis("LAB_ELASTICACHE_GRANTED", Optional.of(http.sslContext()));
    }

    /** What PSYNC is called at {@link #elastiCacheGranted()}. */
    public static String psyncAlias() {
        return setting("LAB_ELASTICACHE_PSYNC");
    }

    /** A Redis on a machine of one's own, to be closed. */
    public RedisSide redisOpen() {
        return redis("LAB_REDIS_OPEN", Optional.empty());
    }

    /** A Redis as Azure lets it be used, to be closed. */
    public RedisSide managedRedis() {
        return redis("LAB_MANAGED_REDIS", Optional.of(http.sslContext()));
    }

    /** The password of the Redis whose address is in the variable, such as {@code LAB_MANAGED_REDIS}. */
    public static String redisPassword(String name) {
        return setting(name + "_PASSWORD");
    }

    private static RedisSide redis(String name, Optional<SSLContext> tls) {
        String[] address = setting(name).split(":", 2);
        try {
            RedisLink link = RedisLink.open(address[0], Integer.parseInt(address[1]), tls, Duration.ofSeconds(10));
            link.ask("AUTH", redisPassword(name));
            return RedisSide.of(List.of(link));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
