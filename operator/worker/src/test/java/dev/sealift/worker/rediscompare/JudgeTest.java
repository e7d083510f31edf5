package dev.sealift.worker.rediscompare;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {

    private static final Judge JUDGE = new Judge(2000);

    private static Look look(String type, long ttl, long length, String digest) {
        return type.equals("none") ? Look.absent(0) : new Look(type, ttl, length, digest.isEmpty() ? null : digest, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "string,-1,5,'',     string,-1,5,'',     Equal",
        "string,-1,5,a,      string,-1,5,a,      Equal",
        "string,-1,5,a,      string,-1,5,b,      Different",
        "string,-1,5,a,      string,-1,5,'',     Equal",
        "string,-1,5,'',     string,-1,6,'',     Different",
        "string,-1,5,'',     list,-1,5,'',       Different",
        "string,-1,5,'',     another type,-1,-1,'',Different",
        "string,-1,5,'',     none,0,0,'',        Missing",
        "none,0,0,'',        string,-1,5,'',     Extra",
        "none,0,0,'',        none,0,0,'',        Equal",
        "string,9000,5,'',   string,7000,5,'',   Equal",
        "string,9000,5,'',   string,6999,5,'',   Different",
        "string,9000,5,'',   string,-1,5,'',     Different",
        "string,-1,5,'',     string,9000,5,'',   Different",
        "string,1999,5,'',   none,0,0,'',        Equal",
        "string,2001,5,'',   none,0,0,'',        Missing",
        "none,0,0,'',        string,1999,5,'',   Equal",
        "none,0,0,'',        string,2001,5,'',   Extra",
        "ReJSON-RL,-1,-1,'', ReJSON-RL,-1,-1,'', Equal",
        "ReJSON-RL,-1,-1,'', MBbloom--,-1,-1,'', Different"
    })
    void judges(
            String type,
            long ttl,
            long length,
            String digest,
            String otherType,
            long otherTtl,
            long otherLength,
            String otherDigest,
            String finding) {
        assertThat(JUDGE.judge(look(type, ttl, length, digest), look(otherType, otherTtl, otherLength, otherDigest)))
                .extracting(found -> found.getClass().getSimpleName())
                .isEqualTo(finding);
    }

    @Property
    void a_look_is_equal_to_itself(
            @ForAll @LongRange(min = -1, max = 100_000) long ttl, @ForAll @LongRange(min = 0) long length) {
        Look look = new Look("hash", ttl, length, "d", 0);

        assertThat(JUDGE.judge(look, look)).isInstanceOf(Finding.Equal.class);
    }

    @ParameterizedTest
    @CsvSource({
        "-1,    0,     -1,   5000,  true",
        "60000, 0,     55000, 5000, true",
        "60000, 0,     60000, 5000, false",
        "60000, 0,     -1,   5000,  false",
        "-1,    0,     60000, 5000, false"
    })
    void a_source_is_the_same_when_its_expiry_is(long ttl, long at, long laterTtl, long laterAt, boolean same) {
        Look then = new Look("string", ttl, 5, "d", at);
        Look later = new Look("string", laterTtl, 5, "d", laterAt);

        assertThat(then.sameAs(later, 2000)).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({"list,5,d,false", "string,6,d,false", "string,5,e,false", "string,5,d,true"})
    void a_source_is_the_same_when_all_of_it_is(String type, long length, String digest, boolean same) {
        Look then = new Look("string", -1, 5, "d", 0);

        assertThat(then.sameAs(new Look(type, -1, length, digest, 0), 2000)).isEqualTo(same);
    }
}
