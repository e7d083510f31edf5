package dev.sealift.worker.azcopy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.worker.S3Location;
import dev.sealift.worker.Orders;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AzCopyCommandTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://s3.eu-central-1.amazonaws.com",
                "https://s3.dualstack.eu-central-1.amazonaws.com",
                "https://s3-eu-west-1.amazonaws.com",
                "https://s3.cn-north-1.amazonaws.com.cn"
            })
    void takesAwssPublicEndpoints(String endpoint) {
        assertThat(new AzCopyCommand(Orders.copy(Orders.at(endpoint), Orders.container(""))).unsuitable())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://s3.eu-central-1.amazonaws.com",
                "https://s3.eu-central-1.amazonaws.com:7070",
                "https://minio.example.com",
                "https://bucket.vpce-1a2b3c4d.s3.eu-central-1.vpce.amazonaws.com",
                "https://s3.eu-central-1.amazonaws.com.evil.example"
            })
    void refusesOthers(String endpoint) {
        assertThat(new AzCopyCommand(Orders.copy(Orders.at(endpoint), Orders.container(""))).unsuitable())
                .hasValueSatisfying(why -> assertThat(why).contains(endpoint));
    }

    @Test
    void aTargetPrefixMustBeAFolder() {
        assertThat(new AzCopyCommand(Orders.copy(Orders.BUCKET, Orders.container("aws-"))).unsuitable())
                .isPresent();
        assertThat(new AzCopyCommand(Orders.copy(Orders.bucket("logs/"), Orders.container("aws-"))).unsuitable())
                .isEmpty();
    }

    @Test
    void aRegionOfChinaHasItsOwnDomain() {
        S3Location china = new S3Location("orders", "cn-north-1", "", null, true);

        assertThat(new AzCopyCommand(Orders.copy(china, Orders.container(""))).copy(new Selection.Everything(), 0))
                .contains("https://s3.cn-north-1.amazonaws.com.cn/orders/");
    }

    @Test
    void aKeyIsListedBelowTheFolder() {
        AzCopyCommand command = new AzCopyCommand(Orders.copy(Orders.bucket("logs/20"), Orders.container("")));

        assertThat(command.listed("logs/2026/a%41 b")).contains("2026/a%41 b");
        assertThat(new AzCopyCommand(Orders.copy(Orders.BUCKET, Orders.container(""))).listed("/a"))
                .isEmpty();
    }

    /** Go's expressions and Java's agree on what is used here. */
    @Property
    void aPrefixWithoutAFolderMatchesItselfOnly(
            @ForAll
                    @AlphaChars
                    @Chars({'.', '*', '+', '(', ')', '[', ']', '{', '}', '^', '$', '|', '?', ';', '\\'})
                    @StringLength(min = 1, max = 12)
                    String prefix,
            @ForAll @AlphaChars @Chars({'.', '*', '+', ';', '\\'}) @StringLength(max = 14) String key) {
        String flag = new AzCopyCommand(Orders.copy(Orders.bucket(prefix), Orders.container("")))
                .copy(new Selection.Everything(), 0).stream()
                        .filter(f -> f.startsWith("--include-regex="))
                        .findFirst()
                        .orElseThrow();
        String regex = flag.substring("--include-regex=".length());

        assertThat(regex).doesNotContain(";");
        assertThat(Pattern.compile(regex).matcher(key).find()).isEqualTo(key.startsWith(prefix));
        assertThat(Pattern.compile(regex).matcher(prefix + key).find()).isTrue();
    }
}
