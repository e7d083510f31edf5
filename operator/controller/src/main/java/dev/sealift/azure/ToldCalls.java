package dev.sealift.azure;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import dev.sealift.cloud.Calls;
import dev.sealift.cloud.Calls.Answer;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** Tells of the requests of a pipeline, by what is asked for and not of which thing. */
record ToldCalls(Calls calls, Service service) implements HttpPipelinePolicy {

    /** Whom a pipeline leads to. */
    enum Service {
        /** The resource manager. */
        ResourceManager,
        /** Blob Storage. */
        Blob,
        /** Entra, for tokens. */
        Entra
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        return Mono.defer(() -> {
            Calls.Call call = begin(context.getHttpRequest());
            return next.process()
                    .doOnNext(response -> call.end(Answer.of(response.getStatusCode())))
                    .doOnError(_ -> call.end(Answer.NONE))
                    .doOnCancel(() -> call.end(Answer.NONE));
        });
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
        Calls.Call call = begin(context.getHttpRequest());
        Answer answer = Answer.NONE;
        try {
            HttpResponse response = next.processSync();
            answer = Answer.of(response.getStatusCode());
            return response;
        } finally {
            call.end(answer);
        }
    }

    private Calls.Call begin(HttpRequest request) {
        URI address = URI.create(request.getUrl().toString());
        return calls.begin("azure", service.name(), operation(service, request.getHttpMethod(), address));
    }

    /** Such as {@code PUT Microsoft.Storage/storageAccounts}, {@code GET container list}, {@code POST token}. */
    static String operation(Service service, HttpMethod method, URI address) {
        String asked = switch (service) {
            case ResourceManager -> resourceType(segments(address));
            case Blob -> blobs(segments(address), address.getQuery());
            case Entra -> segments(address).getLast();
        };
        return method + " " + asked;
    }

    /** The types of a resource's path, which names and types make by turns; of a provider, or of none. */
    private static String resourceType(List<String> path) {
        int provider = path.lastIndexOf("providers");
        List<String> pairs = path.subList(provider + 1, path.size());
        boolean provided = provider >= 0;
        Stream<String> types = IntStream.range(0, pairs.size())
                .filter(i -> provided ? i == 0 || i % 2 == 1 : i % 2 == 0)
                .mapToObj(pairs::get);
        return types.collect(Collectors.joining("/"));
    }

    private static String blobs(List<String> path, String query) {
        String thing = path.isEmpty() ? "account" : path.size() == 1 ? "container" : "blob";
        return parameters(query)
                .filter(parameter -> parameter.startsWith("comp="))
                .map(parameter -> thing + " " + parameter.substring("comp=".length()))
                .findFirst()
                .orElse(thing);
    }

    private static Stream<String> parameters(String query) {
        return query == null ? Stream.empty() : Stream.of(query.split("&"));
    }

    private static List<String> segments(URI address) {
        return Arrays.stream(address.getPath().split("/"))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }
}
