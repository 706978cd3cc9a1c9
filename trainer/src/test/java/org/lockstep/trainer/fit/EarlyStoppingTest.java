package org.lockstep.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.training.EarlyStoppingSpec;

class EarlyStoppingTest {

  private static EarlyStopping watching(String monitor, int patience, double minDelta) {
    EarlyStoppingSpec spec = new EarlyStoppingSpec(patience, minDelta, true, monitor);
    return new EarlyStopping(spec, Task.MULTICLASS, 3, true);
  }

  /** The epoch (from 1) after which it stops, or 0. */
  private static int stopsAfter(EarlyStopping stopping, double... values) {
    for (int i = 0; i < values.length; i++) {
      stopping.observe(values[i]);
      if (stopping.shouldStop()) {
        return i + 1;
      }
    }
    return 0;
  }

  @Test
  void aLossIsBetterWhenLower() {
    EarlyStopping stopping = watching("validation_loss", 2, 0);
    assertThat(stopsAfter(stopping, 5, 4, 4.5, 3, 3.5, 3)).isEqualTo(6);
    assertThat(stopping.bestEpoch()).isEqualTo(4);
    assertThat(stopping.reason())
        .isEqualTo("validation_loss has not improved for 2 epochs; epoch 4 was the best (3.0)");
  }

  @Test
  void aScoreIsBetterWhenHigher() {
    EarlyStopping stopping = watching("validation_macro_f1", 1, 0);
    assertThat(stopsAfter(stopping, 0.2, 0.5, 0.4)).isEqualTo(3);
    assertThat(stopping.bestEpoch()).isEqualTo(2);
  }

  @Test
  void lessThanMinDeltaIsNoImprovement() {
    EarlyStopping stopping = watching("loss", 2, 0.1);
    assertThat(stopsAfter(stopping, 1, 0.95, 0.91)).isEqualTo(3);
    assertThat(stopsAfter(watching("loss", 2, 0.1), 1, 0.95, 0.89, 0.85)).isZero();
  }

  @Test
  void nothingStopsWithoutEarlyStoppingButTheBestIsStillFollowed() {
    EarlyStopping stopping = new EarlyStopping(EarlyStoppingSpec.none(), Task.REGRESSION, 1, false);
    assertThat(stopsAfter(stopping, 1, 2, 3, 4, 0.5, 6, 7)).isZero();
    assertThat(stopping.bestEpoch()).isEqualTo(5);
  }

  @Test
  void anUndefinedValueIsNeverBetterThanANumber() {
    EarlyStopping stopping = watching("validation_macro_f1", 9, 0);
    stopsAfter(stopping, Double.NaN, Double.NaN, 0.1, Double.NaN);
    assertThat(stopping.bestEpoch()).isEqualTo(3);
  }

  @Test
  void validationQuantitiesNeedAValidationSplit() {
    EarlyStoppingSpec spec = new EarlyStoppingSpec(2, 0, true, "validation_loss");
    assertThatThrownBy(() -> new EarlyStopping(spec, Task.MULTICLASS, 3, false))
        .hasMessage(
            "earlyStopping.monitor must be a quantity of the training rows (such as loss), since "
                + "there is no validation split. Received: validation_loss");
  }

  @Test
  void anUnknownQuantityIsRefusedWithWhatThereIs() {
    assertThatThrownBy(() -> watching("validation_r2", 2, 0))
        .hasMessageContaining("loss, objective, accuracy, ")
        .hasMessageEndingWith("Received: validation_r2");
    EarlyStoppingSpec r2 = new EarlyStoppingSpec(2, 0, true, "validation_r2");
    assertThat(new EarlyStopping(r2, Task.REGRESSION, 1, true).observe(0.5)).isTrue();
  }

  @Test
  void whatOnlyEvaluationCountsIsWatchedOnTheValidationRowsAlone() {
    assertThat(stopsAfter(watching("validation_roc_auc", 1, 0), 0.7, 0.8, 0.75)).isEqualTo(3);
    assertThat(stopsAfter(watching("validation_brier_score", 1, 0), 0.3, 0.2, 0.25)).isEqualTo(3);
    assertThatThrownBy(() -> watching("roc_auc", 1, 0)).hasMessageEndingWith("Received: roc_auc");
    assertThat(stopsAfter(watching("validation_top_2_accuracy", 1, 0), 0.5, 0.4)).isEqualTo(2);
    assertThatThrownBy(() -> watching("validation_top_3_accuracy", 1, 0))
        .as("there are three classes")
        .hasMessageContaining("top_2_accuracy, log_loss");
  }

  @Test
  void impossibleChoicesAreRefused() {
    assertThatThrownBy(() -> new EarlyStoppingSpec(0, 0, true, "loss"))
        .hasMessage("earlyStopping.patience must be >= 1. Received: 0");
    assertThatThrownBy(() -> new EarlyStoppingSpec(1, -1, true, "loss"))
        .hasMessage("earlyStopping.minDelta must be >= 0 and finite. Received: -1.0");
    assertThatThrownBy(() -> new EarlyStoppingSpec(1, 0, true, " "))
        .hasMessageContaining("earlyStopping.monitor must name a quantity");
  }
}
