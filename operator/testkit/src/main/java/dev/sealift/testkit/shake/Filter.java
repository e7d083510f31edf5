package dev.sealift.testkit.shake;

import dev.sealift.testkit.redis.Octets;
import dev.sealift.testkit.shake.ShakeFile.Filtering;
import java.util.List;
import java.util.function.BiPredicate;

/** Which entries are written. One of whose keys only some may be is not. */
final class Filter {

    private final List<String> allowedPrefixes;
    private final List<String> allowedSuffixes;
    private final List<String> blockedPrefixes;
    private final List<String> blockedSuffixes;
    private final Filtering settings;

    Filter(Filtering settings) {
        this.settings = settings;
        this.allowedPrefixes = octets(settings.allowKeyPrefix());
        this.allowedSuffixes = octets(settings.allowKeySuffix());
        this.blockedPrefixes = octets(settings.blockKeyPrefix());
        this.blockedSuffixes = octets(settings.blockKeySuffix());
    }

    private static List<String> octets(List<String> texts) {
        return texts.stream().map(Octets::of).toList();
    }

    boolean allows(Entry entry) {
        return entry.command().keys().stream().allMatch(this::allowsKey)
                && allows(entry.database(), settings.allowDb(), settings.blockDb())
                && allows(entry.command().name(), settings.allowCommand(), settings.blockCommand())
                && allows(entry.command().group(), settings.allowCommandGroup(), settings.blockCommandGroup());
    }

    private boolean allowsKey(String key) {
        boolean anyAllowed = allowedPrefixes.isEmpty() && allowedSuffixes.isEmpty();
        return (anyAllowed || matches(key, allowedPrefixes, allowedSuffixes))
                && !matches(key, blockedPrefixes, blockedSuffixes);
    }

    private static boolean matches(String key, List<String> prefixes, List<String> suffixes) {
        return matches(key, prefixes, String::startsWith) || matches(key, suffixes, String::endsWith);
    }

    private static boolean matches(String key, List<String> parts, BiPredicate<String, String> how) {
        return parts.stream().anyMatch(part -> how.test(key, part));
    }

    private static <T> boolean allows(T value, List<T> allowed, List<T> blocked) {
        return (allowed.isEmpty() || allowed.contains(value)) && !blocked.contains(value);
    }
}
