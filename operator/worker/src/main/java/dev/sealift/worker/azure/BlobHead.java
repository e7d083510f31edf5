package dev.sealift.worker.azure;

import dev.sealift.api.BlobTier;
import dev.sealift.worker.http.Answer;
import dev.sealift.worker.http.Call;
import dev.sealift.worker.http.Query;
import dev.sealift.worker.objects.Attributes;
import dev.sealift.worker.objects.Headers;
import dev.sealift.worker.objects.Item.Access;
import dev.sealift.worker.objects.Seen;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What headers say of a blob: those of an answer, and those that a request sets. */
final class BlobHead {

    private BlobHead() {}

    /** The blob as a comparison sees it. */
    static Seen seen(Answer head) {
        return new Seen(
                head.length(),
                Container.time(head.header("Last-Modified")),
                md5(head.header("Content-MD5")),
                version(head.header("ETag")),
                true,
                head.header("x-ms-access-tier"),
                access(head.header("x-ms-access-tier")) == Access.Archived);
    }

    static Headers headers(Answer head) {
        return Headers.of(
                head.header("Content-Type"),
                head.header("Content-Encoding"),
                head.header("Content-Language"),
                head.header("Content-Disposition"),
                head.header("Cache-Control"),
                head.headersBehind("x-ms-meta-"));
    }

    /** How many tags a blob has, as an answer says it: only to who may read them, and only if there are any. */
    static int tagCount(Answer head) {
        @Nullable String said = head.header("x-ms-tag-count");
        return said == null ? 0 : Integer.parseInt(said);
    }

    /** Says in a request what the blob gets beside its bytes. */
    static Call say(Call call, byte[] md5, Attributes attributes) {
        Map<String, String> content = attributes.headers().content();
        call.with("x-ms-blob-content-md5", Base64.getEncoder().encodeToString(md5))
                .with("x-ms-blob-content-type", content.get("Content-Type"))
                .with("x-ms-blob-content-encoding", content.get("Content-Encoding"))
                .with("x-ms-blob-content-language", content.get("Content-Language"))
                .with("x-ms-blob-content-disposition", content.get("Content-Disposition"))
                .with("x-ms-blob-cache-control", content.get("Cache-Control"))
                .with("x-ms-tags", tags(attributes))
                .with("x-ms-access-tier", attributes.tier().map(BlobTier::name).orElse(null));
        attributes.headers().metadata().forEach((name, value) -> call.with("x-ms-meta-" + name, value));
        return call;
    }

    /** Null if there are none: an empty header would still ask for the right to write them. */
    private static @Nullable String tags(Attributes attributes) {
        Query tags = Query.NONE;
        for (Map.Entry<String, String> tag : attributes.tags().entrySet()) {
            tags = tags.and(tag.getKey(), tag.getValue());
        }
        return tags.isEmpty() ? null : tags.encoded();
    }

    /** Whether a blob of this tier can be read, or must be brought back before. */
    static Access access(@Nullable String tier) {
        return "Archive".equals(tier) ? Access.Archived : Access.Readable;
    }

    /** In hex, of what is said in Base64; null if nothing is. */
    static @Nullable String md5(@Nullable String base64) {
        return base64 == null || base64.isBlank()
                ? null
                : HexFormat.of().formatHex(Base64.getDecoder().decode(base64.strip()));
    }

    /** Without the quotation marks, which a header has and a listing has not. */
    static @Nullable String version(@Nullable String etag) {
        return etag == null ? null : etag.replace("\"", "");
    }
}
