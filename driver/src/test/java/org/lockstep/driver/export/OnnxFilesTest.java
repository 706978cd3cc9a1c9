package org.lockstep.driver.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.driver.cli.Main;
import org.lockstep.driver.flow.SparkJobRunner;
import org.lockstep.driver.scoring.SmallModels;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.ModelFile;
import org.lockstep.trainer.model.ModelFormatException;
import org.lockstep.trainer.text.TextSpec;
import org.lockstep.trainer.text.TokenKinds;

/** {@code lockstep export} and {@code lockstep import}, from folder to file and back. */
class OnnxFilesTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @Test
  void aModelIsExportedAndItsNetworkImported() throws IOException {
    Model model = SmallModels.text(TextSpec.defaults());
    Path saved = folder.resolve("model");
    ModelFile.write(saved, model);
    Path file = folder.resolve("network.onnx");
    assertThat(lockstep("export", saved.toString(), "--onnx", file.toString()))
        .as("%s", errors)
        .isZero();
    assertThat(out.toString()).contains("features: float (rows, ").contains(file.toString());
    assertThat(lockstep("export", saved.toString(), "--onnx", file.toString())).isEqualTo(73);
    assertThat(errors.toString()).contains("--onnx must be a path that does not exist");
    Path texts = folder.resolve("texts.onnx");
    assertThat(lockstep("export", saved.toString(), "--onnx", texts.toString(), "--pipeline"))
        .isZero();
    assertThat(out.toString()).contains("text: string (rows)", "C.UTF-8");

    Path imported = folder.resolve("imported");
    assertThat(lockstep("import", file.toString(), "--out", imported.toString()))
        .as("%s", errors)
        .isZero();
    Model back = ModelFile.read(imported);
    assertThat(back.sha256()).isEqualTo(model.sha256());
    assertThat(back.labels()).isEqualTo(model.labels());
    assertThat(back.provenance()).containsKeys("created", "versions", "imported");
    Path renamed = folder.resolve("renamed");
    assertThat(
            lockstep("import", file.toString(), "--out", renamed.toString(), "--labels", "a,b,c"))
        .isZero();
    assertThat(ModelFile.read(renamed).labels()).containsExactly("a", "b", "c");
    assertThat(lockstep("import", texts.toString(), "--out", folder.resolve("no").toString()))
        .isEqualTo(65);
    assertThat(errors.toString()).contains("a network must be a stack, each layer one of Gemm");
    assertThat(lockstep("import", "nowhere.onnx", "--out", "x")).isEqualTo(66);
    assertThat(lockstep("import", file.toString(), "--out", "x", "--task", "guess")).isEqualTo(2);
    assertThat(errors.toString()).contains("a task must be multiclass, binary, multi_label");
  }

  @Test
  void aPipelineThatOnnxCannotExpressIsRefusedBeforeAnythingIsWritten() throws IOException {
    Path saved = folder.resolve("model");
    ModelFile.write(saved, SmallModels.text(TextSpec.defaults().withTokens(TokenKinds.all())));
    Path file = folder.resolve("texts.onnx");
    assertThat(lockstep("export", saved.toString(), "--onnx", file.toString(), "--pipeline"))
        .isEqualTo(78);
    assertThat(errors.toString())
        .contains("Received: tokens: handles, tokens: hashtags, tokens: emoticons")
        .contains("leave --pipeline out");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(saved);
    }
    assertThat(lockstep("export", saved.toString(), "--onnx", file.toString())).isZero();
  }

  @Test
  void aDamagedModelIsASentenceAndBadData() throws IOException {
    Path saved = folder.resolve("model");
    ModelFile.write(saved, SmallModels.table());
    Files.writeString(saved.resolve("card.json"), "{}");
    assertThatThrownBy(() -> SavedModel.read(saved)).isInstanceOf(ModelFormatException.class);
    assertThat(lockstep("export", saved.toString(), "--onnx", folder.resolve("f").toString()))
        .isEqualTo(65);
    assertThat(errors.toString()).startsWith("error: card must hold format");
    assertThat(lockstep("export", folder.resolve("none").toString(), "--onnx", "f")).isEqualTo(66);
  }

  private int lockstep(String... words) {
    out.getBuffer().setLength(0);
    errors.getBuffer().setLength(0);
    LookUp nowhere = new LookUp(Optional.empty(), folder, folder);
    List<String> all = List.of(words);
    return new Main(
            new SparkJobRunner(nowhere),
            new PrintWriter(out, true),
            new PrintWriter(errors, true),
            false,
            false)
        .run(all.toArray(String[]::new));
  }
}
