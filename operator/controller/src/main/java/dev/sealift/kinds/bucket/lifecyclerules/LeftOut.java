package dev.sealift.kinds.bucket.lifecyclerules;

/**
 * A part of a rule that has no equal at the target.
 *
 * @param rule the rule's id at S3
 * @param why what it says, and why Azure can't say it
 * @param remedy what a person can do instead
 * @param needed whether something is lost; not so where Azure does the like by itself, or has nothing to do it to
 */
public record LeftOut(String rule, String why, String remedy, boolean needed) {}
