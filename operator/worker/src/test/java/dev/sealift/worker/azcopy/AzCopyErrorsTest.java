package dev.sealift.worker.azcopy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.worker.work.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AzCopyErrorsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Cannot perform copy due to error: cannot list objects, The request signature we calculated does not match the signature you provided. Check your key and signing method.|CredentialsRejected|false",
                "Cannot perform copy due to error: cannot list objects, The AWS Access Key Id you provided does not exist in our records.|CredentialsRejected|false",
                "Cannot perform copy due to error: cannot list objects, The provided token has expired.|CredentialsRejected|true",
                "Cannot perform copy due to error: cannot list objects, Access Denied.|PermissionMissing|false",
                "Cannot perform copy due to error: cannot list objects, The specified bucket does not exist|SourceNotFound|false",
                "Cannot perform copy due to error: cannot list objects, unexpected EOF|SourceUnreachable|true",
                "Cannot perform copy due to error: failed to perform Auto-login: ClientSecretCredential authentication failed.|CredentialsRejected|false",
                "RESPONSE 403: AuthorizationPermissionMismatch|TargetPermissionMissing|true",
                "RESPONSE 403: AuthorizationFailure|TargetFirewalled|false",
                "write /state/plan: no space left on device|StateVolumeFull|false",
                "panic: something|EngineFailed|true",
            })
    void meansByItsWords(String text, String reason, boolean retryable) {
        Trouble trouble = AzCopyErrors.trouble(text);

        assertThat(trouble.reason()).isEqualTo(reason);
        assertThat(trouble.retryable()).isEqualTo(retryable);
        assertThat(trouble.message()).contains(text);
    }

    @Test
    void redacts() {
        assertThat(AzCopyErrors.trouble("GET https://x?sig=secretvalue failed").message())
                .doesNotContain("secretvalue");
    }

    @Test
    void knowsAJobThatCantGoOn() {
        String resuming = "failed to perform resume command due to error: error resuming job 9a29. failed with error: ";

        assertThat(AzCopyErrors.notResumable(resuming + "Job with JobID 9a29 does not exist or is invalid"))
                .isTrue();
        assertThat(AzCopyErrors.notResumable(
                        resuming + "cannot resume job with JobId 9a29 . It hasn't been ordered completely"))
                .isTrue();
        assertThat(AzCopyErrors.notResumable(resuming + "failed to perform Auto-login"))
                .isFalse();
        assertThat(AzCopyErrors.notResumable("cannot list objects, the bucket does not exist"))
                .isFalse();
    }
}
