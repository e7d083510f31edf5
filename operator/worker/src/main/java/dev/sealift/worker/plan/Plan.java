package dev.sealift.worker.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sealift.api.worker.PlanOrder;
import dev.sealift.api.worker.ShardPlan;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.Source;
import dev.sealift.worker.work.Finished;
import dev.sealift.worker.work.Json;
import dev.sealift.worker.work.Outcomes;
import dev.sealift.worker.work.Progress;
import dev.sealift.worker.work.Report;
import dev.sealift.worker.work.TroubleException;
import dev.sealift.worker.work.Work;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Lists the source and divides it. Its report isn't lines but the plan. */
public final class Plan implements Work {

    private static final int SAY_EVERY = 1000;

    private final PlanOrder order;
    private final Source source;
    private final Progress progress;

    private long items;
    private long bytes;

    public Plan(PlanOrder order, Source source, Progress progress) {
        this.order = order;
        this.source = source;
        this.progress = progress;
    }

    @Override
    public Finished run() {
        progress.say("Dividing " + source.name() + " into shards");
        ShardCutter cutter = new ShardCutter(order.shardItems(), order.shardBytes());
        try {
            source.list(item -> {
                count(item);
                cutter.accept(item);
            });
        } catch (TroubleException e) {
            return Outcomes.failed(e.trouble());
        }
        return planned(cutter.plan());
    }

    private void count(Item item) {
        items++;
        bytes += item.size();
        if (items % SAY_EVERY == 0) {
            progress.reached(new Progress.Counts(items, 0, bytes, 0, 0));
        }
    }

    private static Finished planned(ShardPlan plan) {
        String text = json(plan);
        String message = plan.items() + " objects, " + plan.bytes() + " bytes, in " + plan.size() + " shards";
        Map<String, String> facts = Map.of(
                Fact.SOURCE_ITEMS, Long.toString(plan.items()),
                Fact.SOURCE_BYTES, Long.toString(plan.bytes()),
                Fact.SHARDS, Integer.toString(plan.size()));
        return new Finished(
                new WorkOutcome(true, "Planned", message, false, facts, List.of(), Report.digest(text)), text);
    }

    private static String json(ShardPlan plan) {
        try {
            return Json.MAPPER.writeValueAsString(plan);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
