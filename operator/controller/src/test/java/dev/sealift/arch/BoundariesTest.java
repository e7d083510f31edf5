package dev.sealift.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Who may know whom. Each package-info says the same in words. */
class BoundariesTest {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sealift");

    @Test
    void the_lifecycle_knows_java_and_itself_only() {
        classes()
                .that()
                .resideInAPackage("dev.sealift.lifecycle")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.sealift.lifecycle", "java..", "org.jspecify..")
                .check(OURS);
    }

    @Test
    void the_engine_knows_no_kind_and_no_cloud() {
        noClasses()
                .that()
                .resideInAPackage("dev.sealift.engine")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.sealift.kinds..",
                        "dev.sealift.aws..",
                        "dev.sealift.azure..",
                        "dev.sealift.api.bucket..",
                        "software.amazon..",
                        "com.azure..")
                .check(OURS);
    }

    @Test
    void kinds_do_not_know_each_other() {
        slices().matching("dev.sealift.kinds.(*)..")
                .should()
                .notDependOnEachOther()
                .check(OURS);
    }

    @Test
    void builders_have_no_client() {
        noClasses()
                .that()
                .resideInAPackage("dev.sealift.tools..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.fabric8.kubernetes.client..", "software.amazon..", "com.azure..")
                .check(OURS);
    }

    @Test
    void only_the_application_reads_the_clock_or_sleeps() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sealift.app")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(OURS);
    }
}
