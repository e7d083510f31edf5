package dev.sealift.api.connection;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sealift.api.Sealift;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an {@link AwsConnection} wishes for. */
@ValidationRule(
        value =
                "!has(self.accountId) || !has(self.auth.webIdentity) || self.auth.webIdentity.roleArn.contains('::' + self.accountId + ':')",
        message = "accountId must be the account that roleArn names")
@ValidationRule(
        value =
                "!has(self.auth.webIdentity) || (self.region.startsWith('cn-') == self.auth.webIdentity.roleArn.startsWith('arn:aws-cn:') && self.region.startsWith('us-gov-') == self.auth.webIdentity.roleArn.startsWith('arn:aws-us-gov:'))",
        message =
                "region and roleArn must be of one partition: arn:aws-cn for China, arn:aws-us-gov for GovCloud, arn:aws elsewhere")
public record AwsConnectionSpec(
        @Required
        @JsonPropertyDescription("The region, such as eu-central-1 or cn-north-1.")
        @Pattern("^[a-z]{2,4}(-[a-z]+)+-[0-9]+$") @Size(max = 32) String region,

        @Required @JsonPropertyDescription("How to prove who we are: exactly one of webIdentity and secretRef.")
        Auth auth,

        @JsonPropertyDescription(
                "The twelve digits of the account that these credentials must belong to; refused if they belong to another.")
        @Nullable @Pattern("^[0-9]{12}$") @Size(max = 12) String accountId,

        @JsonPropertyDescription("Endpoints other than AWS's public ones, for VPC endpoints and gateways.") @Nullable Endpoints endpoints,

        @JsonPropertyDescription("Further certificate authorities to trust, for gateways and proxies that inspect TLS.")
        @Nullable CaBundleReference caBundleRef) {

    /** How to prove who we are. */
    @ValidationRule(
            value = "[has(self.webIdentity), has(self.secretRef)].exists_one(x, x)",
            message = "exactly one of webIdentity and secretRef must be set")
    public record Auth(
            @JsonPropertyDescription(
                    "Keyless, the recommended way: a role that trusts the cluster's OIDC issuer, taken on with a projected service-account token of audience sts.amazonaws.com.")
            @Nullable WebIdentity webIdentity,

            @JsonPropertyDescription(
                    "A Secret of this namespace with the keys accessKeyId, secretAccessKey and, for temporary credentials, sessionToken.")
            @Nullable SecretReference secretRef) {}

    /** A role taken on with a service account's token. */
    public record WebIdentity(
            @Required
            @JsonPropertyDescription("The role, such as arn:aws:iam::123456789012:role/sealift.")
            @Pattern("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$") @Size(max = 2048) String roleArn,

            @JsonPropertyDescription(
                    "The service account of this namespace whose token is shown to AWS; the role's trust policy names it as system:serviceaccount:<namespace>:<name>.")
            @Default(Sealift.WORKER_SERVICE_ACCOUNT)
            @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$") @Size(max = 253) String serviceAccountName,

            @JsonPropertyDescription("How long a session lasts; no longer than the role allows.")
            @Default("3600")
            @Min(900) @Max(43200) Integer sessionSeconds) {

        /** Fills what is absent. */
        public WebIdentity(String roleArn, @Nullable String serviceAccountName, @Nullable Integer sessionSeconds) {
            this.roleArn = roleArn;
            this.serviceAccountName = Objects.requireNonNullElse(serviceAccountName, Sealift.WORKER_SERVICE_ACCOUNT);
            this.sessionSeconds = Objects.requireNonNullElse(sessionSeconds, 3600);
        }
    }

    /** Endpoints other than AWS's public ones. */
    public record Endpoints(
            @JsonPropertyDescription("The endpoint of S3.") @Nullable @Pattern(Patterns.ENDPOINT) @Size(max = 512) String s3,

            @JsonPropertyDescription("The endpoint of STS.") @Nullable @Pattern(Patterns.ENDPOINT) @Size(max = 512) String sts,

            @JsonPropertyDescription(
                    "Whether buckets stand in the path rather than in the host name, as some gateways want.")
            @Default("false")
            Boolean s3PathStyle) {

        /** Fills what is absent. */
        public Endpoints(@Nullable String s3, @Nullable String sts, @Nullable Boolean s3PathStyle) {
            this.s3 = s3;
            this.sts = sts;
            this.s3PathStyle = Objects.requireNonNullElse(s3PathStyle, false);
        }
    }
}
