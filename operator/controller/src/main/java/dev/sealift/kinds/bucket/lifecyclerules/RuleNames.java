package dev.sealift.kinds.bucket.lifecyclerules;

import java.util.Locale;

/**
 * The names of one migration's rules in a policy that belongs to the whole account: by them we know ours. Azure wants letters
 * and digits only.
 */
public record RuleNames(String beginning) {

    /** @param uid the migration's */
    public static RuleNames of(String uid) {
        return new RuleNames("sealift" + uid.replace("-", "").toLowerCase(Locale.ROOT) + "n");
    }

    /** The name of the n-th rule. */
    String name(int number) {
        return beginning + number;
    }

    /** Whether a rule of that name is this migration's. */
    public boolean isOurs(String name) {
        return name.startsWith(beginning);
    }
}
