package dev.sealift.worker;

import java.util.Optional;

/** What a worker can be told to do. */
enum Command {
    Survey,
    Plan,
    Copy,
    Verify,
    CopyBack,
    RedisSurvey,
    RedisConfig,
    RedisWatch,
    RedisCompare,
    RedisPause;

    static final String WORDS =
            "survey|plan|copy|verify|copyback|redis-survey|redis-config|redis-watch|redis-compare|redis-pause";

    static Optional<Command> of(String word) {
        return switch (word) {
            case "survey" -> Optional.of(Survey);
            case "plan" -> Optional.of(Plan);
            case "copy" -> Optional.of(Copy);
            case "verify" -> Optional.of(Verify);
            case "copyback" -> Optional.of(CopyBack);
            case "redis-survey" -> Optional.of(RedisSurvey);
            case "redis-config" -> Optional.of(RedisConfig);
            case "redis-watch" -> Optional.of(RedisWatch);
            case "redis-compare" -> Optional.of(RedisCompare);
            case "redis-pause" -> Optional.of(RedisPause);
            default -> Optional.empty();
        };
    }
}
