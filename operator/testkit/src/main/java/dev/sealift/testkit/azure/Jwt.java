package dev.sealift.testkit.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealift.testkit.json.Json;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** A JSON Web Token, taken apart but not yet believed. */
record Jwt(JsonNode header, JsonNode claims, String signed, String signature) {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    /** Empty if the text isn't a token. */
    static Optional<Jwt> parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Jwt(
                    Json.read(DECODER.decode(parts[0])),
                    Json.read(DECODER.decode(parts[1])),
                    parts[0] + "." + parts[1],
                    parts[2]));
        } catch (IllegalArgumentException | UncheckedIOException _) {
            return Optional.empty();
        }
    }

    static String sign(String keyId, ObjectNode claims, PrivateKey key) {
        ObjectNode header = Json.object()
                .put("typ", "JWT")
                .put("alg", "RS256")
                .put("x5t", keyId)
                .put("kid", keyId);
        String signed = encode(Json.bytes(header)) + "." + encode(Json.bytes(claims));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String claim(String name) {
        return claims.path(name).asText("");
    }

    Instant time(String name) {
        return Instant.ofEpochSecond(claims.path(name).asLong());
    }

    /** Whether the audience, one or several, has that value. */
    boolean isFor(String audience) {
        JsonNode presented = claims.path("aud");
        return presented.isArray()
                ? presented.valueStream().anyMatch(one -> one.asText().equals(audience))
                : presented.asText().equals(audience);
    }

    boolean isSignedBy(PublicKey key) {
        try {
            Signature verifier = Signature.getInstance(
                    key.getAlgorithm().equals("EC") ? "SHA256withECDSAinP1363Format" : "SHA256withRSA");
            verifier.initVerify(key);
            verifier.update(signed.getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(DECODER.decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }

    /** Whether one of the keys of a JSON Web Key Set made the signature. */
    boolean isSignedByOneOf(JsonNode keySet) {
        String keyId = header.path("kid").asText("");
        return keySet.path("keys")
                .valueStream()
                .filter(key -> keyId.isEmpty() || key.path("kid").asText("").equals(keyId))
                .anyMatch(key -> isSignedBy(publicKey(key)));
    }

    private static PublicKey publicKey(JsonNode key) {
        try {
            return switch (key.path("kty").asText()) {
                case "RSA" ->
                    KeyFactory.getInstance("RSA")
                            .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e")));
                case "EC" ->
                    KeyFactory.getInstance("EC")
                            .generatePublic(
                                    new ECPublicKeySpec(new ECPoint(number(key, "x"), number(key, "y")), p256()));
                default -> throw new IllegalArgumentException("unknown key type in " + key);
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ECParameterSpec p256() throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    private static BigInteger number(JsonNode key, String member) {
        return new BigInteger(1, DECODER.decode(key.path(member).asText()));
    }

    static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }
}
