package org.lockstep.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models that earlier releases wrote, by {@link GoldenModels}: read and scored to the same bits.
 */
class GoldenModelsTest {
  private static final Path FOLDER =
      Path.of("src", "test", "resources", "org", "lockstep", "trainer", "model", "golden");

  static List<Path> releases() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void modelsOfEveryReleaseScoreAsTheyDid(Path release) throws IOException {
    byte[] expected = Files.readAllBytes(release.resolve(GoldenModels.PREDICTIONS));
    Map<?, ?> predictions = (Map<?, ?>) Json.read(expected, Json.Limits.standard());
    assertThat(predictions).hasSizeGreaterThanOrEqualTo(6);
    for (Object name : predictions.keySet()) {
      Model model = ModelFile.read(release.resolve((String) name));
      assertThat(GoldenModels.outputs(model)).as("%s", name).isEqualTo(predictions.get(name));
    }
  }

  @Test
  void everyFormatThatIsReadHasItsModels() throws IOException {
    List<String> names = releases().stream().map(each -> each.getFileName().toString()).toList();
    for (long format = 1; format <= ModelCard.FORMAT_VERSION; format++) {
      String prefix = "format-" + format + "-";
      assertThat(names).anyMatch(name -> name.startsWith(prefix));
    }
  }
}
