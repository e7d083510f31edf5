package dev.sealift.engine;

import dev.sealift.api.Migration;
import dev.sealift.api.MigrationStatus.ReportReference;
import dev.sealift.lifecycle.Step;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where reports are kept. */
public interface ReportStore {

    /** Keeps the step's report in place of its former one. */
    ReportReference keep(Migration migration, Step step, String report, @Nullable String digest, Instant now);
}
