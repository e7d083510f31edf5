package dev.sealift.e2e.bucket;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/**
 * The source: a bucket with objects as they are found in the world.
 *
 * @param objects what must arrive
 * @param leftOut the keys of what Azure can't hold
 */
record Bucket(S3Client s3, String name, Map<String, byte[]> objects, Set<String> leftOut) {

    static final String CONTENT_TYPE = "application/x-sealift-test";

    /** A bucket with nothing in it yet. */
    static Bucket empty(S3Client s3, String name) {
        try {
            s3.createBucket(request -> request.bucket(name));
        } catch (BucketAlreadyOwnedByYouException e) {
            // The bucket of an earlier run will do: every object is written anew.
        }
        return new Bucket(s3, name, new LinkedHashMap<>(), new LinkedHashSet<>());
    }

    /** Objects as an application writes them, of up to so many bytes each. */
    void putPlain(int count, int mostBytes) {
        Random random = new Random(42);
        for (int i = 0; i < count; i++) {
            byte[] content = new byte[random.nextInt(mostBytes)];
            random.nextBytes(content);
            put("plain/%02d/%05d.bin".formatted(i % 17, i), content);
        }
    }

    /** Objects whose keys somebody regrets. */
    void putOdd() {
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
            "double//slash.txt",
            "/leading/slash.txt",
            "deep/" + "x".repeat(200) + "/" + "y".repeat(200) + "/" + "z".repeat(200) + "/" + "w".repeat(200) + "/end"
        }) {
            put(key, ("content of " + key).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Objects that Azure can't hold under their keys, or that AzCopy doesn't see. */
    void putUnsupported() {
        for (String key :
                new String[] {"trailing.dot.", "trailing.dots...", "a.dot./in/between.txt", "back\\slash.txt", "data/"
                }) {
            upload(key, ("content of " + key).getBytes(StandardCharsets.UTF_8));
            leftOut.add(key);
        }
        upload("marker/", new byte[0]);
        leftOut.add("marker/");
    }

    void put(String key, byte[] content) {
        upload(key, content);
        objects.put(key, content);
    }

    private void upload(String key, byte[] content) {
        s3.putObject(
                request -> request.bucket(name)
                        .key(key)
                        .contentType(CONTENT_TYPE)
                        .metadata(Map.of("origin", "e2e", "length", String.valueOf(content.length))),
                RequestBody.fromBytes(content));
    }

    byte[] content(String key) {
        return Objects.requireNonNull(objects.get(key), key);
    }

    /** How many keys a listing shows. */
    int size() {
        return objects.size() + leftOut.size();
    }

    void delete(String key) {
        s3.deleteObject(request -> request.bucket(name).key(key));
        objects.remove(key);
    }
}
