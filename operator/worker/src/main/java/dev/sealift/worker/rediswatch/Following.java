package dev.sealift.worker.rediswatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a target is behind a source that is followed by PSYNC, by the source's own offsets: at which moment the source stood where
 * redis-shake has come to. What it has sent is on its way for a while, so it is taken for arrived when it is next asked.
 */
final class Following implements Lag {

    /** Above that many moments they are thinned out; an old one needn't be known to the second. */
    private static final int MOST_MOMENTS = 3600;

    private final int mostPending;
    private final Deque<Moment> moments = new ArrayDeque<>();
    private Map<String, Long> sentBefore = Map.of();
    private @Nullable Instant reached;

    Following(int mostPending) {
        this.mostPending = mostPending;
    }

    private record Moment(Instant at, Map<String, Long> offsets) {}

    /** Where the source stood, by its nodes' addresses. */
    void stood(Instant at, Map<String, Long> offsets) {
        if (moments.size() >= MOST_MOMENTS) {
            thin();
        }
        moments.addLast(new Moment(at, offsets));
    }

    private void thin() {
        boolean keep = false;
        for (Iterator<Moment> each = moments.iterator(); each.hasNext(); keep = !keep) {
            each.next();
            if (!keep) {
                each.remove();
            }
        }
    }

    @Override
    public void said(Instant at, ShakeStatus status) {
        boolean following = !status.sync().isEmpty() && status.sync().stream().allMatch(ShakeStatus.Sync::following);
        if (following && status.unanswered() <= mostPending) {
            while (!moments.isEmpty() && passed(moments.getFirst())) {
                reached = moments.removeFirst().at();
            }
        }
        sentBefore = following ? sent(status) : Map.of();
    }

    private boolean passed(Moment moment) {
        return !moment.offsets().isEmpty()
                && moment.offsets().entrySet().stream()
                        .allMatch(node -> sentBefore.getOrDefault(node.getKey(), -1L) >= node.getValue());
    }

    private static Map<String, Long> sent(ShakeStatus status) {
        Map<String, Long> sent = new HashMap<>();
        status.sync().forEach(reader -> sent.put(reader.address(), reader.sentOffset()));
        return sent;
    }

    @Override
    public @Nullable Long seconds(Instant now) {
        return reached == null
                ? null
                : Math.max(0, Duration.between(reached, now).toSeconds());
    }
}
