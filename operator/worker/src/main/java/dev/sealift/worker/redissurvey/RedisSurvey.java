package dev.sealift.worker.redissurvey;

import dev.sealift.api.worker.RedisFact;
import dev.sealift.api.worker.RedisSurveyOrder;
import dev.sealift.api.worker.ReportLine;
import dev.sealift.worker.redis.Redis;
import dev.sealift.worker.work.Finished;
import dev.sealift.worker.work.Outcomes;
import dev.sealift.worker.work.Progress;
import dev.sealift.worker.work.Report;
import dev.sealift.worker.work.Retries;
import dev.sealift.worker.work.Trouble;
import dev.sealift.worker.work.TroubleException;
import dev.sealift.worker.work.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Looks at both sides and reports everything that stands in the way at once, so that a person fixes all of it in one go. */
public final class RedisSurvey implements Work {

    private final RedisSurveyOrder order;
    private final Redis source;
    private final Redis target;
    private final Aliases aliases;
    private final Progress progress;
    private final Retries retries;

    /** @param aliases what PSYNC is called at the source's nodes: {@code host:port@command}, joined by commas; empty for PSYNC */
    public RedisSurvey(
            RedisSurveyOrder order, Redis source, Redis target, String aliases, Progress progress, Retries retries) {
        this.order = order;
        this.source = source;
        this.target = target;
        this.aliases = Aliases.of(aliases);
        this.progress = progress;
        this.retries = retries;
    }

    @Override
    public Finished run() throws InterruptedException {
        progress.say("Asking " + source.name() + " and " + target.name() + " what they are");
        Map<String, String> facts = new TreeMap<>();
        List<Trouble> troubles = new ArrayList<>();
        ask(source, RedisFact.SOURCE, facts, troubles, portrait -> {
            portrait.largest();
            portrait.psync(aliases);
            portrait.notifications();
        });
        ask(target, RedisFact.TARGET, facts, troubles, portrait -> {});
        return troubles.isEmpty() ? clean(facts) : troubled(facts, troubles);
    }

    /** What is asked of one side only. */
    private interface Further {
        void of(Portrait portrait);
    }

    private void ask(Redis side, String prefix, Map<String, String> facts, List<Trouble> troubles, Further further)
            throws InterruptedException {
        try {
            Map<String, String> found = retries.send(() -> {
                try (Portrait portrait = new Portrait(side)) {
                    portrait.draw();
                    further.of(portrait);
                    return portrait.facts();
                }
            });
            found.forEach((name, value) -> facts.put(prefix + name, value));
        } catch (TroubleException e) {
            troubles.add(e.trouble());
        }
    }

    private Finished clean(Map<String, String> facts) {
        String message = described(facts, RedisFact.SOURCE) + " to " + described(facts, RedisFact.TARGET);
        progress.say(message);
        return Outcomes.done("Surveyed", message, facts, new Report(order.reportLimit()));
    }

    private static String described(Map<String, String> facts, String side) {
        return facts.get(side + RedisFact.SERVER) + " " + facts.get(side + RedisFact.VERSION) + " with "
                + facts.get(side + RedisFact.KEYS) + " keys, " + facts.get(side + RedisFact.MEMORY) + " bytes";
    }

    private Finished troubled(Map<String, String> facts, List<Trouble> troubles) {
        Report report = new Report(order.reportLimit());
        troubles.forEach(trouble -> report.add(ReportLine.Kind.Failed, trouble.reason(), trouble.message()));
        String message = troubles.stream().map(Trouble::message).collect(Collectors.joining(" Also: "));
        boolean retryable = troubles.stream().allMatch(Trouble::retryable);
        progress.say(message);
        return Outcomes.failed(new Trouble(troubles.getFirst().reason(), message, retryable), facts, report);
    }
}
