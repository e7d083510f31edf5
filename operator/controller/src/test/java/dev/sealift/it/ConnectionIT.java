package dev.sealift.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sealift.api.Condition;
import dev.sealift.api.ConditionType;
import dev.sealift.api.connection.AwsConnection;
import dev.sealift.api.connection.AwsConnectionSpec;
import dev.sealift.api.connection.AwsConnectionSpec.Auth;
import dev.sealift.api.connection.AwsConnectionSpec.Endpoints;
import dev.sealift.api.connection.AwsConnectionSpec.WebIdentity;
import dev.sealift.api.connection.AzureConnection;
import dev.sealift.api.connection.AzureConnectionSpec;
import dev.sealift.api.connection.AzureConnectionSpec.WorkloadIdentity;
import dev.sealift.api.connection.AzureEnvironment;
import dev.sealift.api.connection.CaBundleReference;
import dev.sealift.api.connection.ConnectionStatus;
import dev.sealift.aws.AwsConnections;
import dev.sealift.azure.AzureConnections;
import dev.sealift.cloud.Calls;
import dev.sealift.cloud.KnownConnections;
import dev.sealift.cloud.LocalCertificate;
import dev.sealift.cloud.LocalServer;
import dev.sealift.cloud.LocalServer.Reply;
import dev.sealift.cloud.LocalServer.Request;
import dev.sealift.engine.Events;
import dev.sealift.kinds.connection.AwsConnectionReconciler;
import dev.sealift.kinds.connection.AzureConnectionReconciler;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The reconcilers of connections at a real API server, which mints real tokens, and a server that answers as the clouds do. */
class ConnectionIT {

    private static final String ROLE = "arn:aws:iam::111122223333:role/sealift";
    private static final String TENANT = "aaaaaaaa-0000-0000-0000-000000000001";
    private static final String SUBSCRIPTION = "bbbbbbbb-0000-0000-0000-000000000002";
    private static final String APPLICATION = "cccccccc-0000-0000-0000-000000000003";

    private final KubernetesClient kubernetes = ApiServer.client();
    private final String namespace =
            "connections-" + UUID.randomUUID().toString().substring(0, 8);
    private final LocalServer clouds = LocalServer.https();
    private final KnownConnections known = new KnownConnections(kubernetes);
    private final AwsConnections aws = new AwsConnections(kubernetes, known, Calls.UNTOLD, Clock.systemUTC());
    private final AzureConnections azure = new AzureConnections(kubernetes, known, Calls.UNTOLD, Clock.systemUTC());
    private final Operator operator = new Operator(
            configuration -> configuration.withKubernetesClient(kubernetes).withCloseClientOnStop(false));

    @BeforeEach
    void start() {
        clouds.answers(ConnectionIT::asBoth);
        kubernetes
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        kubernetes
                .resource(new ConfigMapBuilder()
                        .withMetadata(meta("ca"))
                        .withData(Map.of("ca.crt", LocalCertificate.pem()))
                        .build())
                .create();
        Events events = new Events(kubernetes, Clock.systemUTC());
        operator.register(
                new AwsConnectionReconciler(aws, known, events, Clock.systemUTC()),
                configuration -> configuration.settingNamespace(namespace));
        operator.register(
                new AzureConnectionReconciler(azure, known, events, Clock.systemUTC()),
                configuration -> configuration.settingNamespace(namespace));
        operator.start();
    }

    @AfterEach
    void stop() {
        operator.stop();
        aws.close();
        azure.close();
        clouds.close();
    }

    @Test
    void aMissingServiceAccountIsNamedAndItsTokenIsShownToAwsOnceItIsThere() {
        AwsConnection connection = created(awsConnection());

        Condition missing = ready(connection, "False");
        assertThat(missing.reason()).isEqualTo("ReferenceNotFound");
        assertThat(missing.message())
                .startsWith("ServiceAccount " + namespace + "/sealift-worker does not exist; create it");

        createServiceAccount();
        edited(connection, spec -> withSessions(spec, 900));

        Condition proven = ready(connection, "True");
        assertThat(proven.reason()).isEqualTo("IdentityProven");
        assertThat(proven.observedGeneration()).isEqualTo(2);
        ConnectionStatus status = status(connection);
        assertThat(status.observedGeneration()).isEqualTo(2);
        assertThat(Objects.requireNonNull(status.identity()).account()).isEqualTo("111122223333");
        assertThat(claims(clouds.requests().getFirst().field("WebIdentityToken"))
                        .path("sub")
                        .asText())
                .isEqualTo("system:serviceaccount:" + namespace + ":sealift-worker");
        assertThat(claims(clouds.requests().getFirst().field("WebIdentityToken"))
                        .path("aud")
                        .path(0)
                        .asText())
                .isEqualTo("sts.amazonaws.com");
        Awaitility.await()
                .untilAsserted(() -> assertThat(events("AwsConnection"))
                        .extracting(Event::getType, Event::getReason)
                        .contains(tuple("Warning", "ReferenceNotFound"), tuple("Normal", "IdentityProven")));
    }

