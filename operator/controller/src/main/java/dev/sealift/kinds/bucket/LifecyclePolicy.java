package dev.sealift.kinds.bucket;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealift.azure.ArmReply;
import dev.sealift.cloud.CloudProblem;
import dev.sealift.kinds.bucket.lifecyclerules.AccountPolicy;
import dev.sealift.kinds.bucket.lifecyclerules.RuleNames;
import java.util.List;

/**
 * This migration's rules in the account's management policy. Belongs to no step: it is applied after the cutover, when the
 * copy is compared no more, for a rule may delete or archive what it would be compared with. Every method is idempotent.
 *
 * <p>The policy is one resource for the whole account, and Azure checks no ETag when it is put. Who writes at the same moment
 * may be overwritten; so what was applied is {@linkplain #plan planned} again, until there is nothing to do.
 */
final class LifecyclePolicy {

    private final StorageAccount storage;
    private final RuleNames names;

    LifecyclePolicy(StorageAccount storage, String uid) {
        this.storage = storage;
        this.names = RuleNames.of(uid);
    }

    /** What it takes to have the account's policy say what it should. */
    sealed interface Plan {

        /** It says so. */
        record Nothing() implements Plan {}

        /** This is to be put. */
        record Put(AccountPolicy policy) implements Plan {}

        /** It held our rules only and is to be deleted. */
        record Delete() implements Plan {}

        /** Azure would not take it. */
        record TooMuch(String why) implements Plan {}

        /** It can't be read. */
        record Unreadable(CloudProblem problem) implements Plan {}
    }

    /** @param rules all of ours; none to have none there */
    Plan plan(List<ObjectNode> rules) {
        return switch (storage.policy()) {
            case ArmReply.Ok found -> plan(AccountPolicy.of(found.body()), rules);
            case ArmReply.NotFound _ -> plan(AccountPolicy.NONE, rules);
            case ArmReply.Problem(CloudProblem problem) -> new Plan.Unreadable(problem);
        };
    }

    private Plan plan(AccountPolicy there, List<ObjectNode> rules) {
        AccountPolicy wanted = there.with(rules, names);
        if (there.says(wanted)) {
            return new Plan.Nothing();
        }
        return wanted.tooMuch()
                .<Plan>map(Plan.TooMuch::new)
                .orElseGet(() -> wanted.isEmpty() ? new Plan.Delete() : new Plan.Put(wanted));
    }

    /** How it went. */
    sealed interface Applied {

        /** The policy says what it should. */
        record Done() implements Applied {}

        /** It does not. */
        record Refused(String why) implements Applied {}

        /** It does not, for a cause that the cloud names. */
        record Failed(CloudProblem problem) implements Applied {}
    }

    /** Has the account's policy say these rules, and no others of ours. */
    Applied apply(List<ObjectNode> rules) {
        return switch (plan(rules)) {
            case Plan.Nothing() -> new Applied.Done();
            case Plan.Put(AccountPolicy policy) -> applied(storage.putPolicy(policy.body()));
            case Plan.Delete() -> applied(storage.deletePolicy());
            case Plan.TooMuch(String why) -> new Applied.Refused(why);
            case Plan.Unreadable(CloudProblem problem) -> new Applied.Failed(problem);
        };
    }

    /** Takes our rules away; those of others stay. */
    Applied remove() {
        return apply(List.of());
    }

    private static Applied applied(ArmReply reply) {
        return switch (reply) {
            case ArmReply.Ok _ -> new Applied.Done();
            case ArmReply.NotFound(CloudProblem problem) -> new Applied.Failed(problem);
            case ArmReply.Problem(CloudProblem problem) -> new Applied.Failed(problem);
        };
    }
}
