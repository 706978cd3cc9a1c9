package org.lockstep.driver;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.lockstep.driver.scoring.FrameScorer;
import org.lockstep.trainer.feature.SparseRow;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.ModelFile;
import org.lockstep.trainer.model.Scorer;
import org.lockstep.trainer.onnx.OnnxExport;
import org.lockstep.trainer.text.TextFeatures;

/**
 * One model of texts and their classes in Spark, in a plain JVM and in ONNX Runtime: the same
 * labels for every text; the same bits in the first two, within 1e-5 in the third.
 */
final class EverywhereScoring {
  private static final float CLOSE = 1e-5f;
  private static final int TEXTS_A_CALL = 100;

  private final Path folder;
  private final Path saved;
  private final Model model;

  /**
   * @param folder for files on the way
   * @param saved the model's directory
   */
  EverywhereScoring(Path folder, Path saved) throws IOException {
    this.folder = folder;
    this.saved = saved;
    this.model = ModelFile.read(saved);
  }

  /** What Spark says of one text. */
  private record Scored(String text, String label, float[] outputs) {}

  /**
   * @param rows with a column {@code text}
   * @return how many there were
   */
  int check(SparkSession spark, Dataset<Row> rows) throws Exception {
    List<Scored> inSpark;
    try (FrameScorer scorer = new FrameScorer(spark, model)) {
      inSpark =
          rows.select(col("text"), scorer.ofText(col("text"))).collectAsList().stream()
              .map(EverywhereScoring::scored)
              .toList();
    }
    checkPlain(inSpark);
    // What ONNX cannot express of a pipeline stays outside: the file takes features.
    boolean whole = OnnxExport.inexpressible(model.features()).isEmpty();
    checkOnnx(inSpark, whole ? OnnxExport.Input.TEXT : OnnxExport.Input.FEATURES);
    return inSpark.size();
  }

  private static Scored scored(Row row) {
    Row prediction = row.getStruct(1);
    List<Double> outputs = prediction.getList(2);
    float[] floats = new float[outputs.size()];
    for (int k = 0; k < floats.length; k++) {
      floats[k] = outputs.get(k).floatValue();
    }
    return new Scored(row.getString(0), prediction.getString(0), floats);
  }

  private void checkPlain(List<Scored> expected) throws Exception {
    Path texts = folder.resolve("texts");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(texts)))) {
      out.writeInt(expected.size());
      for (Scored each : expected) {
        byte[] utf8 = each.text().getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
      }
    }
    Path answers = folder.resolve("answers");
    Process plain =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-Xmx256m",
                "-cp",
                place(Scorer.class) + File.pathSeparator + place(PlainScoring.class),
                PlainScoring.class.getName(),
                saved.toString(),
                texts.toString(),
                answers.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("plain.log").toFile())
            .start();
    assertThat(plain.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(plain.exitValue()).as(Files.readString(folder.resolve("plain.log"))).isZero();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(answers)))) {
      for (Scored each : expected) {
        assertThat(in.readUTF()).isEqualTo(each.label());
        for (float output : each.outputs()) {
          assertThat(in.readFloat()).isEqualTo(output);
        }
      }
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  private static Path place(Class<?> of) throws URISyntaxException {
    return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private void checkOnnx(List<Scored> expected, OnnxExport.Input kind) throws OrtException {
    byte[] bytes = OnnxExport.bytes(model, kind, "test");
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(bytes)) {
      for (int from = 0; from < expected.size(); from += TEXTS_A_CALL) {
        List<Scored> part = expected.subList(from, Math.min(expected.size(), from + TEXTS_A_CALL));
        // The runtime's Java binding cannot hand over surrogate pairs; emoji are no words.
        String[] texts =
            part.stream()
                .map(each -> each.text().replaceAll("[\\x{10000}-\\x{10ffff}]", "\ufffd"))
                .toArray(String[]::new);
        String name = kind == OnnxExport.Input.TEXT ? "text" : "features";
        try (OnnxTensor input =
                kind == OnnxExport.Input.TEXT
                    ? OnnxTensor.createTensor(environment, texts)
                    : OnnxTensor.createTensor(environment, features(part));
            OrtSession.Result result = session.run(Map.of(name, input))) {
          String[] labels = (String[]) result.get("label").orElseThrow().getValue();
          float[][] shares = (float[][]) result.get("probabilities").orElseThrow().getValue();
          for (int i = 0; i < texts.length; i++) {
            assertThat(labels[i]).as(texts[i]).isEqualTo(part.get(i).label());
            assertThat(shares[i]).hasSameSizeAs(part.get(i).outputs());
            for (int k = 0; k < shares[i].length; k++) {
              float apart = Math.abs(shares[i][k] - part.get(i).outputs()[k]);
              assertThat(apart).as(texts[i]).isLessThanOrEqualTo(CLOSE);
            }
          }
        }
      }
    }
  }

  /** (texts, inputs), with zeros. */
  private float[][] features(List<Scored> texts) {
    float[][] rows = new float[texts.size()][model.network().inputs()];
    for (int i = 0; i < rows.length; i++) {
      SparseRow row = ((TextFeatures) model.features()).transform(texts.get(i).text());
      for (int k = 0; k < row.indices().length; k++) {
        rows[i][row.indices()[k]] = row.values()[k];
      }
    }
    return rows;
  }
}