    @Test
    void azureIsShownATokenForEntra() {
        createServiceAccount();

        AzureConnection connection = created(azureConnection());

        assertThat(ready(connection, "True").message()).isEqualTo("known as " + APPLICATION + " in " + SUBSCRIPTION);
        JsonNode claims = claims(clouds.requests().getFirst().field("client_assertion"));
        assertThat(claims.path("aud").path(0).asText()).isEqualTo("api://AzureADTokenExchange");
    }

    @Test
    void aNewSpecIsProvenOnceAndItsSpecIsLeftAlone() {
        createServiceAccount();
        AwsConnection connection = created(awsConnection());
        ready(connection, "True");
        String version = fresh(connection).getMetadata().getResourceVersion();
        int asked = clouds.requests().size();

        edited(connection, spec -> withSessions(spec, 1800));

        Awaitility.await().until(() -> Objects.equals(status(connection).observedGeneration(), 2L));
        assertThat(clouds.requests().size()).isGreaterThan(asked);
        assertThat(fresh(connection).getMetadata().getResourceVersion()).isNotEqualTo(version);
        assertThat(fresh(connection).getSpec().auth().webIdentity())
                .extracting(WebIdentity::sessionSeconds)
                .isEqualTo(1800);
        String settled = fresh(connection).getMetadata().getResourceVersion();
        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(5))
                .until(() ->
                        fresh(connection).getMetadata().getResourceVersion().equals(settled));
    }

    private <C extends CustomResource<?, ConnectionStatus>> C created(C connection) {
        return kubernetes.resource(connection).create();
    }

    private void edited(AwsConnection connection, UnaryOperator<AwsConnectionSpec> change) {
        kubernetes
                .resources(AwsConnection.class)
                .inNamespace(namespace)
                .withName(connection.getMetadata().getName())
                .edit(found -> {
                    found.setSpec(change.apply(found.getSpec()));
                    return found;
                });
    }

    private <C extends CustomResource<?, ConnectionStatus>> Condition ready(C connection, String status) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> status(connection)
                                .condition(ConditionType.Ready)
                                .filter(condition -> condition.status().name().equals(status)),
                        Optional::isPresent)
                .orElseThrow();
    }

    private ConnectionStatus status(CustomResource<?, ConnectionStatus> connection) {
        return Objects.requireNonNullElseGet(
                fresh(connection).getStatus(), () -> new ConnectionStatus(null, List.of(), null));
    }

    private <C extends CustomResource<?, ConnectionStatus>> C fresh(C connection) {
        return Objects.requireNonNull(kubernetes.resource(connection).get());
    }

    private List<Event> events(String kind) {
        return kubernetes.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getKind().equals(kind))
                .toList();
    }

    private void createServiceAccount() {
        kubernetes
                .resource(new ServiceAccountBuilder()
                        .withMetadata(meta("sealift-worker"))
                        .build())
                .create();
    }

    private AwsConnection awsConnection() {
        String here = clouds.address().toString();
        AwsConnection connection = new AwsConnection();
        connection.setMetadata(meta("prod"));
        connection.setSpec(new AwsConnectionSpec(
                "eu-central-1",
                new Auth(new WebIdentity(ROLE, null, null), null),
                null,
                new Endpoints(here, here, true),
                new CaBundleReference("ca", null)));
        return connection;
    }

    private static AwsConnectionSpec withSessions(AwsConnectionSpec spec, int seconds) {
        return new AwsConnectionSpec(
                spec.region(),
                new Auth(new WebIdentity(ROLE, null, seconds), null),
                spec.accountId(),
                spec.endpoints(),
                spec.caBundleRef());
    }

    private AzureConnection azureConnection() {
        String here = clouds.address().toString();
        AzureConnection connection = new AzureConnection();
        connection.setMetadata(meta("zone"));
        connection.setSpec(new AzureConnectionSpec(
                AzureEnvironment.Custom,
                new AzureConnectionSpec.Endpoints(here, here, "storage.invalid"),
                TENANT,
                SUBSCRIPTION,
                new AzureConnectionSpec.Auth(new WorkloadIdentity(APPLICATION, null), null),
                new CaBundleReference("ca", null)));
        return connection;
    }

    private ObjectMeta meta(String name) {
        return new ObjectMetaBuilder().withNamespace(namespace).withName(name).build();
    }

    private static JsonNode claims(String token) {
        try {
            return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reply asBoth(Request request) {
        if (request.body().contains("Action=AssumeRoleWithWebIdentity")) {
            return Reply.of(200, """
                    <AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>
                      <AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>t3mp</SecretAccessKey>
                      <SessionToken>session</SessionToken><Expiration>2199-11-01T11:00:00Z</Expiration>
                    </Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>""");
        }
        if (request.body().contains("Action=GetCallerIdentity")) {
            return Reply.of(200, """
                    <GetCallerIdentityResponse><GetCallerIdentityResult>
                      <Arn>arn:aws:sts::111122223333:assumed-role/sealift/s</Arn><Account>111122223333</Account>
                    </GetCallerIdentityResult></GetCallerIdentityResponse>""");
        }
        if (request.path().endsWith("/oauth2/v2.0/token")) {
            return Reply.json("{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"t0ken\"}");
        }
        return Reply.json("{\"state\":\"Enabled\"}");
    }
}
