package dev.sealift.cloud;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it is told of calls, each as {@code provider service operation outcome}. */
public final class RecordedCalls implements Calls {

    private final List<String> ended = new CopyOnWriteArrayList<>();

    @Override
    public Call begin(String provider, String service, String operation) {
        return answer -> ended.add(
                String.join(" ", provider, service, operation, answer.outcome().name()));
    }

    /** All that have ended, in order. */
    public List<String> ended() {
        return List.copyOf(ended);
    }
}
