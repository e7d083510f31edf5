package dev.sealift.worker.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The token that requests to Blob Storage show, renewed in time, and when the service takes it no longer. */
final class Bearer {

    /** The same in every cloud. */
    private static final TokenRequestContext STORAGE =
            new TokenRequestContext().addScopes("https://storage.azure.com/.default");

    private static final Duration MARGIN = Duration.ofMinutes(5);

    /** A token so young is not asked for again: the next would be refused as well. */
    private static final Duration YOUNG = Duration.ofSeconds(30);

    private final TokenCredential credential;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Held held;

    private record Held(AccessToken token, Instant since) {

        boolean isGood(Instant now) {
            return now.plus(MARGIN).isBefore(token.getExpiresAt().toInstant()) || isYoung(now);
        }

        boolean isYoung(Instant now) {
            return now.isBefore(since.plus(YOUNG));
        }
    }

    Bearer(TokenCredential credential, Clock clock) {
        this.credential = credential;
        this.clock = clock;
    }

    /** What the {@code Authorization} header says. */
    String shown() {
        Held known = held;
        return "Bearer "
                + (known != null && known.isGood(clock.instant()) ? known : renewed(known))
                        .token()
                        .getToken();
    }

    /** One asks, the others wait for what it gets. */
    private Held renewed(@Nullable Held former) {
        lock.lock();
        try {
            Held known = held;
            if (known == null || known == former) {
                known = new Held(Objects.requireNonNull(credential.getTokenSync(STORAGE)), clock.instant());
                held = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes note that a token was refused.
     *
     * @return whether another one may do better
     */
    boolean refused(String shown) {
        Held known = held;
        if (known == null || !shown.equals("Bearer " + known.token().getToken())) {
            return true;
        }
        if (known.isYoung(clock.instant())) {
            return false;
        }
        renewed(known);
        return true;
    }
}
