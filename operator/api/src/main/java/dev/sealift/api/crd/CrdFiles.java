package dev.sealift.api.crd;

import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.api.cache.CacheMigration;
import dev.sealift.api.connection.AwsConnection;
import dev.sealift.api.connection.AzureConnection;
import io.fabric8.crdv2.generator.CRDGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes one file a kind into the directory given as the only argument. */
public final class CrdFiles {

    private CrdFiles() {}

    /** {@code make crds} runs this. */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]));
    }

    static void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        new CRDGenerator()
                .customResourceClasses(
                        AwsConnection.class, AzureConnection.class, BucketMigration.class, CacheMigration.class)
                .withPostProcessor(new CrdFinish())
                .inOutputDir(directory.toFile())
                .generate();
    }
}
