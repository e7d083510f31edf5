package dev.sealift.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sealift.api.Reason;
import dev.sealift.api.connection.AwsConnection;
import dev.sealift.api.connection.AwsConnectionSpec;
import dev.sealift.api.connection.AwsConnectionSpec.Auth;
import dev.sealift.api.connection.AwsConnectionSpec.Endpoints;
import dev.sealift.api.connection.AwsConnectionSpec.WebIdentity;
import dev.sealift.api.connection.CaBundleReference;
import dev.sealift.api.connection.ConnectionStatus.Identity;
import dev.sealift.api.connection.SecretReference;
import dev.sealift.api.worker.S3Location;
import dev.sealift.cloud.Access;
import dev.sealift.cloud.CloudProblem;
import dev.sealift.cloud.KnownConnections;
import dev.sealift.cloud.LocalCertificate;
import dev.sealift.cloud.LocalCluster;
import dev.sealift.cloud.LocalServer;
import dev.sealift.cloud.LocalServer.Reply;
import dev.sealift.cloud.LocalServer.Request;
import dev.sealift.cloud.RecordedCalls;
import dev.sealift.cloud.TurnedClock;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

/** Opens connections against a server that answers as STS and S3 do. */
class AwsConnectionsTest {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final String ACCOUNT = "111122223333";
    private static final String ROLE = "arn:aws:iam::111122223333:role/sealift";

    /** Far off, since the SDK asks the machine's clock whether credentials have expired. */
    private static final String EXPIRATION = "2199-11-01T11:00:00Z";

    private final LocalCluster cluster = new LocalCluster();
    private final TurnedClock clock = new TurnedClock(NOW);
    private final RecordedCalls calls = new RecordedCalls();
    private final AwsConnections connections =
            new AwsConnections(cluster.client(), new KnownConnections(cluster.client()), calls, clock);
    private final LocalServer aws = LocalServer.https();

    @BeforeEach
    void seed() {
        cluster.secret("shop", "aws", Map.of("accessKeyId", "AKIAEXAMPLE", "secretAccessKey", "s3cr3t"))
                .configMap("shop", "ca", Map.of("ca.crt", LocalCertificate.pem()))
                .serviceAccount("shop", "sealift-worker");
        aws.answers(AwsConnectionsTest::asAws);
    }

    @AfterEach
    void close() {
        connections.close();
        cluster.close();
        aws.close();
    }

    @Test
    void aKeyIsProven() {
        cluster.connection(connection(1, withKey(), null));

        assertThat(identity())
                .isEqualTo(new Identity("arn:aws:iam::111122223333:user/mover", ACCOUNT, null, "Secret", null, NOW));
    }

    @Test
    void aRoleIsTakenOnWithAMintedTokenAndProven() {
        cluster.connection(connection(1, withRole("sealift-worker"), null));

        assertThat(identity())
                .isEqualTo(new Identity(
                        "arn:aws:sts::111122223333:assumed-role/sealift/sealift-shop-prod",
                        ACCOUNT,
                        null,
                        "WebIdentity",
                        Instant.parse(EXPIRATION),
                        NOW));
        Request assumed = aws.requests().getFirst();
        assertThat(assumed.field("RoleArn")).isEqualTo(ROLE);
        assertThat(assumed.field("RoleSessionName")).isEqualTo("sealift-shop-prod");
        assertThat(assumed.field("DurationSeconds")).isEqualTo("3600");
        assertThat(assumed.field("WebIdentityToken")).isEqualTo(LocalCluster.token("shop", "sealift-worker"));
        Request minted = cluster.requests().getLast();
        assertThat(minted.path()).isEqualTo(LocalCluster.tokenPath("shop", "sealift-worker"));
        assertThat(minted.body())
                .contains("\"audiences\":[\"sts.amazonaws.com\"]")
                .contains("\"expirationSeconds\":600");
    }

    @Test
    void whatWasAskedOfWhomIsTold() {
        cluster.connection(connection(1, withRole("sealift-worker"), null));

        identity();

        assertThat(calls.ended())
                .containsExactly("aws Sts AssumeRoleWithWebIdentity Done", "aws Sts GetCallerIdentity Done");
    }

    @Test
    void whatIsRefusedAndWhatIsNotAnsweredIsToldAsThat() {
        cluster.connection(connection(1, withKey(), null));
        aws.answers(request -> Reply.of(403, error("AccessDenied", "no")));
        AwsAccess access = opened();
        access.prove();
        aws.close();
        access.prove();

        assertThat(calls.ended())
                .containsExactly("aws Sts GetCallerIdentity Refused", "aws Sts GetCallerIdentity Unanswered");
    }

