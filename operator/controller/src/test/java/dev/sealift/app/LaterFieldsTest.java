package dev.sealift.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sealift.api.bucket.BucketMigration;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class LaterFieldsTest {

    private static final String LATER = """
            apiVersion: sealift.dev/v1alpha1
            kind: BucketMigration
            metadata: {name: orders}
            spec:
              source: {connectionRef: {name: aws}, bucket: orders, ofALaterVersion: {deep: true}}
              target: {connectionRef: {name: azure}, resourceGroup: rg, storageAccount: shoporders, container: orders}
              alsoOfALaterVersion: 7
            status: {phase: Copying, ofALaterVersion: [1]}
            """;

    @Test
    void aResourceOfALaterVersionIsRead() {
        ObjectMapper mapper = new ObjectMapper();
        new LaterFields().customize(mapper);

        BucketMigration read = new KubernetesSerialization(mapper, true).unmarshal(LATER, BucketMigration.class);

        assertThat(read.spec().source().bucket()).isEqualTo("orders");
        assertThat(read.getStatus().phase()).isEqualTo("Copying");
    }
}
