package dev.sealift.testkit.azure;

/** The addresses of an account's services, in the cloud whose resource manager is asked. */
final class Endpoints {

    private Endpoints() {}

    /** Under the cloud's suffix; on a host that is no cloud's, in the path. */
    static String of(Request request, String account, String service) {
        String suffix = switch (request.host()) {
            case "management.azure.com" -> "core.windows.net";
            case "management.chinacloudapi.cn" -> "core.chinacloudapi.cn";
            case "management.usgovcloudapi.net" -> "core.usgovcloudapi.net";
            default -> "";
        };
        return suffix.isEmpty()
                ? request.origin() + "/" + account + "/"
                : "https://%s.%s.%s/".formatted(account, service, suffix);
    }
}
