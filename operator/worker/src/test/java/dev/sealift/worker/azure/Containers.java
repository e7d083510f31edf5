package dev.sealift.worker.azure;

import com.azure.core.credential.AccessToken;
import dev.sealift.api.worker.BlobLocation;
import java.net.URI;
import java.time.OffsetDateTime;
import reactor.core.publisher.Mono;

/** Containers at an account that takes any token. */
final class Containers {

    private Containers() {}

    static Container at(String account, String container) {
        BlobLocation location = new BlobLocation(URI.create(account), container, "", false);
        return Container.at(
                location,
                request ->
                        Mono.just(new AccessToken("token", OffsetDateTime.now().plusDays(1))),
                4);
    }
}