    @Test
    void aRoleIsTakenOnOnceForManyCalls() {
        cluster.connection(connection(1, withRole("sealift-worker"), null));

        AwsAccess access = opened();
        access.prove();
        access.prove();
        access.s3().headBucket(request -> request.bucket("orders"));

        assertThat(aws.requests().stream().filter(request -> request.body().contains("AssumeRoleWithWebIdentity")))
                .hasSize(1);
    }

    @Test
    void aRoleThatDoesNotTrustUsIsToldAsThatWhateverWasCalled() {
        cluster.connection(connection(1, withRole("sealift-worker"), null));
        aws.answers(request ->
                Reply.of(403, error("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")));
        AwsAccess access = opened();

        SdkException failure = catchThrowableOfType(
                SdkException.class, () -> access.s3().headBucket(request -> request.bucket("orders")));
        CloudProblem problem = access.problem(failure, "s3:ListBucket", "bucket orders");

        assertThat(problem.reason()).isEqualTo(Reason.CredentialsRejected);
        assertThat(problem.message()).startsWith("sts:AssumeRoleWithWebIdentity on role " + ROLE);
        assertThat(problem.remedy())
                .contains("OIDC provider of " + LocalCluster.ISSUER)
                .contains("sub system:serviceaccount:shop:sealift-worker");
        assertThat(refused(access.prove())).isEqualTo(problem);
    }

    @Test
    void aMissingServiceAccountIsNamed() {
        cluster.connection(connection(1, withRole("other"), null));

        CloudProblem problem = refused(opened().prove());

        assertThat(problem.reason()).isEqualTo(Reason.ReferenceNotFound);
        assertThat(problem.message()).isEqualTo("ServiceAccount shop/other does not exist");
    }

    @Test
    void aTokenThatTheOperatorMayNotHaveMintedNamesTheChartsValue() {
        cluster.connection(connection(1, withRole("other"), null))
                .refuses(LocalCluster.tokenPath("shop", "other"), 403);

        CloudProblem problem = refused(opened().prove());

        assertThat(problem.reason()).isEqualTo(Reason.PermissionMissing);
        assertThat(problem.remedy()).contains("workerServiceAccounts");
    }

    @Test
    void anotherAccountIsRefusedByName() {
        cluster.connection(connection(1, withKey(), "999988887777"));

        CloudProblem problem = refused(connections.open("shop", "prod"));

        assertThat(problem.reason()).isEqualTo(Reason.CredentialsRejected);
        assertThat(problem.message()).contains(ACCOUNT).contains("999988887777");
    }

    @Test
    void theAccountIsAskedForOnce() {
        cluster.connection(connection(1, withKey(), ACCOUNT));

        opened();
        opened();

        assertThat(aws.requests()).hasSize(1);
    }

    @Test
    void withoutTheBundleTheCertificateIsRefusedAndTheRemedySaysWhere() {
        cluster.connection(connection(1, withKey(), null, null));

        CloudProblem problem = refused(opened().prove());

        assertThat(problem.reason()).isEqualTo(Reason.Unreachable);
        assertThat(problem.retryable()).isFalse();
        assertThat(problem.remedy()).contains("caBundleRef");
    }

    @Test
    void whatIsMissingIsRefusedByName() {
        assertThat(refused(connections.open("shop", "prod")).reason()).isEqualTo(Reason.ConnectionNotFound);

        cluster.connection(connection(1, new Auth(null, new SecretReference("none")), null));
        assertThat(refused(connections.open("shop", "prod")).message()).isEqualTo("Secret shop/none does not exist");
    }

    @Test
    void clientsAreKeptUntilTheSecretOrTheSpecChanges() {
        cluster.connection(connection(1, withKey(), null));
        AwsAccess first = opened();
        assertThat(opened()).isSameAs(first);

        cluster.secret("shop", "aws", Map.of("accessKeyId", "AKIAOTHER", "secretAccessKey", "n3w"));
        AwsAccess second = opened();
        assertThat(second).isNotSameAs(first);

        cluster.connection(connection(2, withKey(), null));
        assertThat(opened()).isNotSameAs(second);
    }

