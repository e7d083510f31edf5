package dev.sealift.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Ends the application once it has started, when the image's build trains the start-up cache. */
@Singleton
final class Training {

    private final Settings settings;

    Training(Settings settings) {
        this.settings = settings;
    }

    void started(@Observes StartupEvent event) {
        if (settings.train()) {
            Quarkus.asyncExit();
        }
    }
}
