package dev.sealift.worker.azure;

import com.azure.core.http.netty.NettyAsyncHttpClientBuilder;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import dev.sealift.api.worker.BlobLocation;
import java.time.Duration;

/** A storage account, as every client here reaches it: bounded connects, and tries of a minute. */
final class BlobAccount {

    private BlobAccount() {}

    /** A client that tries four times. */
    static BlobServiceClient at(BlobLocation location, TargetIdentity identity) {
        return at(location, identity, 4);
    }

    /** A client that tries so many times. */
    static BlobServiceClient at(BlobLocation location, TargetIdentity identity, int tries) {
        return new BlobServiceClientBuilder()
                .endpoint(location.endpoint().toString())
                .credential(identity.credential())
                .httpClient(new NettyAsyncHttpClientBuilder()
                        .connectTimeout(Duration.ofSeconds(10))
                        .build())
                .retryOptions(new RequestRetryOptions(
                        RetryPolicyType.EXPONENTIAL, tries, Duration.ofSeconds(60), null, null, null))
                .buildClient();
    }
}
