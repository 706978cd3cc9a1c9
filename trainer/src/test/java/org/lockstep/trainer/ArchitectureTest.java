package org.lockstep.trainer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rules of the house that bytecode can show. */
class ArchitectureTest {
  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.lockstep.trainer");

  @Test
  void importsTheJdkAndNothingElse() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("org.lockstep.trainer..", "java..", "jdk.incubator.vector")
        .check(MODULE);
  }

  @Test
  void onlyTheVectorClassesImportTheIncubatingVectors() {
    noClasses()
        .that()
        .haveNameNotMatching("org\\.lockstep\\.trainer\\.matrix\\.Vector\\w+")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator..")
        .check(MODULE);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.lockstep.trainer.(*)..").should().beFreeOfCycles().check(MODULE);
  }

  @Test
  void nothingIsPrinted() {
    noClasses().should(ACCESS_STANDARD_STREAMS).check(MODULE);
  }

  @Test
  void namesSayWhatThingsAre() {
    noClasses()
        .should()
        .haveNameMatching(
            "(?i).*[.$]([a-z0-9_]*)(utils?|utility|common|helpers?|managers?)([.$].*)?")
        .check(MODULE);
  }
}
