package dev.sealift.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The operator's settings; the chart's values set them through the environment. */
@ConfigMapping(prefix = "sealift")
public interface Settings {

    /** Workers. */
    Worker worker();

    /** The program that moves a Redis. */
    RedisShake redisShake();

    /** How patient the operator is. */
    Pace pace();

    /** What is measured. */
    Metrics metrics();

    /** Whether replicas agree, by a lease, on one that works. */
    @WithDefault("false")
    boolean leaderElection();

    /** Workers. */
    interface Worker {

        /** The worker's image. */
        Optional<String> image();

        /** When to pull it. */
        @WithDefault("IfNotPresent")
        String pullPolicy();

        /** CPU to reserve. */
        @WithDefault("250m")
        String cpuRequest();

        /** CPU not to exceed; none if absent. */
        Optional<String> cpuLimit();

        /** Memory to reserve. */
        @WithDefault("512Mi")
        String memoryRequest();

        /** Memory not to exceed. */
        @WithDefault("1536Mi")
        String memoryLimit();
    }

    /** The program that moves a Redis. */
    interface RedisShake {

        /** Its image. */
        Optional<String> image();

        /** CPU to reserve. */
        @WithDefault("250m")
        String cpuRequest();

        /** CPU not to exceed; none if absent. */
        Optional<String> cpuLimit();

        /** Memory to reserve. */
        @WithDefault("256Mi")
        String memoryRequest();

        /** Memory not to exceed. */
        @WithDefault("2Gi")
        String memoryLimit();
    }

    /** What is measured. */
    interface Metrics {

        /** Whether each migration has series of its own, beside those that count all. */
        @WithDefault("false")
        boolean perMigration();
    }

    /** How patient the operator is. */
    interface Pace {

        /** How often to look at an operation that runs. */
        @WithDefault("5s")
        Duration poll();

        /** How soon to ask again one who could not be reached. */
        @WithDefault("15s")
        Duration unreachable();

        /** How soon to repeat a check that failed. */
        @WithDefault("1m")
        Duration recheck();

        /** Before the second attempt at a step; doubled with each further one. */
        @WithDefault("15s")
        Duration firstBackoff();

        /** The most that it grows to. */
        @WithDefault("10m")
        Duration longestBackoff();

        /** Failures in a row before a person is asked. */
        @WithDefault("6")
        int maxFailures();
    }
}
