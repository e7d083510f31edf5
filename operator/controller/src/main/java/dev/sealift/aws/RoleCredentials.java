package dev.sealift.aws;

import dev.sealift.cloud.Refusal;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleWithWebIdentityCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * A role's credentials. The role is taken on in the midst of another call, so a refusal is told here as what it is: else "access
 * denied" would be read as said of that other call. It is told as an exception of the SDK, for which all callers are ready.
 */
record RoleCredentials(
        StsAssumeRoleWithWebIdentityCredentialsProvider role,
        StsClient sts,
        Function<RuntimeException, Refusal> refusal)
        implements AwsCredentialsProvider, SdkAutoCloseable {

    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return role.resolveCredentials();
        } catch (RuntimeException failure) {
            Refusal told = refusal.apply(failure);
            throw SdkClientException.create(told.getMessage(), told);
        }
    }

    @Override
    public void close() {
        role.close();
        sts.close();
    }
}
