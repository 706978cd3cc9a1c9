package org.lockstep.datasets;

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
          .importPackages("org.lockstep.datasets");

  @Test
  void importsNothingOfTheDriver() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.lockstep.driver..", "picocli..", "com.typesafe.config..")
        .check(MODULE);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.lockstep.datasets.(*)..").should().beFreeOfCycles().check(MODULE);
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
