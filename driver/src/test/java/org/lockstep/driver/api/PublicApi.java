package org.lockstep.driver.api;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javassist.ClassPool;
import javassist.CtClass;
import javassist.Modifier;
import javassist.NotFoundException;
import org.lockstep.driver.ml.LockstepClassifier;
import org.lockstep.driver.ml.param.AutoencoderParams;
import org.lockstep.driver.ml.param.AutoencoderSetters;
import org.lockstep.driver.ml.param.MultiLabelParams;
import org.lockstep.driver.ml.param.MultiLabelSetters;
import org.lockstep.driver.ml.param.NetworkParams;
import org.lockstep.driver.ml.param.NetworkSetters;
import org.lockstep.driver.ml.param.SelfTrainingSetters;
import org.lockstep.driver.scoring.FrameScorer;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.metric.Scores;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.ModelCaps;
import org.lockstep.trainer.model.ModelFile;
import org.lockstep.trainer.model.ModelFormatException;
import org.lockstep.trainer.model.Prediction;
import org.lockstep.trainer.model.Reconstruction;
import org.lockstep.trainer.model.Reconstructor;
import org.lockstep.trainer.model.Scorer;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.onnx.OnnxExport;
import org.lockstep.trainer.onnx.OnnxFormatException;
import org.lockstep.trainer.onnx.OnnxImport;
import org.lockstep.trainer.training.EpochRecord;

/**
 * Which types are promised to users: the estimators and their models, what scores, reads and writes
 * models, and what these hand out. All other public types are so for other packages of ours.
 *
 * <p>The promise of the last release is {@value #LISTING}. It is written anew at a release, and
 * where a break is meant, after {@code mvn test-compile} in {@code driver}:
 *
 * <pre>
 *   java -cp target/test-classes:target/classes:$(cat target/bench.classpath) \
 *     org.lockstep.driver.api.PublicApi src/test/resources/org/lockstep/driver/api/public-api.txt
 * </pre>
 */
final class PublicApi {
  static final String LISTING = "public-api.txt";

  /** All public types of its package are promised. */
  private static final Class<?> ESTIMATORS = LockstepClassifier.class;

  private static final List<Class<?>> TYPES =
      List.of(
          FrameScorer.class,
          Scorer.class,
          Prediction.class,
          Reconstructor.class,
          Reconstruction.class,
          Model.class,
          ModelFile.class,
          ModelCaps.class,
          ModelFormatException.class,
          OnnxExport.class,
          OnnxImport.class,
          OnnxFormatException.class,
          // What the estimators have of Params and setters.
          NetworkParams.class,
          NetworkSetters.class,
          MultiLabelParams.class,
          MultiLabelSetters.class,
          AutoencoderParams.class,
          AutoencoderSetters.class,
          SelfTrainingSetters.class,
          // Handed out by those above.
          EpochRecord.class,
          Scores.class,
          Task.class,
          Thresholds.class);

  private PublicApi() {}

  /** Writes the listing of what is compiled. */
  public static void main(String[] arguments) throws Exception {
    Files.writeString(Path.of(arguments[0]), listing());
  }

  /** Of what is compiled. */
  static String listing() throws IOException, NotFoundException, URISyntaxException {
    ClassPool pool = new ClassPool(true);
    List<CtClass> types = new ArrayList<>();
    for (Class<?> type : TYPES) {
      add(pool.get(type.getName()), types);
    }
    for (String name : topLevel(ESTIMATORS)) {
      add(pool.get(name), types);
    }
    return ApiListing.of(types);
  }

  /** Names of a package's types that stand in files of their own. */
  private static List<String> topLevel(Class<?> member) throws IOException, URISyntaxException {
    Path classes =
        Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve(member.getPackageName().replace('.', '/'));
    try (Stream<Path> files = Files.list(classes)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".class") && !file.contains("$"))
          .map(file -> member.getPackageName() + "." + file.replace(".class", ""))
          .filter(name -> !name.endsWith("package-info"))
          .sorted()
          .toList();
    }
  }

  /** The type and what is public within it, if it is public. */
  private static void add(CtClass type, List<CtClass> to) throws NotFoundException {
    if (Modifier.isPublic(type.getModifiers())) {
      to.add(type);
      for (CtClass nested : Arrays.asList(type.getNestedClasses())) {
        add(nested, to);
      }
    }
  }
}
