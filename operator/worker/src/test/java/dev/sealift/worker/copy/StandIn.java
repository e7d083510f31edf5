package dev.sealift.worker.copy;

import dev.sealift.worker.azcopy.AzCopyEnvironment;
import dev.sealift.worker.azcopy.AzCopyEnvironment.AwsKeys;
import dev.sealift.worker.azcopy.AzCopyEnvironment.AzureLogin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A stand-in AzCopy in a directory of its own, with what it was called with. */
record StandIn(Path directory) {

    static StandIn in(Path directory, String... scenarios) throws IOException {
        Files.createDirectories(directory);
        Path program = directory.resolve("azcopy");
        try (InputStream in = StandIn.class.getResourceAsStream("/standin/azcopy")) {
            Files.write(program, in.readAllBytes());
        }
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        StandIn standIn = new StandIn(directory);
        standIn.plays(scenarios);
        return standIn;
    }

    void plays(String... scenarios) throws IOException {
        Files.write(directory.resolve("scenario"), List.of(scenarios));
        Files.deleteIfExists(directory.resolve("calls"));
        Files.deleteIfExists(directory.resolve("pid"));
    }

    Path program() {
        return directory.resolve("azcopy");
    }

    List<String> calls() throws IOException {
        Path calls = directory.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    List<String> environment() throws IOException {
        return Files.readAllLines(directory.resolve("environment"));
    }

    /** Whether the program says that it hangs. */
    boolean hangs() {
        try {
            Path pid = directory.resolve("pid");
            return Files.exists(pid) && !Files.readString(pid).isBlank();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the hanging program still runs; a killed one may take a moment to go. */
    boolean runs() throws Exception {
        Optional<ProcessHandle> process = ProcessHandle.of(
                Long.parseLong(Files.readString(directory.resolve("pid")).trim()));
        return process.isPresent()
                && process.get().onExit().get(5, TimeUnit.SECONDS).isAlive();
    }

    AzCopyEnvironment environment(Path stateDirectory) {
        return new AzCopyEnvironment(
                new AzureLogin("tenant", "client", "https://login.example/", null, "azure-secret"),
                new AwsKeys("AKIA", "aws-secret", null),
                stateDirectory,
                directory.resolve("roots.pem"),
                2,
                Map.of("PATH", System.getenv("PATH")));
    }
}
