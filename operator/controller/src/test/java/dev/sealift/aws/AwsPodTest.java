package dev.sealift.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.connection.AwsConnection;
import dev.sealift.api.connection.AwsConnectionSpec;
import dev.sealift.api.connection.AwsConnectionSpec.Auth;
import dev.sealift.api.connection.AwsConnectionSpec.Endpoints;
import dev.sealift.api.connection.AwsConnectionSpec.WebIdentity;
import dev.sealift.api.connection.CaBundleReference;
import dev.sealift.api.connection.SecretReference;
import dev.sealift.cloud.Federation;
import dev.sealift.cloud.Golden;
import dev.sealift.cloud.LocalCluster;
import dev.sealift.tools.worker.PodAccess;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import org.junit.jupiter.api.Test;

class AwsPodTest {

    private static final WebIdentity ROLE = new WebIdentity("arn:aws:iam::111122223333:role/sealift", null, null);

    @Test
    void aRoleIsTakenOnWithAProjectedToken() {
        AwsConnectionSpec spec = new AwsConnectionSpec(
                "eu-central-1",
                new Auth(ROLE, null),
                null,
                new Endpoints("https://s3.example.org", "https://sts.example.org", true),
                new CaBundleReference("ca", null));

        PodAccess access = AwsPod.access(spec, role());

        Golden.assertSame("podaccess/aws-role.yaml", access);
    }

    @Test
    void aKeyIsReadFromItsSecret() {
        AwsConnectionSpec spec =
                new AwsConnectionSpec("cn-north-1", new Auth(null, new SecretReference("aws")), null, null, null);

        PodAccess access = AwsPod.access(spec, new AwsCaller.Key("aws"));

        Golden.assertSame("podaccess/aws-key.yaml", access);
    }

    @Test
    void aSessionsNameIsCutToWhatAwsTakes() {
        AwsConnection connection = new AwsConnection();
        connection.setMetadata(new ObjectMetaBuilder()
                .withNamespace("a-namespace-with-a-rather-long-name")
                .withName("a-connection-with-a-rather-long-name")
                .build());

        assertThat(AwsCaller.sessionName(connection))
                .isEqualTo("sealift-a-namespace-with-a-rather-long-name-a-connection-with-a-")
                .hasSize(64);
    }

    private static AwsCaller role() {
        try (LocalCluster cluster = new LocalCluster()) {
            return new AwsCaller.Role(
                    ROLE,
                    "sealift-shop-prod",
                    new Federation(cluster.client(), "shop", ROLE.serviceAccountName(), AwsCaller.AUDIENCE));
        }
    }
}
