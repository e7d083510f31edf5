package dev.sealift.worker;

import java.util.Optional;

/** What a worker can be told to do. */
enum Command {
    Survey,
    Plan,
    Copy,
    Verify,
    CopyBack;

    static Optional<Command> of(String word) {
        return switch (word) {
            case "survey" -> Optional.of(Survey);
            case "plan" -> Optional.of(Plan);
            case "copy" -> Optional.of(Copy);
            case "verify" -> Optional.of(Verify);
            case "copyback" -> Optional.of(CopyBack);
            default -> Optional.empty();
        };
    }
}