    @Test
    void bucketsAreCalledInTheirOwnRegion() {
        cluster.connection(connection(1, withKey(), null));
        AwsAccess access = opened();

        access.s3("eu-west-1").headBucket(request -> request.bucket("orders"));

        assertThat(aws.requests().getLast().headers().get("authorization")).contains("/eu-west-1/s3/");
        assertThat(access.s3()).isSameAs(access.s3("eu-central-1")).isNotSameAs(access.s3("eu-west-1"));
    }

    @Test
    void aMissingBucketIsToldThoughAHeadHasNoCode() {
        cluster.connection(connection(1, withKey(), null));
        aws.answers(request -> Reply.of(404, ""));
        AwsAccess access = opened();

        SdkException failure = catchThrowableOfType(
                SdkException.class, () -> access.s3().headBucket(request -> request.bucket("orders")));

        assertThat(access.problem(failure, "s3:ListBucket", "bucket orders").reason())
                .isEqualTo(Reason.ReferenceNotFound);
    }

    @Test
    void workersAreSentWhereWeGo() {
        cluster.connection(connection(1, withKey(), null));

        assertThat(opened().locate("orders", "eu-west-1", "2026/"))
                .isEqualTo(new S3Location("orders", "eu-west-1", "2026/", aws.address(), true));
    }

    private Identity identity() {
        return switch (opened().prove()) {
            case Access.Granted<Identity>(Identity identity) -> identity;
            case Access.Refused<Identity>(CloudProblem problem) -> throw new AssertionError(problem);
        };
    }

    private AwsAccess opened() {
        return switch (connections.open("shop", "prod")) {
            case Access.Granted<AwsAccess>(AwsAccess access) -> access;
            case Access.Refused<AwsAccess>(CloudProblem problem) -> throw new AssertionError(problem);
        };
    }

    private static CloudProblem refused(Access<?> access) {
        return switch (access) {
            case Access.Granted<?> granted -> throw new AssertionError(granted);
            case Access.Refused<?>(CloudProblem problem) -> problem;
        };
    }

    private AwsConnection connection(long generation, Auth auth, @Nullable String accountId) {
        return connection(generation, auth, accountId, new CaBundleReference("ca", null));
    }

    private AwsConnection connection(
            long generation, Auth auth, @Nullable String accountId, @Nullable CaBundleReference bundle) {
        URI here = aws.address();
        AwsConnection connection = new AwsConnection();
        connection.setMetadata(new ObjectMetaBuilder()
                .withNamespace("shop")
                .withName("prod")
                .withUid("3f0c")
                .withGeneration(generation)
                .build());
        connection.setSpec(new AwsConnectionSpec(
                "eu-central-1", auth, accountId, new Endpoints(here.toString(), here.toString(), true), bundle));
        return connection;
    }

    private static Auth withKey() {
        return new Auth(null, new SecretReference("aws"));
    }

    private static Auth withRole(String serviceAccount) {
        return new Auth(new WebIdentity(ROLE, serviceAccount, null), null);
    }

    private static Reply asAws(Request request) {
        if (request.body().contains("Action=AssumeRoleWithWebIdentity")) {
            return Reply.of(200, assumed());
        }
        if (request.body().contains("Action=GetCallerIdentity")) {
            boolean session = request.headers().containsKey("x-amz-security-token");
            return Reply.of(
                    200,
                    identity(
                            session
                                    ? "arn:aws:sts::111122223333:assumed-role/sealift/sealift-shop-prod"
                                    : "arn:aws:iam::111122223333:user/mover"));
        }
        return List.of("/orders", "/orders/").contains(request.path()) ? Reply.of(200, "") : Reply.of(404, "");
    }

    private static String assumed() {
        return """
                <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <AssumeRoleWithWebIdentityResult>
                    <Credentials>
                      <AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>t3mp</SecretAccessKey>
                      <SessionToken>session</SessionToken><Expiration>%s</Expiration>
                    </Credentials>
                  </AssumeRoleWithWebIdentityResult>
                </AssumeRoleWithWebIdentityResponse>""".formatted(EXPIRATION);
    }

    private static String identity(String arn) {
        return """
                <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <GetCallerIdentityResult><Arn>%s</Arn><UserId>u</UserId><Account>%s</Account></GetCallerIdentityResult>
                </GetCallerIdentityResponse>""".formatted(arn, ACCOUNT);
    }

    private static String error(String code, String message) {
        return """
                <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>r</RequestId>
                </ErrorResponse>""".formatted(code, message);
    }
}
