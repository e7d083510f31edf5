package dev.sealift.kinds.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BucketPolicyTest {

    @Test
    void findsWhatLooksAtNetworks() {
        assertThat(new BucketPolicy("""
                {"Version": "2012-10-17", "Statement": [
                  {"Sid": "Tls", "Effect": "Deny", "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
                  {"Sid": "OnlyVpc", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
                   "Condition": {"StringNotEquals": {"aws:sourceVpce": ["vpce-1", "vpce-2"]}}}]}
                """).networkCondition())
                .contains("aws:sourceVpce in the Deny statement \"OnlyVpc\"");
    }

    @Test
    void takesAStatementThatStandsAlone() {
        assertThat(new BucketPolicy("""
                {"Statement": {"Effect": "Allow", "Condition": {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}}}
                """).networkCondition()).contains("aws:SourceIp in a statement of effect Allow");
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(new BucketPolicy("""
                {"Statement": [{"Sid": "aws:SourceIp", "Effect": "Allow", "Action": "s3:GetObject"}]}
                """).networkCondition()).isEmpty();
        assertThat(new BucketPolicy("not JSON").networkCondition()).isEmpty();
    }
}
