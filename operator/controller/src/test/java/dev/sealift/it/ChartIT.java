package dev.sealift.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the chart renders, put before a real API server: it is all understood, and it grants what is needed and no more. */
class ChartIT {

    private static final String RENDERED = "helm-chart/tests/rendered";
    private static final KubernetesClient CLIENT = ApiServer.client();

    /** Of these the API server has no definition. */
    private static final Set<String> FOREIGN = Set.of("ServiceMonitor", "PrometheusRule");

    @BeforeAll
    static void makeNamespaces() {
        for (String name : List.of("sealift-system", "shop", "billing", "elsewhere")) {
            Namespace namespace = new NamespaceBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .endMetadata()
                    .build();
            if (CLIENT.resource(namespace).get() == null) {
                CLIENT.resource(namespace).create();
            }
        }
    }

    /** Unknown and misspelt members are errors. */
    @TestFactory
    Stream<DynamicTest> renderingsAreUnderstood() {
        return ApiServer.files(RENDERED, "golden.yaml").stream()
                .map(file -> dynamicTest(name(file), () -> {
                    List<GenericKubernetesResource> documents = ApiServer.documents(file);
                    assertThat(documents).isNotEmpty();
                    documents.stream()
                            .filter(each -> !FOREIGN.contains(each.getKind()))
                            .forEach(each -> CLIENT.resource(each)
                                    .dryRun()
                                    .fieldValidation(Validation.STRICT)
                                    .forceConflicts()
                                    .serverSideApply());
                }));
    }

    @TestFactory
    Stream<DynamicTest> everywhereByDefault() {
        grant("default");
        return may(
                allowed("elsewhere", "sealift.dev/bucketmigrations", "list", "watch", "patch"),
                allowed("elsewhere", "sealift.dev/bucketmigrations/status", "patch"),
                denied("elsewhere", "sealift.dev/bucketmigrations", "create", "delete"),
                allowed("elsewhere", "batch/jobs", "create", "watch", "delete"),
                allowed("elsewhere", "/pods/proxy", "get", "create"),
                denied("elsewhere", "/pods", "create", "delete"),
                denied("elsewhere", "/pods/exec", "get", "create"),
                allowed("elsewhere", "/persistentvolumeclaims", "create", "delete"),
                allowed("elsewhere", "/configmaps", "create", "update"),
                denied("elsewhere", "/configmaps", "list"),
                allowed("elsewhere", "/secrets", "get"),
                denied("elsewhere", "/secrets", "list", "watch", "update", "patch", "delete"),
                allowed("elsewhere", "/secrets", "create"),
                allowed("elsewhere", "/services", "get", "patch"),
                denied("elsewhere", "/services", "list", "create", "delete"),
                allowed("elsewhere", "apps/deployments", "get", "patch"),
                denied("elsewhere", "apps/deployments", "list", "create", "delete"),
                allowed("elsewhere", "/serviceaccounts/token:sealift-worker", "create"),
                denied("elsewhere", "/serviceaccounts/token:default", "create"),
                denied("elsewhere", "/serviceaccounts/token", "create"),
                allowed("elsewhere", "/events", "get", "create", "update"),
                allowed("sealift-system", "coordination.k8s.io/leases", "create"),
                allowed("sealift-system", "coordination.k8s.io/leases:sealift-operator", "get", "update", "patch"),
                denied("sealift-system", "coordination.k8s.io/leases:another", "get", "update"),
                denied("elsewhere", "coordination.k8s.io/leases", "create"),
                denied("", "apiextensions.k8s.io/customresourcedefinitions", "get", "create", "delete"),
                denied("", "/nodes", "list"));
    }

    @TestFactory
    Stream<DynamicTest> nowhereElseWithNamespaces() {
        grant("namespaces");
        return may(
                allowed("shop", "sealift.dev/bucketmigrations", "list", "watch"),
                allowed("billing", "batch/jobs", "create"),
                allowed("shop", "/serviceaccounts/token:night-shift", "create"),
                allowed("sealift-system", "coordination.k8s.io/leases:sealift-operator", "update"),
                denied("elsewhere", "sealift.dev/bucketmigrations", "list"),
                denied("elsewhere", "/secrets", "get"),
                denied("sealift-system", "/secrets", "get"),
                denied("", "sealift.dev/bucketmigrations", "list"));
    }

    /** The roles of one rendering, and of no other. */
    private static void grant(String rendering) {
        CLIENT.rbac().clusterRoleBindings().withName("sealift").delete();
        CLIENT.rbac()
                .roleBindings()
                .inAnyNamespace()
                .withLabel("app.kubernetes.io/name", "sealift")
                .delete();
        ApiServer.documents(ApiServer.file(RENDERED + "/" + rendering + "/golden.yaml")).stream()
                .filter(each -> each.getApiVersion().startsWith("rbac."))
                .forEach(each -> CLIENT.resource(each).forceConflicts().serverSideApply());
    }

    @SafeVarargs
    private static Stream<DynamicTest> may(Stream<Question>... questions) {
        return Stream.of(questions)
                .flatMap(each -> each)
                .map(each -> dynamicTest(
                        each.toString(),
                        () ->
                                // The authorizer learns of new roles a moment later.
                                Awaitility.await()
                                        .atMost(Duration.ofSeconds(5))
                                        .pollInterval(Duration.ofMillis(100))
                                        .untilAsserted(
                                                () -> assertThat(each.ask()).isEqualTo(each.expected()))));
    }

    private static Stream<Question> allowed(String namespace, String resource, String... verbs) {
        return Stream.of(verbs).map(verb -> new Question(namespace, resource, verb, true));
    }

    private static Stream<Question> denied(String namespace, String resource, String... verbs) {
        return Stream.of(verbs).map(verb -> new Question(namespace, resource, verb, false));
    }

    private static String name(Path golden) {
        return ApiServer.file(RENDERED).relativize(golden).toString();
    }

    /** Of a resource as {@code group/resource[/subresource][:name]}, in a namespace or, if that is empty, in all. */
    private record Question(String namespace, String resource, String verb, boolean expected) {

        boolean ask() {
            String[] named = resource.split(":", 2);
            String[] parts = named[0].split("/", 3);
            SubjectAccessReview review = new SubjectAccessReviewBuilder()
                    .withNewSpec()
                    .withUser("system:serviceaccount:sealift-system:sealift")
                    .withNewResourceAttributes()
                    .withNamespace(namespace)
                    .withGroup(parts[0])
                    .withResource(parts[1])
                    .withSubresource(parts.length > 2 ? parts[2] : "")
                    .withName(named.length > 1 ? named[1] : "")
                    .withVerb(verb)
                    .endResourceAttributes()
                    .endSpec()
                    .build();
            return CLIENT.authorization()
                    .v1()
                    .subjectAccessReview()
                    .create(review)
                    .getStatus()
                    .getAllowed();
        }

        @Override
        public String toString() {
            return "%s %s %s in %s"
                    .formatted(expected ? "may" : "may not", verb, resource, namespace.isEmpty() ? "all" : namespace);
        }
    }
}
