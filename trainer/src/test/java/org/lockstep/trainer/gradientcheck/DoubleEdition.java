package org.lockstep.trainer.gradientcheck;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The trainer once more, in double precision: its sources and those of {@code passes}, rewritten by
 * {@link SourceRewriter} and compiled as far as a class needs them. Its classes have the names of
 * the originals and live in a loader that sees the JDK alone, so the two talk in types of the JDK.
 *
 * <p>Only the elementary functions are other code ({@link DoubleMath}, {@link DoubleErf}): passes,
 * activations, losses, penalties and the kernel are the lines that train.
 */
final class DoubleEdition {
  private static final String ROOT = "org.lockstep.trainer.";
  private static final Path MODULE = Path.of(System.getProperty("basedir", ""));
  private static final Path PRODUCTION = MODULE.resolve("src/main/java");
  private static final Path TESTS = MODULE.resolve("src/test/java");
  private static final Path HERE = TESTS.resolve("org/lockstep/trainer/gradientcheck");

  /** What stands for which class of the package {@code matrix}. */
  private static final Map<String, String> STANDS_FOR =
      Map.of("DoubleMath", "FloatMath", "DoubleErf", "FloatErf");

  private final ClassLoader loader;

  private DoubleEdition(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * Compiles a class and all that it uses.
   *
   * @param directory empty; receives sources and classes
   * @param name the class within {@code org.lockstep.trainer}
   * @param edit a last change of every source, for tests of the check itself
   * @throws AssertionError with the compiler's words if a rewritten source does not compile
   */
  static DoubleEdition of(Path directory, String name, UnaryOperator<String> edit)
      throws IOException {
    Path sources = directory.resolve("sources");
    Path classes = Files.createDirectories(directory.resolve("classes"));
    for (Path file : javaFiles(PRODUCTION)) {
      write(sources.resolve(PRODUCTION.relativize(file)), rewritten(file), edit);
    }
    for (Path file : javaFiles(HERE.resolve("passes"))) {
      write(sources.resolve(TESTS.relativize(file)), rewritten(file), edit);
    }
    for (String stand : STANDS_FOR.keySet()) {
      Path target =
          sources.resolve("org/lockstep/trainer/matrix/" + STANDS_FOR.get(stand) + ".java");
      write(target, standing(Files.readString(HERE.resolve(stand + ".java"))), edit);
    }
    compile(sources, classes, sources.resolve((ROOT + name).replace('.', '/') + ".java"));
    return new DoubleEdition(
        URLClassLoader.newInstance(
            new URL[] {classes.toUri().toURL()}, ClassLoader.getPlatformClassLoader()));
  }

  /** An object of the compiled class, seen as one of the JDK's interfaces. */
  <T> T create(String name, Class<T> as) throws ReflectiveOperationException {
    return as.cast(loader.loadClass(ROOT + name).getConstructor().newInstance());
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static String rewritten(Path file) throws IOException {
    return SourceRewriter.toDouble(Files.readString(file));
  }

  private static String standing(String source) {
    String text =
        source.replace(
            "package org.lockstep.trainer.gradientcheck;", "package org.lockstep.trainer.matrix;");
    for (Map.Entry<String, String> names : STANDS_FOR.entrySet()) {
      text = text.replace(names.getKey(), names.getValue());
    }
    return text;
  }

  private static void write(Path file, String source, UnaryOperator<String> edit)
      throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, edit.apply(source));
  }

  private static void compile(Path sources, Path classes, Path file) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> words = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-sourcepath",
            sources.toString(),
            "-classpath",
            classes.toString(),
            "-d",
            classes.toString(),
            "-implicit:class",
            "-proc:none",
            "-nowarn");
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(words, null, StandardCharsets.UTF_8)) {
      boolean compiled =
          compiler
              .getTask(
                  new StringWriter(), files, words, options, null, files.getJavaFileObjects(file))
              .call();
      if (!compiled) {
        throw new AssertionError(
            "the double edition must compile:\n"
                + words.getDiagnostics().stream().map(Object::toString).collect(joining("\n")));
      }
    }
  }
}
