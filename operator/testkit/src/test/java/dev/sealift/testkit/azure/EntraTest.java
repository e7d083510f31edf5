package dev.sealift.testkit.azure;

import static dev.sealift.testkit.azure.Clients.ARM;
import static dev.sealift.testkit.azure.Clients.SECRET;
import static dev.sealift.testkit.azure.Clients.STORAGE;
import static dev.sealift.testkit.azure.Clients.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.identity.ClientAssertionCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealift.testkit.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signs in with azure-identity. */
class EntraTest {

    private static final String ISSUER = "https://oidc.lab/cluster";
    private static final String SUBJECT = "system:serviceaccount:migrations:sealift-worker";
    private static final KeyPair CLUSTER = Tokens.newKeys();

    private static AzureDouble azure;
    private static Clients clients;

    @BeforeAll
    static void start() {
        azure = AzureDouble.builder()
                .seed(Seed.lab(SECRET, List.of("system:serviceaccount:*:sealift-worker")))
                .start();
        clients = new Clients(azure);
    }

    @AfterAll
    static void stop() {
        azure.close();
    }

    @BeforeEach
    void reset() {
        azure.admin().reset();
    }

    @Test
    void aSecretYieldsATokenForTheResource() {
        AccessToken token = token(clients.sealift(), STORAGE);

        Jwt jwt = Jwt.parse(token.getToken()).orElseThrow();
        assertThat(jwt.claim("aud")).isEqualTo("https://storage.azure.com");
        assertThat(jwt.claim("iss")).isEqualTo("https://sts.windows.net/" + Seed.TENANT + "/");
        assertThat(jwt.claim("appid")).isEqualTo(Seed.SEALIFT);
        assertThat(jwt.claim("tid")).isEqualTo(Seed.TENANT);
        assertThat(jwt.claim("oid")).isNotEmpty().isNotEqualTo(Seed.SEALIFT);
        assertThat(token.getExpiresAt().toInstant())
                .isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3601));
    }

    @Test
    void aDoubledSlashLeavesOneInTheAudience() {
        AccessToken token = token(clients.sealift(), "https://management.azure.com//.default");

        assertThat(Jwt.parse(token.getToken()).orElseThrow().claim("aud")).isEqualTo("https://management.azure.com/");
    }

    @Test
    void theAuthorityMayBeTheDoubleItself() {
        TokenCredential credential = new ClientSecretCredentialBuilder()
                .tenantId(Seed.TENANT)
                .clientId(Seed.SEALIFT)
                .clientSecret(SECRET)
                .authorityHost(azure.uri() + "/")
                .disableInstanceDiscovery()
                .httpClient(clients.hosts())
                .build();

        assertThat(token(credential, ARM).getToken()).isNotEmpty();
    }

    @Test
    void theAuthorityOfChinaIsKnown() {
        TokenCredential credential = new ClientSecretCredentialBuilder()
                .tenantId(Seed.TENANT)
                .clientId(Seed.SEALIFT)
                .clientSecret(SECRET)
                .authorityHost("https://login.chinacloudapi.cn/")
                .httpClient(clients.hosts())
                .build();

        assertThat(token(credential, "https://management.chinacloudapi.cn/.default")
                        .getToken())
                .isNotEmpty();
    }

    @Test
    void aWrongSecretIsRefused() {
        assertRefused(clients.secret(Seed.TENANT, Seed.SEALIFT, "wrong"), ARM, "AADSTS7000215");
    }

    @Test
    void anUnknownApplicationIsRefused() {
        assertRefused(clients.secret(Seed.TENANT, "99999999-9999-9999-9999-999999999999", SECRET), ARM, "AADSTS700016");
    }

    @Test
    void anUnknownTenantIsRefused() {
        assertRefused(clients.secret("99999999-9999-9999-9999-999999999999", Seed.SEALIFT, SECRET), ARM, "AADSTS90002");
    }

    @Test
    void anUnknownResourceIsRefused() {
        assertRefused(clients.sealift(), "https://nothing.example/.default", "AADSTS500011");
    }

    @Test
    void aScopeThatIsNoResourceIsRefused() {
        assertRefused(clients.sealift(), "https://storage.azure.com/user_impersonation", "AADSTS1002012");
    }

    @Test
    void aServiceAccountsTokenStandsForTheSecret() {
        TokenCredential credential = asserting(assertion(SUBJECT, Instant.now().plusSeconds(3600)));

        assertThat(Jwt.parse(token(credential, ARM).getToken()).orElseThrow().claim("appidacr"))
                .isEqualTo("2");
    }

    @Test
    void aWorkloadIdentitySignsInFromItsFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("token"), assertion(SUBJECT, Instant.now().plusSeconds(3600)));
        TokenCredential credential = new WorkloadIdentityCredentialBuilder()
                .tenantId(Seed.TENANT)
                .clientId(Seed.SEALIFT)
                .tokenFilePath(file.toString())
                .httpClient(clients.hosts())
                .build();

        assertThat(token(credential, STORAGE).getToken()).isNotEmpty();
    }

    @Test
    void anotherServiceAccountIsRefused() {
        assertRefused(
                asserting(assertion(
                        "system:serviceaccount:migrations:default",
                        Instant.now().plusSeconds(3600))),
                ARM,
                "AADSTS700213");
    }

    @Test
    void anApplicationWithoutFederationIsRefused() {
        TokenCredential credential = new ClientAssertionCredentialBuilder()
                .tenantId(Seed.TENANT)
                .clientId(Seed.NOBODY)
                .clientAssertion(() -> assertion(SUBJECT, Instant.now().plusSeconds(3600)))
                .httpClient(clients.hosts())
                .retryOptions(Clients.ONCE)
                .build();

        assertRefused(credential, ARM, "AADSTS700213");
    }

    @Test
    void anExpiredAssertionIsRefused() {
        assertRefused(asserting(assertion(SUBJECT, Instant.now().minusSeconds(60))), ARM, "AADSTS700024");
    }

    @Test
    void anAssertionForSomebodyElseIsRefused() {
        String assertion = assertion(SUBJECT, Instant.now().plusSeconds(3600), "api://AKSIdentityBinding", CLUSTER);

        assertRefused(asserting(assertion), ARM, "AADSTS700212");
    }

    @Test
    void anAssertionIsCheckedAgainstTheClustersKeys() {
        azure.admin().plant(trusting(CLUSTER));
        String forged =
                assertion(SUBJECT, Instant.now().plusSeconds(3600), ClientAssertions.AUDIENCE, Tokens.newKeys());

        assertThat(token(asserting(assertion(SUBJECT, Instant.now().plusSeconds(3600))), ARM)
                        .getToken())
                .isNotEmpty();
        assertRefused(asserting(forged), ARM, "AADSTS50027");
    }

    @Test
    void theClustersKeysMayComeFromAFileThatAppearsLater(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("jwks.json");
        Directory directory = new Directory();
        ClientAssertions assertions = new ClientAssertions(Clock.systemUTC(), directory, java.util.Optional.of(file));
        Directory.App app = new Directory.App(
                Seed.TENANT,
                Seed.SEALIFT,
                "object",
                "sealift",
                List.of(),
                List.of(new Directory.FederatedCredential(java.util.Optional.empty(), SUBJECT)));
        String forged =
                assertion(SUBJECT, Instant.now().plusSeconds(3600), ClientAssertions.AUDIENCE, Tokens.newKeys());

        assertions.require(app, forged);
        Files.write(file, Json.bytes(keySet(CLUSTER)));

        assertThatThrownBy(() -> assertions.require(app, forged)).isInstanceOf(Refusal.class);
        assertions.require(app, assertion(SUBJECT, Instant.now().plusSeconds(3600)));
    }

    @Test
    void tokensLastAsLongAsTheTestSays() {
        azure.admin().tokensLast(Duration.ofMinutes(10));

        assertThat(token(clients.sealift(), ARM).getExpiresAt().toInstant())
                .isBefore(Instant.now().plusSeconds(601));
    }

    private static void assertRefused(TokenCredential credential, String scope, String code) {
        assertThatThrownBy(() -> token(credential, scope)).hasStackTraceContaining(code);
    }

    private static TokenCredential asserting(String assertion) {
        return new ClientAssertionCredentialBuilder()
                .tenantId(Seed.TENANT)
                .clientId(Seed.SEALIFT)
                .clientAssertion(() -> assertion)
                .httpClient(clients.hosts())
                .retryOptions(Clients.ONCE)
                .build();
    }

    private static String assertion(String subject, Instant expiry) {
        return assertion(subject, expiry, ClientAssertions.AUDIENCE, CLUSTER);
    }

    private static String assertion(String subject, Instant expiry, String audience, KeyPair keys) {
        ObjectNode claims = Json.object()
                .put("iss", ISSUER)
                .put("sub", subject)
                .put("iat", expiry.getEpochSecond() - 3600)
                .put("nbf", expiry.getEpochSecond() - 3600)
                .put("exp", expiry.getEpochSecond());
        claims.putArray("aud").add(audience);
        return Jwt.sign("cluster", claims, keys.getPrivate());
    }

    private static Seed trusting(KeyPair keys) {
        return Seed.of(new Seed.Issuer(ISSUER, keySet(keys)));
    }

    private static ObjectNode keySet(KeyPair keys) {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        ObjectNode published = Json.object()
                .put("kty", "RSA")
                .put("kid", "cluster")
                .put("n", Jwt.encode(key.getModulus().toByteArray()))
                .put("e", Jwt.encode(key.getPublicExponent().toByteArray()));
        ObjectNode set = Json.object();
        set.putArray("keys").add(published);
        return set;
    }
}
