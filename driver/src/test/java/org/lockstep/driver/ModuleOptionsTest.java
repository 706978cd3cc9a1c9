package org.lockstep.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;

/**
 * A JVM that spark-submit does not start must be given Spark's module options: the launcher's and
 * the tests'. Spark's own list is the source of both copies.
 */
class ModuleOptionsTest {
  /** Tests run in the module's folder. */
  private static final Path PROJECT = Path.of("..");

  @Test
  void theLaunchersOptionsAreSparks() throws Exception {
    assertThat(Files.readAllLines(PROJECT.resolve("submit/module-options")))
        .containsExactly(JavaModuleOptions.defaultModuleOptionArray());
  }

  @Test
  void theTestsOptionsAreSparks() throws Exception {
    NodeList properties =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(PROJECT.resolve("pom.xml").toFile())
            .getElementsByTagName("spark.module.options");

    assertThat(properties.getLength()).isOne();
    assertThat(properties.item(0).getTextContent().trim().split("\\s+"))
        .containsExactly(JavaModuleOptions.defaultModuleOptionArray());
  }
}
