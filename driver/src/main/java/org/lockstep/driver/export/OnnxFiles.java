package org.lockstep.driver.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.driver.report.Versions;
import org.lockstep.driver.run.AtomicFile;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.RunException;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.ModelFile;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.onnx.OnnxExport;
import org.lockstep.trainer.onnx.OnnxImport;

/** ONNX files on disk. */
public final class OnnxFiles {
  private OnnxFiles() {}

  /**
   * Writes a model; the file is there whole or not at all.
   *
   * @param pipeline whether the file's rows are texts, rather than the network's features
   * @throws RunException (73) if the file exists; (78) if the pipeline cannot be expressed, which
   *     is said before anything is written
   */
  public static void write(Model model, Path file, boolean pipeline) throws IOException {
    requireNew(file, "--onnx");
    List<String> reasons = pipeline ? OnnxExport.inexpressible(model.features()) : List.of();
    if (!reasons.isEmpty()) {
      throw new RunException(
          ExitCode.BAD_CONFIGURATION,
          "--pipeline must go with TF-IDF of words, which ONNX's operators can express exactly."
              + " Received: "
              + String.join(", ", reasons)
              + " (leave --pipeline out: then the network alone is written, and takes the features"
              + " as vectors)");
    }
    OnnxExport.Input input = pipeline ? OnnxExport.Input.TEXT : OnnxExport.Input.FEATURES;
    AtomicFile.write(file.toAbsolutePath(), OnnxExport.bytes(model, input, Versions.lockstep()));
  }

  /**
   * Reads a stack of layers and writes it as a model.
   *
   * @param task what the outputs mean; empty for what the file says
   * @param labels names in order; empty for what the file says
   * @param out a directory that does not exist yet
   * @throws RunException (66) if there is no such file, (73) if {@code out} exists
   */
  public static Model read(Path file, Optional<Task> task, List<String> labels, Path out)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new RunException(
          ExitCode.INPUT_MISSING, "FILE must be a file that exists. Received: " + file);
    }
    requireNew(out, "--out");
    Model read = OnnxImport.read(file, task, labels);
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("created", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    provenance.put("versions", new LinkedHashMap<String, Object>(Versions.all()));
    provenance.putAll(read.provenance());
    Model model =
        new Model(
            read.network(),
            read.parameters(),
            read.features(),
            read.labels(),
            read.thresholds(),
            provenance);
    ModelFile.write(out, model);
    return model;
  }

  private static void requireNew(Path path, String option) {
    if (Files.exists(path)) {
      throw new RunException(
          ExitCode.CANNOT_WRITE, option + " must be a path that does not exist. Received: " + path);
    }
  }
}
