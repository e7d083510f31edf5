package dev.sealift.aws;

import dev.sealift.api.connection.AwsConnection;
import dev.sealift.api.connection.AwsConnectionSpec;
import dev.sealift.cloud.Federation;

/** Who calls AWS, in the words that a person needs to mend a refusal. */
sealed interface AwsCaller {

    /** The keys that a Secret must have. */
    String ACCESS_KEY_ID = "accessKeyId";

    /** See {@link #ACCESS_KEY_ID}. */
    String SECRET_ACCESS_KEY = "secretAccessKey";

    /** The key that a Secret has for temporary credentials. */
    String SESSION_TOKEN = "sessionToken";

    /** What tokens for AWS are minted for, in all partitions: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html */
    String AUDIENCE = "sts.amazonaws.com";

    /** A role, taken on with a service account's token. */
    record Role(AwsConnectionSpec.WebIdentity webIdentity, String sessionName, Federation federation)
            implements AwsCaller {}

    /** The key that stands in a Secret. */
    record Key(String secretName) implements AwsCaller {}

    /** The connection's word for it in {@code status.identity.method}. */
    default String method() {
        return switch (this) {
            case Role _ -> "WebIdentity";
            case Key _ -> "Secret";
        };
    }

    /** Who may be granted something, for remedies. */
    default String principal() {
        return switch (this) {
            case Role role -> "role " + role.webIdentity().roleArn();
            case Key key -> "the user of the key in Secret " + key.secretName();
        };
    }

    /** What to renew when AWS does not believe us. */
    default String proof() {
        return switch (this) {
            case Role role ->
                "check that role " + role.webIdentity().roleArn() + " exists and trusts "
                        + role.federation().claims();
            case Key key -> "put a valid key into Secret " + key.secretName();
        };
    }

    /** The name of the session that CloudTrail shows, at most 64 long: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
    static String sessionName(AwsConnection connection) {
        String whole = "sealift-" + connection.getMetadata().getNamespace() + "-"
                + connection.getMetadata().getName();
        return whole.substring(0, Math.min(whole.length(), 64));
    }
}
