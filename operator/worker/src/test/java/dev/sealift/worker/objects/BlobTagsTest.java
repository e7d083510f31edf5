package dev.sealift.worker.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BlobTagsTest {

    @Test
    void holdsWhatAzureHolds() {
        Map<String, String> tags = Map.of("Project a+b-c.d/e:f=g_h", "1 + 2", "empty", "");

        assertThat(BlobTags.of(tags).held()).isEqualTo(tags);
        assertThat(BlobTags.of(tags).remarks()).isEmpty();
    }

    @Test
    void leavesOutAndNamesWhatAzureDoesNot() {
        BlobTags tags = BlobTags.of(Map.of("owner", "shop@example.com", "straße", "1", "kept", "x", "", "y"));

        assertThat(tags.held()).isEqualTo(Map.of("kept", "x"));
        assertThat(tags.remarks())
                .hasSize(3)
                .anySatisfy(remark -> assertThat(remark).startsWith("the tag 'owner' is left out"));
    }

    @Test
    void comparesWhatIsHeld() {
        BlobTags tags = BlobTags.of(Map.of("owner", "a@b", "kept", "x"));

        assertThat(tags.otherThan(Map.of("kept", "x"))).isEmpty();
        assertThat(tags.otherThan(Map.of("kept", "X")))
                .hasValueSatisfying(said -> assertThat(said).contains("should be {kept=x} and are {kept=X}"));
        assertThat(tags.otherThan(Map.of())).isPresent();
    }
}
