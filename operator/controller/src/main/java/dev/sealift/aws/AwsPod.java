package dev.sealift.aws;

import dev.sealift.api.connection.AwsConnectionSpec;
import dev.sealift.cloud.ProjectedToken;
import dev.sealift.cloud.Variable;
import dev.sealift.tools.worker.PodAccess;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a pod needs to be let into AWS by the connection: the variables that every AWS SDK reads,
 * https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html.
 */
final class AwsPod {

    private AwsPod() {}

    static PodAccess access(AwsConnectionSpec spec, AwsCaller caller) {
        Optional<PodAccess.CaBundle> caBundle = Optional.ofNullable(spec.caBundleRef())
                .map(reference -> new PodAccess.CaBundle(reference.name(), reference.key()));
        return switch (caller) {
            case AwsCaller.Role role -> withRole(spec, role, caBundle);
            case AwsCaller.Key key -> withKey(spec, key, caBundle);
        };
    }

    private static PodAccess withRole(
            AwsConnectionSpec spec, AwsCaller.Role role, Optional<PodAccess.CaBundle> caBundle) {
        ProjectedToken token = new ProjectedToken("aws", role.federation());
        List<EnvVar> credentials = List.of(
                Variable.of("AWS_ROLE_ARN", role.webIdentity().roleArn()),
                Variable.of("AWS_WEB_IDENTITY_TOKEN_FILE", token.file()),
                Variable.of("AWS_ROLE_SESSION_NAME", role.sessionName()));
        return new PodAccess(
                environment(spec, credentials),
                List.of(token.volume()),
                List.of(token.mount()),
                Optional.of(role.federation().serviceAccountName()),
                caBundle);
    }

    private static PodAccess withKey(AwsConnectionSpec spec, AwsCaller.Key key, Optional<PodAccess.CaBundle> caBundle) {
        List<EnvVar> credentials = List.of(
                Variable.ofSecret("AWS_ACCESS_KEY_ID", key.secretName(), AwsCaller.ACCESS_KEY_ID),
                Variable.ofSecret("AWS_SECRET_ACCESS_KEY", key.secretName(), AwsCaller.SECRET_ACCESS_KEY),
                Variable.ofOptionalSecret("AWS_SESSION_TOKEN", key.secretName(), AwsCaller.SESSION_TOKEN));
        return new PodAccess(environment(spec, credentials), List.of(), List.of(), Optional.empty(), caBundle);
    }

    private static List<EnvVar> environment(AwsConnectionSpec spec, List<EnvVar> credentials) {
        Stream<EnvVar> region = Stream.of(
                Variable.of("AWS_REGION", spec.region()),
                Variable.of("AWS_DEFAULT_REGION", spec.region()),
                Variable.of("AWS_STS_REGIONAL_ENDPOINTS", "regional"),
                // On an Azure node the address of AWS's metadata service is Azure's, which answers and is not meant.
                Variable.of("AWS_EC2_METADATA_DISABLED", "true"));
        Stream<EnvVar> endpoint =
                AwsClients.stsEndpoint(spec).map(sts -> Variable.of("AWS_ENDPOINT_URL_STS", sts)).stream();
        return Stream.of(region, endpoint, credentials.stream())
                .flatMap(variables -> variables)
                .toList();
    }
}
