package dev.sealift.api.cache;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sealift.api.connection.CaBundleReference;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a cache is spoken to, and as whom. */
@ValidationRule(
        value =
                "int(self.address.substring(self.address.lastIndexOf(':') + 1)) >= 1 && int(self.address.substring(self.address.lastIndexOf(':') + 1)) <= 65535",
        message = "the port of address must be between 1 and 65535",
        fieldPath = ".address")
@ValidationRule(
        value = "!has(self.username) || self.username == '' || has(self.passwordRef)",
        message = "username needs a passwordRef",
        fieldPath = ".username")
public record CacheEndpoint(
        @Required
        @JsonPropertyDescription(
                "Host and port, such as master.orders.abc123.euc1.cache.amazonaws.com:6379. Of a cluster, its configuration endpoint or any node; of ElastiCache without a cluster, the primary endpoint.")
        @Pattern("^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?:[0-9]{1,5}$") @Size(min = 3, max = 259) String address,

        @JsonPropertyDescription(
                "Whether it speaks the cluster protocol: ElastiCache with cluster mode enabled, Azure Managed Redis with the policy OSSCluster.")
        @Default("false")
        Boolean cluster,

        @JsonPropertyDescription("Whether it is spoken to by TLS.") @Default("true")
        Boolean tls,

        @JsonPropertyDescription("Certificate authorities to trust beside the public ones.") @Nullable CaBundleReference caBundleRef,

        @JsonPropertyDescription("The user, where access lists are used; absent for default.")
        @Default("")
        @Pattern("^[^\\s\"$\\\\]*$")
        @Size(max = 128) String username,

        @JsonPropertyDescription(
                "Where the password stands: an AUTH token, a user's password or an access key. Absent if none is asked for.")
        @Nullable SecretKeyReference passwordRef) {

    /** Fills what is absent. */
    public CacheEndpoint(
            String address,
            @Nullable Boolean cluster,
            @Nullable Boolean tls,
            @Nullable CaBundleReference caBundleRef,
            @Nullable String username,
            @Nullable SecretKeyReference passwordRef) {
        this.address = address;
        this.cluster = Objects.requireNonNullElse(cluster, false);
        this.tls = Objects.requireNonNullElse(tls, true);
        this.caBundleRef = caBundleRef;
        this.username = Objects.requireNonNullElse(username, "");
        this.passwordRef = passwordRef;
    }
}
