package dev.sealift.testkit.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Header fields in their order, their names as written. They are found in any case. A change makes another. */
public record Fields(List<Field> all) {

    /** One line of a header. */
    public record Field(String name, String value) {

        boolean is(String other) {
            return name.equalsIgnoreCase(other);
        }
    }

    /** None at all. */
    public static final Fields NONE = new Fields(List.of());

    /** The first value of that name. */
    public Optional<String> first(String name) {
        return all.stream().filter(field -> field.is(name)).map(Field::value).findFirst();
    }

    /** Whether there is one of that name. */
    public boolean has(String name) {
        return all.stream().anyMatch(field -> field.is(name));
    }

    /** With this value as the only one of that name. */
    public Fields with(String name, String value) {
        Stream<Field> others = all.stream().filter(field -> !field.is(name));
        return new Fields(
                Stream.concat(others, Stream.of(new Field(name, value))).toList());
    }

    /** With these, where there is none of their name yet. */
    public Fields orElse(Fields defaults) {
        List<Field> both = new ArrayList<>(all);
        defaults.all().stream().filter(field -> !has(field.name())).forEach(both::add);
        return new Fields(List.copyOf(both));
    }

    /** Without those whose name is so. */
    public Fields without(Predicate<String> name) {
        return new Fields(all.stream().filter(field -> !name.test(field.name())).toList());
    }
}
