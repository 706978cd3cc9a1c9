package org.lockstep.driver;

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
          .importPackages("org.lockstep.driver");

  @Test
  void onlyThePackageOfTheCommandLinePrints() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.lockstep.driver.cli")
        .should(ACCESS_STANDARD_STREAMS)
        .check(MODULE);
  }

  @Test
  void onlyThePackageOfTheCommandLineKnowsItsLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.lockstep.driver.cli")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(MODULE);
  }

  @Test
  void incubatingVectorsStayInTheTrainer() {
    noClasses().should().dependOnClassesThat().resideInAPackage("jdk.incubator..").check(MODULE);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.lockstep.driver.(*)..").should().beFreeOfCycles().check(MODULE);
  }

  @Test
  void theRoomsOfASearchHaveNoCycles() {
    slices().matching("org.lockstep.driver.search.(*)..").should().beFreeOfCycles().check(MODULE);
  }

  @Test
  void theRoomsOfTheEstimatorsHaveNoCycles() {
    slices().matching("org.lockstep.driver.ml.(*)..").should().beFreeOfCycles().check(MODULE);
    // And none of them knows the estimators and models, which stand on them.
    noClasses()
        .that()
        .resideInAPackage("org.lockstep.driver.ml.*")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.lockstep.driver.ml")
        .check(MODULE);
  }

  /** What a search tries next is decided without a cluster, and so tested without one. */
  @Test
  void whatASearchDecidesItDecidesWithoutSpark() {
    String search = "org.lockstep.driver.search.";
    noClasses()
        .that()
        .resideInAnyPackage(
            search + "space..",
            search + "sampler..",
            search + "surrogate..",
            search + "strategy..",
            search + "halving..",
            search + "judge..",
            search + "importance..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "com.typesafe..")
        .check(MODULE);
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
