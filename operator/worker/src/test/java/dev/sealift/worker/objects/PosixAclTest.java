package dev.sealift.worker.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PosixAclTest {

    private static final String ANA = "11111111-1111-1111-1111-111111111111";
    private static final PosixAcl FRESH = PosixAcl.parse("user::rwx,group::r-x,other::---");

    @Test
    void givesEachEntryToTheDirectoryAndToWhatIsMadeInside() {
        assertThat(FRESH.with(List.of("user:" + ANA + ":r-x")))
                .hasToString("user::rwx,group::r-x,other::---,default:user::rwx,default:group::r-x,default:other::---,"
                        + "user:" + ANA + ":r-x,default:user:" + ANA + ":r-x");
    }

    @Test
    void replacesWhatItNamesAndKeepsAllElse() {
        PosixAcl found =
                PosixAcl.parse("user::rwx,group::r-x,group:" + ANA + ":--x,mask::r-x,other::r--,default:user::rwx,"
                        + "default:group::---,default:mask::---,default:other::---");

        assertThat(found.with(List.of("other::---", "group::rwx")))
                .hasToString("user::rwx,group::rwx,group:" + ANA + ":--x,other::---,default:user::rwx,"
                        + "default:group::rwx,default:other::---");
    }

    @Test
    void isMetByWhatTheServiceMakesOfIt() {
        List<String> wished = List.of("user:" + ANA.toUpperCase(java.util.Locale.ROOT) + ":rwx");
        PosixAcl set = FRESH.with(wished);
        PosixAcl found =
                PosixAcl.parse("user::rwx,user:" + ANA + ":rwx,group::r-x,mask::rwx,other::---,default:user::rwx,"
                        + "default:user:" + ANA + ":rwx,default:group::r-x,default:mask::rwx,default:other::---");

        assertThat(set.isMetBy(FRESH)).isFalse();
        assertThat(set.isMetBy(found)).isTrue();
        assertThat(found.with(wished).isMetBy(found)).isTrue();
        assertThat(found.with(List.of("mask::r-x")).isMetBy(found)).isFalse();
    }
}
