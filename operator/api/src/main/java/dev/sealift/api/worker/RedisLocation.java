package dev.sealift.api.worker;

/**
 * A Redis or Valkey as a worker reaches it. The password stands in the environment, by {@link WorkerContract#SOURCE_PASSWORD_VARIABLE}
 * or {@link WorkerContract#TARGET_PASSWORD_VARIABLE}.
 *
 * @param host a name or address; of a cluster that of any node, or the one it is configured by
 * @param cluster whether it speaks the cluster protocol: keys have slots, slots have nodes
 * @param tls whether it is spoken to by TLS; its certificate is verified
 * @param username empty for none, which Redis takes as {@code default}
 */
public record RedisLocation(String host, int port, boolean cluster, boolean tls, String username) {

    /** As people write it. */
    public String address() {
        return host + ":" + port;
    }
}
