package org.lockstep.trainer.matrix;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import org.junit.jupiter.api.Test;

/**
 * No method hands vectors to another: the compiler may decline to inline any of them, and then
 * vectors are objects in every step of that JVM.
 */
class VectorBoundariesTest {
  private static final JavaClasses MATRIX =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.lockstep.trainer.matrix");

  private static final DescribedPredicate<JavaMethod> HANDS_VECTORS =
      describe(
          "take or return vectors, masks or shuffles",
          method ->
              isValue(method.getRawReturnType())
                  || method.getRawParameterTypes().stream()
                      .anyMatch(VectorBoundariesTest::isValue));

  private static boolean isValue(JavaClass type) {
    return type.getPackageName().equals("jdk.incubator.vector")
        && !type.getSimpleName().equals("VectorSpecies");
  }

  @Test
  void vectorsStayInTheMethodThatMadeThem() {
    noMethods()
        .that()
        .doNotHaveFullName(VectorWidth.class.getName() + ".all(float)")
        .should(ArchCondition.from(HANDS_VECTORS))
        .check(MATRIX);
  }
}
