package dev.sealift.api.worker;

/**
 * The order {@code plan}: list the source once and divide it into shards. Changes nothing; its report is the {@link ShardPlan}.
 *
 * @param key the operation's key
 * @param shardItems no shard holds more objects, unless a plan would then have more than {@link ShardPlan#MOST_SHARDS}
 * @param shardBytes no shard of several objects holds more bytes, with the same exception
 */
public record PlanOrder(String key, S3Location source, long shardItems, long shardBytes) {}
