package dev.sealift.worker.azcopy;

import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.KeyRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where AzCopy must look to find the keys of a range. It lists folders, whole and one after the other, and looks for single
 * objects one after the other; a wildcard at the end of an address means nothing to it where the source is S3 ({@code
 * traverser/zc_traverser_s3.go}: "Ignore *s in URLs").
 *
 * <p>So a range is the folders that lie in it entirely, named; the few objects beside them, named too; and a folder in which
 * too many objects stand beside others that don't belong is listed whole, and what isn't in the range is left out by an
 * expression.
 */
public final class Reach implements Consumer<Item> {

    /** Each costs a round trip. */
    private static final int MOST_NAMED = 1000;

    private static final int MOST_OBJECTS_OF_A_FOLDER = 100;

    private final String root;
    private final KeyRange range;
    private final Set<String> folders = new TreeSet<>();
    private final Map<String, List<String>> objects = new TreeMap<>();
    private final Set<String> swept = new TreeSet<>();
    private @Nullable String latest;
    private boolean any;

    /**
     * Takes the range's items one by one.
     *
     * @param root the folder that AzCopy is given as its source; empty for the bucket
     */
    public Reach(String root, KeyRange range) {
        this.root = root;
        this.range = range;
    }

    @Override
    public void accept(Item item) {
        any = true;
        String key = item.key();
        if (latest != null && key.startsWith(latest)) {
            return;
        }
        Optional<String> folder = folder(key);
        latest = folder.orElse(null);
        folder.ifPresentOrElse(this::name, () -> object(key));
    }

    /** The largest folder around a key that is in the range with all it may ever hold. */
    private Optional<String> folder(String key) {
        for (int slash = key.indexOf('/', root.length()); slash >= 0; slash = key.indexOf('/', slash + 1)) {
            String folder = key.substring(0, slash + 1);
            if (range.containsAll(folder)) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    /** A list can't hold what begins with a slash, which AzCopy takes away. */
    private void name(String folder) {
        if (folder.startsWith("/", root.length()) || folders.size() == MOST_NAMED) {
            swept.add(root);
        } else {
            folders.add(folder);
        }
    }

    private void object(String key) {
        String folder = key.substring(0, Math.max(root.length(), key.lastIndexOf('/') + 1));
        List<String> named = objects.computeIfAbsent(folder, _ -> new ArrayList<>());
        if (key.startsWith("/", root.length()) || key.contains("\n") || key.contains("\r")) {
            swept.add(root);
        } else if (key.endsWith("/")) {
            // Named, it would be taken for the folder, with all that is in it.
            swept.add(key);
        } else if (named.size() == MOST_OBJECTS_OF_A_FOLDER) {
            swept.add(folder);
        } else {
            named.add(key);
        }
    }

    /** Whether the range holds nothing. */
    public boolean isEmpty() {
        return !any;
    }

    /** Paths below the root for a list, folders with a slash at their end; none if the whole root must be listed. */
    public List<String> list() {
        if (swept.contains(root)) {
            return List.of();
        }
        List<String> paths = new ArrayList<>();
        swept.stream().filter(this::isOutermost).forEach(paths::add);
        folders.stream().filter(path -> !isSwept(path)).forEach(paths::add);
        objects.values().stream()
                .flatMap(List::stream)
                .filter(path -> !isSwept(path))
                .forEach(paths::add);
        return paths.stream()
                .map(path -> path.substring(root.length()))
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private boolean isSwept(String path) {
        return swept.stream().anyMatch(path::startsWith);
    }

    private boolean isOutermost(String folder) {
        return swept.stream().noneMatch(other -> !other.equals(folder) && folder.startsWith(other));
    }

    /** What of all that is listed isn't in the range, as expressions over the path below the root; none if all is. */
    public List<String> leftOut() {
        return swept.isEmpty() ? List.of() : Bounds.outside(range, root);
    }
}
