package dev.sealift.worker.rediscompare;

/**
 * A key that differed when it was last looked at.
 *
 * @param source what the source showed then
 * @param steady whether the source had shown the same the time before, so that nobody's write explains it
 * @param sampled whether its value is one of those that the comparison was asked to read
 */
record Suspect(Key key, Look source, Finding finding, boolean steady, boolean sampled) {

    static Suspect atFirst(Sight sight, Finding finding) {
        return new Suspect(
                sight.key(), sight.source(), finding, false, sight.source().digest() != null);
    }

    String detail() {
        return switch (finding) {
            case Finding.Equal() -> "equal";
            case Finding.Missing(String detail) -> "missing: " + detail;
            case Finding.Different(String detail) -> detail;
            case Finding.Extra(String detail) -> detail;
        };
    }
}
