package dev.sealift.engine;

import dev.sealift.api.Condition;
import dev.sealift.api.ConditionStatus;
import dev.sealift.api.ConditionType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Conditions in the making: a time of transition is kept for as long as the status stays. */
public final class Conditions {

    private static final int LONGEST_MESSAGE = 1024;

    private final Map<ConditionType, Condition> former = new EnumMap<>(ConditionType.class);
    private final List<Condition> made = new ArrayList<>();
    private final long generation;
    private final Instant now;

    /** Conditions that follow the former ones. */
    public Conditions(List<Condition> former, long generation, Instant now) {
        former.forEach(condition -> this.former.put(condition.type(), condition));
        this.generation = generation;
        this.now = now;
    }

    /** Sets one. */
    public Conditions set(ConditionType type, ConditionStatus status, String reason, String message) {
        Instant since = Optional.ofNullable(former.get(type))
                .filter(before -> before.status() == status)
                .map(Condition::lastTransitionTime)
                .orElse(now);
        made.add(new Condition(type, status, reason, Texts.cut(message, LONGEST_MESSAGE), generation, since));
        return this;
    }

    /** Sets one that is present only when it is true. */
    public Conditions setIf(boolean holds, ConditionType type, String reason, String message) {
        return holds ? set(type, ConditionStatus.True, reason, message) : this;
    }

    /** All that were set, in the order of their types. */
    public List<Condition> all() {
        return made.stream().sorted(Comparator.comparing(Condition::type)).toList();
    }
}
