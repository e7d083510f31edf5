package dev.sealift.testkit.azure;

import dev.sealift.testkit.wire.HttpDates;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Stands in where a test runs without Azurite: containers exist or don't, and hold no blobs. */
final class ContainersInMemory implements BlobStore {

    private static final int SLOTS = 1000;

    private final Clock clock;
    private final Slots slots = new Slots(SLOTS);
    private final Map<String, Map<String, Container>> contents = new ConcurrentHashMap<>();

    ContainersInMemory(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Optional<String> claim() {
        return slots.claim();
    }

    @Override
    public void claim(String slot) {
        slots.claim(slot);
    }

    @Override
    public void release(String slot) {
        contents.remove(slot);
        slots.release(slot);
    }

    @Override
    public Optional<Container> container(String slot, String name) {
        return Optional.ofNullable(in(slot).get(name));
    }

    @Override
    public boolean putContainer(String slot, String name, Map<String, String> metadata, String publicAccess) {
        String etag = "\"0x%X\"".formatted(clock.instant().toEpochMilli());
        Container container =
                new Container(name, etag, clock.instant(), metadata, publicAccess, "Unlocked", "Available");
        return in(slot).put(name, container) == null;
    }

    @Override
    public boolean deleteContainer(String slot, String name) {
        return in(slot).remove(name) != null;
    }

    @Override
    public List<Container> containers(String slot) {
        return new ArrayList<>(in(slot).values());
    }

    @Override
    public Answer forward(Request request, String slot, String path) {
        String container = path.substring(1);
        if (!request.asksFor("restype", "container") || container.contains("/")) {
            throw unsupported(request);
        }
        return switch (request.method()) {
            case "PUT" -> create(request, slot, container);
            case "GET", "HEAD" -> describe(request, slot, container);
            case "DELETE" -> delete(request, slot, container);
            default -> throw unsupported(request);
        };
    }

    @Override
    public Answer put(Request request, String slot, String path, CopySource.Content content) {
        throw unsupported(request);
    }

    private Answer create(Request request, String slot, String name) {
        if (container(slot, name).isPresent()) {
            throw BlobError.CONTAINER_ALREADY_EXISTS.refuse(request);
        }
        putContainer(slot, name, Metadata.of(request.fields()), "None");
        return Answer.empty(201);
    }

    private Answer describe(Request request, String slot, String name) {
        Container container = container(slot, name).orElseThrow(() -> BlobError.CONTAINER_NOT_FOUND.refuse(request));
        if (request.asksFor("comp", "list")) {
            return Answer.xml(
                    200,
                    "<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults ContainerName=\"%s\"><Blobs/><NextMarker/></EnumerationResults>"
                            .formatted(name));
        }
        Answer.Whole answer = Answer.empty(200)
                .with("ETag", container.etag())
                .with("Last-Modified", HttpDates.format(container.lastModified()))
                .with("x-ms-lease-status", "unlocked")
                .with("x-ms-lease-state", "available");
        for (Map.Entry<String, String> entry : container.metadata().entrySet()) {
            answer = answer.with(Metadata.PREFIX + entry.getKey(), entry.getValue());
        }
        return answer;
    }

    private Answer delete(Request request, String slot, String name) {
        if (!deleteContainer(slot, name)) {
            throw BlobError.CONTAINER_NOT_FOUND.refuse(request);
        }
        return Answer.empty(202);
    }

    private Map<String, Container> in(String slot) {
        return contents.computeIfAbsent(slot, _ -> new ConcurrentHashMap<>());
    }

    private static Refusal unsupported(Request request) {
        return BlobError.NOT_IMPLEMENTED.refuse(request, "This double runs without Azurite and keeps no blobs.");
    }
}
