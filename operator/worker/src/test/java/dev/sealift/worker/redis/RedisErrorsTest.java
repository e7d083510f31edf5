package dev.sealift.worker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.worker.work.Trouble;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

class RedisErrorsTest {

    private static final String ITEM = "the source cache:6379";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WRONGPASS invalid username-password pair or user is disabled. | SourceCredentialsRejected | false",
                "NOAUTH Authentication required.                               | SourceCredentialsRejected | false",
                "ERR Client sent AUTH, but no password is set                  | SourceCredentialsRejected | false",
                "NOPERM this user has no permissions to run the 'scan' command | SourcePermissionMissing   | false",
                "ERR unknown command 'SCAN', with args beginning with: '0'     | SourcePermissionMissing   | false",
                "LOADING Redis is loading the dataset in memory                | SourceNotReady            | true",
                "CLUSTERDOWN The cluster is down                               | SourceNotReady            | true",
                "ERR max number of clients reached                             | SourceNotReady            | true",
                "OOM command not allowed when used memory > 'maxmemory'.       | SourceFull                | false",
                "MOVED 12182 10.0.0.3:6379                                     | SourceClustered           | false",
                "ERR value is not an integer or out of range                   | SourceRejected            | false"
            })
    void refusals(String said, String reason, boolean retryable) {
        Trouble trouble = RedisErrors.trouble(Side.Source, ITEM, "SCAN", new JedisDataException(said));

        assertThat(trouble.reason()).isEqualTo(reason);
        assertThat(trouble.retryable()).isEqualTo(retryable);
        assertThat(trouble.message()).contains(ITEM);
    }

    @Test
    void a_missing_permission_names_the_command() {
        Trouble trouble =
                RedisErrors.trouble(Side.Target, "the target t:1", "RESTORE", new JedisDataException("NOPERM no"));

        assertThat(trouble.message()).contains("RESTORE").contains("+restore");
        assertThat(trouble.reason()).isEqualTo("TargetPermissionMissing");
    }

    @Test
    void what_a_refusal_repeats_of_the_arguments_is_cut() {
        assertThat(new Refused("ERR unknown command 'FOO', with args beginning with: 'secret' ").said())
                .isEqualTo("ERR unknown command 'FOO'");
    }

    @Test
    void a_network_that_fails_may_come_back() {
        assertThat(RedisErrors.trouble(
                        Side.Source, ITEM, "AUTH", new JedisConnectionException(new UnknownHostException("cache"))))
                .satisfies(trouble -> {
                    assertThat(trouble.reason()).isEqualTo("SourceUnreachable");
                    assertThat(trouble.retryable()).isTrue();
                    assertThat(trouble.message()).contains("doesn't resolve");
                });
        assertThat(RedisErrors.trouble(
                                Side.Source,
                                ITEM,
                                "AUTH",
                                new JedisConnectionException(new SSLHandshakeException("PKIX path building failed")))
                        .message())
                .contains("certificate authority");
        assertThat(RedisErrors.trouble(
                                Side.Source,
                                ITEM,
                                "AUTH",
                                new JedisConnectionException(new SocketTimeoutException("Read timed out")))
                        .message())
                .contains("security groups");
    }
}
