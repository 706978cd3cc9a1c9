package org.lockstep.driver.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.apache.spark.sql.SparkSession;

/** The Java of README.md's section for users of the perceptron: compiled and run as it stands. */
final class ReadmeExample {
  private static final Path README = Path.of("..", "README.md");
  private static final Pattern SECTION =
      Pattern.compile(
          "\n## Coming from MultilayerPerceptronClassifier\n(.*?)\n## ", Pattern.DOTALL);
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  /** What stands in README.md for the sample data. */
  private static final String DATA = "data/mllib/sample_multiclass_classification_data.txt";

  private ReadmeExample() {}

  /**
   * @param folder for the class
   * @param data in place of Spark's sample
   * @return the example's {@code accuracy}
   */
  static double accuracy(SparkSession spark, Path folder, Path data) throws Exception {
    String section = first(SECTION, Files.readString(README));
    List<String> lines = first(JAVA, section).lines().toList();
    String imports =
        lines.stream().filter(ReadmeExample::isImport).collect(Collectors.joining("\n"));
    String statements =
        lines.stream().filter(line -> !isImport(line)).collect(Collectors.joining("\n"));
    assertThat(statements).contains(DATA);
    Path source = folder.resolve("Example.java");
    Files.writeString(
        source,
        """
        %s
        public final class Example {
          public static double run(org.apache.spark.sql.SparkSession spark) throws Exception {
            %s
            return accuracy;
          }
        }
        """
            .formatted(imports, statements.replace(DATA, data.toString())));
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                errors,
                errors,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                source.toString());
    assertThat(failed).as(errors.toString(StandardCharsets.UTF_8)).isZero();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      return (double)
          loader.loadClass("Example").getMethod("run", SparkSession.class).invoke(null, spark);
    }
  }

  private static boolean isImport(String line) {
    return line.startsWith("import ");
  }

  private static String first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    assertThat(found.find()).as(pattern.toString()).isTrue();
    return found.group(1);
  }
}
