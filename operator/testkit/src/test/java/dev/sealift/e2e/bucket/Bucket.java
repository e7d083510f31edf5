package dev.sealift.e2e;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/** The source: a bucket with objects as they are found in the world. */
record Bucket(S3Client s3, String name, Map<String, byte[]> objects) {

    static final String CONTENT_TYPE = "application/x-sealift-test";

    /** Fills a bucket. */
    static Bucket filled(S3Client s3, String name, int plain) {
        Bucket bucket = new Bucket(s3, name, new LinkedHashMap<>());
        try {
            s3.createBucket(request -> request.bucket(name));
        } catch (BucketAlreadyOwnedByYouException e) {
            // The bucket of an earlier run will do: every object is written anew.
        }
        bucket.odd();
        Random random = new Random(42);
        for (int i = 0; i < plain; i++) {
            byte[] content = new byte[random.nextInt(200_000)];
            random.nextBytes(content);
            bucket.put("plain/%02d/%05d.bin".formatted(i % 17, i), content);
        }
        return bucket;
    }

    private void odd() {
        put("empty", new byte[0]);
        for (String key : new String[] {
            "with space.txt",
            "per%cent.txt",
            "per%20cent.txt",
            "plus+sign.txt",
            "what?.txt",
            "hash#tag.txt",
            "amper&sand=.txt",
            "quote'and\"quote.txt",
            "ünï/cödé/文件.txt",
            "emoji/🚢.txt",
            "prefix",
            "prefix/that/is/also/a/key",
            "deep/" + "x".repeat(200) + "/" + "y".repeat(200) + "/" + "z".repeat(200) + "/" + "w".repeat(200) + "/end"
        }) {
            put(key, ("content of " + key).getBytes(StandardCharsets.UTF_8));
        }
    }

    void put(String key, byte[] content) {
        s3.putObject(
                request -> request.bucket(name)
                        .key(key)
                        .contentType(CONTENT_TYPE)
                        .metadata(Map.of("origin", "e2e", "length", String.valueOf(content.length))),
                RequestBody.fromBytes(content));
        objects.put(key, content);
    }

    byte[] content(String key) {
        return Objects.requireNonNull(objects.get(key), key);
    }

    void delete(String key) {
        s3.deleteObject(request -> request.bucket(name).key(key));
        objects.remove(key);
    }
}
