package dev.sealift.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** When a cutover may begin. Once begun, it is not stopped by the window's end. */
@ValidationRule(
        value = "!has(self.notBefore) || !has(self.notAfter) || timestamp(self.notBefore) < timestamp(self.notAfter)",
        message = "notBefore must be before notAfter",
        fieldPath = ".notBefore")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CutoverWindow(
        @JsonPropertyDescription("Not before then, such as 2026-12-01T20:00:00Z.") @Nullable Instant notBefore,

        @JsonPropertyDescription("Not after then.") @Nullable Instant notAfter,

        @JsonPropertyDescription("Only in these hours of the week; empty for all.") @Size(max = 14) List<WeeklyWindow> weekly) {

    /** Fills what is absent. */
    public CutoverWindow(@Nullable Instant notBefore, @Nullable Instant notAfter, @Nullable List<WeeklyWindow> weekly) {
        this.notBefore = notBefore;
        this.notAfter = notAfter;
        this.weekly = List.copyOf(Objects.requireNonNullElse(weekly, List.of()));
    }

    /** Why nothing may begin at the moment; empty if it may. */
    public Optional<String> closedAt(Instant moment) {
        if (notBefore != null && moment.isBefore(notBefore)) {
            return Optional.of("the window opens at " + notBefore);
        }
        if (notAfter != null && moment.isAfter(notAfter)) {
            return Optional.of("the window closed at %s; move cutover.window.notAfter".formatted(notAfter));
        }
        boolean inHours = weekly.isEmpty() || weekly.stream().anyMatch(hours -> hours.contains(moment));
        return inHours ? Optional.empty() : Optional.of("the window is open only on " + hours());
    }

    private String hours() {
        return weekly.stream()
                .map(hours -> "%s %s to %s %s"
                        .formatted(
                                hours.days().stream().map(Enum::name).collect(Collectors.joining(", ")),
                                hours.from(),
                                hours.to(),
                                hours.timeZone()))
                .collect(Collectors.joining("; "));
    }
}
