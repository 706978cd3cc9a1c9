package org.lockstep.driver.checkpoint;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lockstep.trainer.metric.Scores;
import org.lockstep.trainer.state.PartOfEpoch;
import org.lockstep.trainer.state.RestartsState;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.training.EpochRecord;

/** Made-up states. */
final class States {
  private States() {}

  static TrainingState after(int epochs, int parameters) {
    Scores scores = new Scores(3, 0.5, Map.of("accuracy", 0.75), Optional.empty(), List.of());
    List<EpochRecord> history =
        IntStream.rangeClosed(1, epochs)
            .mapToObj(epoch -> new EpochRecord(epoch, 1, 0.1, 1, 1, scores, scores, epoch == 2))
            .toList();
    float[] values = new float[parameters];
    Arrays.fill(values, epochs);
    return new TrainingState(
        RestartsState.first(),
        values,
        List.of(values.clone()),
        new float[0],
        history,
        PartOfEpoch.none(),
        new byte[0]);
  }

  static Checkpoint checkpoint(int epochs) {
    return checkpoint(epochs, 10);
  }

  static Checkpoint checkpoint(int epochs, int parameters) {
    return new Checkpoint(
        "name = \"a\"\n", "{}", Map.of("rows", "ab12"), epochs == 2, after(epochs, parameters));
  }
}
