package org.lockstep.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.driver.flow.WarmSource;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.ModelFile;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.ParameterLayout.Slice;

/** A run that starts from another run's model, on generated tweets, with another vocabulary. */
class WarmStartEndToEndTest {
  private static final String JOB = "quickstart.conf";

  @TempDir private Path folder;
  private final CommandLine lockstep =
      new CommandLine(new LookUp(Optional.empty(), Path.of("target"), Path.of("target")));

  private Model train(String name, String... settings) throws IOException {
    Path run = folder.resolve(name);
    assertThat(lockstep.train(JOB, run, settings)).as(lockstep.errors()).isZero();
    return ModelFile.read(run.resolve("model"));
  }

  @Test
  void frozenRowsAreTheOldOnesByTermAndOnlyTheHeadLearns() throws IOException {
    Model old = train("old", "training.epochs=2");
    Path from = folder.resolve("old");
    Model now =
        train(
            "new",
            "features.maxTerms=300",
            "training.epochs=2",
            "training.seed=9",
            "training.frozen=[dense_1]",
            "training.warmStart=" + from);
    assertThat(now.features().width()).isNotEqualTo(old.features().width());
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < old.features().width(); i++) {
      places.put(old.features().featureName(i), i);
    }
    int matched = 0;
    for (int i = 0; i < now.features().width(); i++) {
      Integer place = places.get(now.features().featureName(i));
      if (place != null) {
        matched++;
        assertThat(row(now, "dense_1/kernel", i))
            .as(now.features().featureName(i))
            .containsExactly(row(old, "dense_1/kernel", place));
      }
    }
    assertThat(matched).isGreaterThan(100);
    assertThat(row(now, "dense_1/bias", 0)).containsExactly(row(old, "dense_1/bias", 0));
    assertThat(row(now, "dense_2/kernel", 0)).isNotEqualTo(row(old, "dense_2/kernel", 0));
    Map<?, ?> card = (Map<?, ?>) now.provenance().get("warmStart");
    assertThat(card.get("sha256")).isEqualTo(old.sha256());
    assertThat(card.get("features")).isEqualTo((long) matched);

    // A rate is looked for from there, too: the first loss is far below ln 3, that of the seed.
    Path rates = folder.resolve("rates");
    String conf = CommandLine.ROOT.resolve("conf").resolve(JOB).toString();
    String warm = "training.warmStart=" + from;
    String[] words = {"lr-find", conf, "--out", "" + rates, "--steps", "3", "--set", warm};
    assertThat(lockstep.run("local[2]", words)).as(lockstep.errors()).isZero();
    String first = Files.readAllLines(rates.resolve("lr-find.csv")).get(1);
    assertThat(Double.parseDouble(first.split(",")[2])).isLessThan(0.9);

    // From the checkpoint of a run whose model is gone: the best epoch's weights, to the bit.
    Path model = from.resolve("model");
    Files.move(model, folder.resolve("away"));
    Model ofCheckpoint = WarmSource.read(from.toString(), new Configuration());
    assertThat(ofCheckpoint.sha256()).isEqualTo(old.sha256());
    assertThat(ofCheckpoint.labels()).isEqualTo(old.labels());
    assertThat(ofCheckpoint.features().featureName(7)).isEqualTo(old.features().featureName(7));

    assertThat(lockstep.train(JOB, folder.resolve("refused"), "training.warmStart=" + folder))
        .isEqualTo(78);
    assertThat(lockstep.errors()).contains("training.warmStart must be the directory of a model");
    List<String> wide =
        List.of("network.layers=[{units = 8}]", "training.warmStart=" + folder.resolve("away"));
    assertThat(lockstep.train(JOB, folder.resolve("wide"), wide.toArray(String[]::new)))
        .isEqualTo(78);
    assertThat(lockstep.errors()).contains("dense_1/kernel must have the shape that it had");
  }

  private static float[] row(Model model, String name, int row) {
    Slice slice =
        new ParameterLayout(model.network())
            .slices().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    int from = slice.offset() + row * slice.columns();
    return Arrays.copyOfRange(model.parameters(), from, from + slice.columns());
  }
}
