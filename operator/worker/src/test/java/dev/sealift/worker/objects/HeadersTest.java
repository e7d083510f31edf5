package dev.sealift.worker.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadersTest {

    private static Headers metadata(Map<String, String> metadata) {
        return Headers.of(null, null, null, null, null, metadata);
    }

    private static Headers type(String type) {
        return Headers.of(type, null, null, null, null, null);
    }

    @Test
    void whatTheSourceLeavesUnsaidIsNotMissing() {
        assertThat(Headers.NONE.missingIn(type("application/octet-stream"))).isEmpty();
        assertThat(Headers.of(" ", "", null, null, null, Map.of()).missingIn(Headers.NONE))
                .isEmpty();
    }

    @Test
    void anotherOrNoTypeIsMissing() {
        assertThat(type("text/html").missingIn(type("text/plain")))
                .contains("Content-Type should be 'text/html' and is 'text/plain' at the target");
        assertThat(type("text/html").missingIn(Headers.NONE))
                .contains("Content-Type should be 'text/html' and is not there at the target");
    }

    @Test
    void whatAClientLeftOfItsUploadIsNoEncoding() {
        assertThat(Headers.of(null, "aws-chunked,gzip", null, null, null, null)
                        .missingIn(Headers.of(null, "gzip", null, null, null, null)))
                .isEmpty();
    }

    @Test
    void namesOfMetadataHaveNoCase() {
        assertThat(metadata(Map.of("owner", "shop")).missingIn(metadata(Map.of("Owner", "shop"))))
                .isEmpty();
        assertThat(metadata(Map.of("owner", "shop")).missingIn(metadata(Map.of("owner", "Shop"))))
                .contains("the metadata owner should be 'shop' and is 'Shop' at the target");
    }

    @Test
    void whatHadToBeRenamedIsFoundUnderItsNewName() {
        Headers source = metadata(Map.of("cost-center", "7"));

        assertThat(source.missingIn(
                        metadata(Map.of("rename_cost_center", "7", "rename_key_cost_center", "cost-center"))))
                .isEmpty();
        assertThat(source.missingIn(
                        metadata(Map.of("rename_cost_center", "8", "rename_key_cost_center", "cost-center"))))
                .isPresent();
        assertThat(source.missingIn(Headers.NONE)).isPresent();
    }
}
