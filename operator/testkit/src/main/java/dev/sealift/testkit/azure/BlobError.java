package dev.sealift.testkit.azure;

import java.time.Instant;

/**
 * Refusals in Blob storage's form. See
 * <a href="https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes">Blob service error codes</a> and
 * <a href="https://learn.microsoft.com/rest/api/storageservices/common-rest-api-error-codes">common error codes</a>.
 */
enum BlobError {
    AUTHENTICATION_FAILED(
            403,
            "AuthenticationFailed",
            "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature."),
    AUTHORIZATION_FAILURE(403, "AuthorizationFailure", "This request is not authorized to perform this operation."),
    AUTHORIZATION_PERMISSION_MISMATCH(
            403,
            "AuthorizationPermissionMismatch",
            "This request is not authorized to perform this operation using this permission."),
    CANNOT_VERIFY_COPY_SOURCE(500, "CannotVerifyCopySource", "Could not verify the copy source."),
    CONTAINER_ALREADY_EXISTS(409, "ContainerAlreadyExists", "The specified container already exists."),
    CONTAINER_BEING_DELETED(
            409, "ContainerBeingDeleted", "The specified container is being deleted. Try operation later."),
    CONTAINER_NOT_FOUND(404, "ContainerNotFound", "The specified container does not exist."),
    INTERNAL_ERROR(500, "InternalError", "Server encountered an internal error. Please try again after some time."),
    INVALID_AUTHENTICATION_INFO(
            401,
            "InvalidAuthenticationInfo",
            "Server failed to authenticate the request. Please refer to the information in the www-authenticate header."),
    INVALID_HEADER_VALUE(
            400, "InvalidHeaderValue", "The value for one of the HTTP headers is not in the correct format."),
    INVALID_RESOURCE_NAME(400, "InvalidResourceName", "The specified resource name contains invalid characters."),
    KEY_BASED_AUTHENTICATION_NOT_PERMITTED(
            403,
            "KeyBasedAuthenticationNotPermitted",
            "Key based authentication is not permitted on this storage account."),
    NO_AUTHENTICATION_INFORMATION(
            401,
            "NoAuthenticationInformation",
            "Server failed to authenticate the request. Please refer to the information in the www-authenticate header."),
    NOT_IMPLEMENTED(501, "NotImplemented", "The double doesn't play this operation."),
    PUBLIC_ACCESS_NOT_PERMITTED(
            409, "PublicAccessNotPermitted", "Public access is not permitted on this storage account."),
    RESOURCE_NOT_FOUND(404, "ResourceNotFound", "The specified resource does not exist."),
    SOURCE_CONDITION_NOT_MET(
            412,
            "SourceConditionNotMet",
            "The source condition specified using HTTP conditional header(s) is not met.");

    private final int status;
    private final String code;
    private final String message;

    BlobError(int status, String code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    Refusal refuse(Request request) {
        return refuse(request, message);
    }

    Refusal refuse(Request request, String said) {
        return new Refusal(answer(request, status, code, said, ""));
    }

    /** Refuses with what the service adds about the token. */
    Refusal refuseToken(Request request, String detail, String challenge) {
        String element =
                detail.isEmpty() ? "" : "<AuthenticationErrorDetail>" + escape(detail) + "</AuthenticationErrorDetail>";
        return new Refusal(answer(request, status, code, message, element).with("WWW-Authenticate", challenge));
    }

    /** Refuses with another status than usual, as the service does where it passes on another's. */
    Refusal refuseAs(int otherStatus, Request request, String said) {
        return new Refusal(answer(request, otherStatus, code, said, ""));
    }

    static Answer.Whole answer(Request request, int status, String code, String message, String more) {
        String body =
                "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>%s</Code><Message>%s\nRequestId:%s\nTime:%s</Message>%s</Error>"
                        .formatted(escape(code), escape(message), request.id(), Instant.now(), more);
        return Answer.xml(status, body).with("x-ms-error-code", code);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
