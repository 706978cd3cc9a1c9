package org.lockstep.driver.ml;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Params;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Spark Connect's server finds: it looks estimators and transformers up by {@link
 * ServiceLoader}, takes the type of each provider by its name and makes one by its constructor.
 */
class ServicesTest {

  @ParameterizedTest
  @ValueSource(classes = {Estimator.class, Transformer.class})
  <T extends Params> void eachOfOursIsFoundOnceAndCanBeMade(Class<T> kind) throws Exception {
    List<? extends Class<? extends T>> found =
        ServiceLoader.load(kind).stream()
            .map(ServiceLoader.Provider::type)
            .filter(type -> type.getName().startsWith("org.lockstep."))
            .toList();
    List<String> ours =
        new ClassFileImporter()
            .importPackages("org.lockstep.driver.ml").stream()
                .filter(each -> each.isAssignableTo(kind))
                .filter(each -> each.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(each -> !each.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getName)
                .filter(name -> name.startsWith("org.lockstep.driver.ml.Lockstep"))
                .toList();
    assertThat(ours).isNotEmpty();
    assertThat(found).extracting(Class::getName).containsExactlyInAnyOrderElementsOf(ours);
    for (Class<? extends T> type : found) {
      assertThat(type.getConstructor().newInstance().uid()).as(type.getName()).isNotBlank();
      if (kind == Estimator.class) { // the client has given it a uid
        assertThat(type.getConstructor(String.class).newInstance("given").uid()).isEqualTo("given");
      }
    }
  }
}
