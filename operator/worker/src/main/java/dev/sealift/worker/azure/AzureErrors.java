package dev.sealift.worker.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.identity.CredentialUnavailableException;
import com.microsoft.aad.msal4j.MsalException;
import dev.sealift.worker.work.Trouble;
import dev.sealift.worker.work.TroubleException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * What Azure's errors mean, in one table.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes">Blob error codes</a>
 */
final class AzureErrors {

    /** What storage says when a network rule, and not a missing role, is in the way. */
    private static final Set<String> FIREWALL =
            Set.of("AuthorizationFailure", "AuthorizationSourceIPMismatch", "NetworkAccessDenied");

    private static final Set<String> MISSING = Set.of("ContainerNotFound", "ResourceNotFound", "AccountNotFound");
    private static final Set<String> BUSY = Set.of("ServerBusy", "OperationTimedOut", "ContainerBeingDeleted");

    private static final int INSUFFICIENT_STORAGE = 507;

    private static final Set<String> BLOCKS_GONE = Set.of("InvalidBlockList", "InvalidBlockId");
    private static final Set<String> DAMAGED = Set.of("Md5Mismatch", "Crc64Mismatch");

    private AzureErrors() {}

    static TroubleException troubled(RuntimeException error, String item) {
        return error instanceof TroubleException known
                ? known
                : trouble(error, item)
                        .asException(error, refusal(error).map(Refusal::rest).orElse(null));
    }

    static Trouble trouble(RuntimeException error, String item) {
        return refusal(error)
                .map(no -> answered(no, item))
                .or(() -> unreachable(error, item))
                .or(() -> identity(error, item))
                .orElseGet(() -> unknown(error, item));
    }

    private static Optional<Refusal> refusal(Throwable error) {
        return find(error, Refusal.RefusedException.class).map(Refusal.RefusedException::refusal);
    }

    private static Trouble answered(Refusal no, String item) {
        String code = no.code();
        String said = no.said();
        if (FIREWALL.contains(code)) {
            return new Trouble(
                    "TargetFirewalled",
                    "The storage account of " + item + " refuses the pod network (" + said
                            + "). Allow the cluster's subnet or egress address in the account's network rules.",
                    false);
        }
        if (code.startsWith("AuthorizationPermission") || code.equals("InsufficientAccountPermissions")) {
            return new Trouble(
                    "TargetPermissionMissing",
                    "The pod's Azure identity may not read " + item + " (" + said
                            + "). Assign it Storage Blob Data Contributor on the container or the account; a new assignment"
                            + " takes some minutes to be effective.",
                    true);
        }
        if (BLOCKS_GONE.contains(code)) {
            return new Trouble(
                    "TargetBlocksGone",
                    "Blocks of " + item + " that waited to be committed are gone (" + said
                            + "); did something else write to it?",
                    false);
        }
        if (code.equals("BlobArchived")) {
            return new Trouble(
                    "TargetArchived",
                    item + " is archived and can neither be read nor written over (" + said + ")",
                    false);
        }
        if (DAMAGED.contains(code)) {
            return new Trouble("TargetRejected", item + " was damaged on its way (" + said + ")", true);
        }
        if (MISSING.contains(code) || no.status() == 404) {
            return new Trouble("TargetNotFound", item + " doesn't exist (" + said + ")", false);
        }
        if (no.status() == 401 || code.equals("AuthenticationFailed")) {
            return new Trouble(
                    "CredentialsRejected",
                    "Azure Storage rejected the pod's token for " + item + " (" + said
                            + "). Is the account in the tenant of the connection?",
                    false);
        }
        if (BUSY.contains(code) || no.status() == 429 || no.status() == 503) {
            return new Trouble("Throttled", "Azure Storage asks to slow down at " + item + " (" + said + ")", true);
        }
        if (no.status() == 403) {
            return new Trouble("TargetPermissionMissing", "Azure Storage refuses " + item + " (" + said + ")", false);
        }
        if (no.status() == INSUFFICIENT_STORAGE) {
            return new Trouble(
                    "TargetFull",
                    "The storage account of " + item + " takes no more (" + said
                            + "). Raise its capacity, or delete what it need not keep.",
                    false);
        }
        return new Trouble(
                no.status() >= 500 ? "TargetUnreachable" : "TargetRejected",
                "Azure Storage answered " + said + " for " + item,
                no.status() >= 500);
    }

    private static Optional<Trouble> unreachable(Throwable error, String item) {
        for (Throwable e = error; e != null; e = e.getCause()) {
            if (e instanceof UnknownHostException) {
                return unreachable(
                        item,
                        "the name " + e.getMessage()
                                + " doesn't resolve from the pod. Check the account's name, its private endpoint and the cluster's DNS.");
            }
            if (e instanceof SSLException) {
                return unreachable(
                        item, "TLS failed (" + e.getMessage() + "). Is its certificate authority in the bundle?");
            }
            if (e instanceof TimeoutException) {
                return unreachable(
                        item,
                        "no answer in time. Check what lies between: network policies, firewalls, private endpoints.");
            }
            if (e instanceof IOException && !(e instanceof java.io.FileNotFoundException)) {
                return unreachable(
                        item,
                        e.getClass().getSimpleName() + ": " + e.getMessage()
                                + ". Check what lies between: network policies, firewalls, private endpoints.");
            }
        }
        return Optional.empty();
    }

    private static Optional<Trouble> unreachable(String item, String why) {
        return Optional.of(
                new Trouble("TargetUnreachable", "Can't reach " + item + " from the pod network: " + why, true));
    }

    private static Optional<Trouble> identity(Throwable error, String item) {
        return find(error, ClientAuthenticationException.class)
                .<Throwable>map(e -> e)
                .or(() -> find(error, CredentialUnavailableException.class))
                .or(() -> find(error, MsalException.class))
                .map(e -> new Trouble(
                        "CredentialsRejected",
                        "Microsoft Entra gave the pod no token for " + item + ": " + firstLine(e),
                        false));
    }

    private static Trouble unknown(RuntimeException error, String item) {
        boolean server = find(error, HttpResponseException.class)
                .map(e -> e.getResponse() != null && e.getResponse().getStatusCode() >= 500)
                .orElse(false);
        return new Trouble("TargetRejected", "Asking " + item + " failed: " + firstLine(error), server);
    }

    private static String firstLine(Throwable error) {
        String message = error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
        return message.lines().findFirst().orElse(message);
    }

    private static <T extends Throwable> Optional<T> find(Throwable error, Class<T> type) {
        for (Throwable e = error; e != null; e = e.getCause()) {
            if (type.isInstance(e)) {
                return Optional.of(type.cast(e));
            }
        }
        return Optional.empty();
    }
}
