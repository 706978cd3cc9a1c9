package org.lockstep.driver.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NumericAttribute;
import org.apache.spark.ml.feature.VectorSlicer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.ParameterLayout.Slice;

/** Estimators that start from a saved model, freeze layers and slow others down. */
class WarmFitTest {
  private static SparkSession spark;
  private static Dataset<Row> rows;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    spark = MlFixture.spark();
    rows = MlFixture.flowers(spark, 60).cache();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static LockstepClassifier small() {
    return new LockstepClassifier().setHiddenUnits(new int[] {5}).setMaxIter(5);
  }

  private static float[] part(LockstepClassificationModel model, String name) {
    Slice slice =
        new ParameterLayout(model.network())
            .slices().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    return Arrays.copyOfRange(model.fitted().parameters(), slice.offset(), slice.end());
  }

  @Test
  void layersAreTakenFrozenSlowedAndReplaced() throws IOException {
    LockstepClassificationModel old = small().fit(rows);
    String saved = folder.resolve("old").toString();
    old.write().save(saved);

    LockstepClassificationModel frozen =
        small().setWarmStart(saved).setFrozenLayers(new String[] {"dense_1"}).fit(rows);
    assertThat(part(frozen, "dense_1/kernel")).containsExactly(part(old, "dense_1/kernel"));
    assertThat(part(frozen, "dense_1/bias")).containsExactly(part(old, "dense_1/bias"));
    assertThat(part(frozen, "dense_2/kernel")).isNotEqualTo(part(old, "dense_2/kernel"));
    assertThat(frozen.summary().objectiveHistory()[0])
        .isLessThan(old.summary().objectiveHistory()[0]);
    assertThat(small().setWarmStart(saved).setLayerRates("{dense_1 = 0}").fit(rows).sha256())
        .isEqualTo(frozen.sha256());

    LockstepClassificationModel slowed =
        small().setWarmStart(saved).setLayerRates("{dense_1 = 1e-6}").fit(rows);
    assertThat(slowed.sha256()).isNotEqualTo(frozen.sha256());
    float[] before = part(old, "dense_1/kernel");
    float[] after = part(slowed, "dense_1/kernel");
    for (int i = 0; i < before.length; i++) {
      assertThat(Math.abs(after[i] - before[i])).isLessThan(1e-5f);
    }

    LockstepClassificationModel replaced = small().setWarmStart(saved).setHead("replace").fit(rows);
    assertThat(replaced.sha256()).isNotEqualTo(small().setWarmStart(saved).fit(rows).sha256());
    Map<?, ?> card = (Map<?, ?>) replaced.fitted().model().provenance().get("warmStart");
    assertThat(card.get("sha256")).isEqualTo(old.sha256());
    assertThat(card.get("features")).isEqualTo(4L);

    // A regression takes the hidden layer and gets a head of its own.
    LockstepRegressionModel other =
        new LockstepRegressor()
            .setHiddenUnits(new int[] {5})
            .setMaxIter(1)
            .setLabelCol("weight")
            .setWarmStart(saved)
            .setFrozenLayers(new String[] {"dense_1"})
            .fit(rows);
    assertThat(Arrays.copyOf(other.fitted().parameters(), 20))
        .containsExactly(part(old, "dense_1/kernel"));

    for (String loop : new String[] {"round", "lockstep"}) {
      assertThat(
              small()
                  .setWarmStart(saved)
                  .setFrozenLayers(new String[] {"dense_1"})
                  .setLoop(loop)
                  .fit(rows)
                  .sha256())
          .as(loop)
          .isEqualTo(frozen.sha256());
    }
    assertThat(small().setWarmStart(folder.resolve("old").toUri().toString()).fit(rows).sha256())
        .isEqualTo(small().setWarmStart(saved).fit(rows).sha256());
    Dataset<Row> narrower =
        new VectorSlicer()
            .setInputCol("features")
            .setOutputCol("fewer")
            .setIndices(new int[] {0, 2})
            .transform(rows);
    assertThatThrownBy(() -> small().setFeaturesCol("fewer").setWarmStart(saved).fit(narrower))
        .hasMessageContaining("warmStart must be a model of as many features")
        .hasMessageContaining(": 2. Received: 4 in ");
    assertThatThrownBy(() -> small().setWarmStart(folder.toString()).fit(rows))
        .hasMessageContaining("training.warmStart must be the directory of a model or a run");
    assertThatThrownBy(() -> small().setFrozenLayers(new String[] {"dense_9"}).fit(rows))
        .hasMessageContaining("layerRates must name layers of the network, dense_1, dense_2");
    assertThatThrownBy(() -> small().setWarmStart(saved).setHiddenUnits(new int[] {6}).fit(rows))
        .hasMessageContaining("dense_1/kernel must have the shape that it had, 4×5");
  }

  private static Dataset<Row> named(String column, Dataset<Row> data, String... names) {
    Attribute[] attributes =
        Arrays.stream(names)
            .map(name -> (Attribute) NumericAttribute.defaultAttr().withName(name))
            .toArray(Attribute[]::new);
    return data.withMetadata(column, new AttributeGroup(column, attributes).toMetadata());
  }

  private static Dataset<Row> sliced(int... indices) {
    return new VectorSlicer()
        .setInputCol("features")
        .setOutputCol("some")
        .setIndices(indices)
        .transform(rows);
  }

  /** A column's attributes are matched by their names, as a vocabulary's terms are. */
  @Test
  void namedFeaturesKeepTheirRowsWhereverTheyStand() throws IOException {
    LockstepClassificationModel old = small().fit(named("features", rows, "a", "b", "c", "d"));
    String saved = folder.resolve("named").toString();
    old.write().save(saved);
    LockstepClassifier frozen =
        small()
            .setFeaturesCol("some")
            .setWarmStart(saved)
            .setFrozenLayers(new String[] {"dense_1"});
    LockstepClassificationModel some = frozen.fit(named("some", sliced(3, 0, 1), "d", "new", "b"));
    float[] before = part(old, "dense_1/kernel");
    float[] after = part(some, "dense_1/kernel");
    assertThat(Arrays.copyOfRange(after, 0, 5)).containsExactly(Arrays.copyOfRange(before, 15, 20));
    assertThat(Arrays.copyOfRange(after, 10, 15))
        .containsExactly(Arrays.copyOfRange(before, 5, 10));
    assertThat(Arrays.copyOfRange(after, 5, 10)).isNotEqualTo(Arrays.copyOfRange(before, 0, 5));
    Map<?, ?> card = (Map<?, ?>) some.model().provenance().get("warmStart");
    assertThat(card.get("features")).isEqualTo(2L);
    assertThat(some.model().provenance().get("featureNames")).isEqualTo(List.of("d", "new", "b"));

    // As many features in another order are matched by name too; without names by place.
    LockstepClassificationModel turned =
        frozen.fit(named("some", sliced(3, 2, 1, 0), "d", "c", "b", "a"));
    assertThat(Arrays.copyOfRange(part(turned, "dense_1/kernel"), 0, 5))
        .containsExactly(Arrays.copyOfRange(before, 15, 20));
    LockstepClassificationModel unnamed =
        small().setWarmStart(saved).setFrozenLayers(new String[] {"dense_1"}).fit(rows);
    assertThat(part(unnamed, "dense_1/kernel")).containsExactly(before);
    assertThatThrownBy(() -> frozen.fit(named("some", sliced(0, 1), "b", "b")))
        .hasMessageContaining("where not both have featureNames or columns' attributes with names")
        .hasMessageContaining(": 2. Received: 4 in ");
  }

  /** A vocabulary that is given by hand, for columns whose attributes have no names. */
  @Test
  void givenNamesMatchPermutedAndNewFeatures() throws IOException {
    LockstepClassificationModel old =
        small().setFeatureNames(new String[] {"a", "b", "c", "d"}).fit(rows);
    assertThat(old.sha256()).isEqualTo(small().fit(rows).sha256());
    String saved = folder.resolve("given").toString();
    old.write().save(saved);
    LockstepClassifier frozen =
        small()
            .setFeaturesCol("some")
            .setWarmStart(saved)
            .setFrozenLayers(new String[] {"dense_1"});
    LockstepClassificationModel permuted =
        frozen
            .copy(ParamMap.empty())
            .setFeatureNames(new String[] {"d", "new", "b", "a"})
            .fit(sliced(3, 2, 1, 0));
    float[] before = part(old, "dense_1/kernel");
    float[] after = part(permuted, "dense_1/kernel");
    assertThat(row(after, 0)).containsExactly(row(before, 3));
    assertThat(row(after, 1)).isNotEqualTo(row(before, 2));
    assertThat(row(after, 2)).containsExactly(row(before, 1));
    assertThat(row(after, 3)).containsExactly(row(before, 0));
    Map<?, ?> card = (Map<?, ?>) permuted.model().provenance().get("warmStart");
    assertThat(card.get("features")).isEqualTo(3L);
    assertThat(permuted.model().provenance().get("featureNames"))
        .isEqualTo(List.of("d", "new", "b", "a"));

    // They win over the attributes of a column, and meet those of another.
    LockstepClassificationModel wins =
        frozen
            .copy(ParamMap.empty())
            .setFeatureNames(new String[] {"c", "d"})
            .fit(named("some", sliced(2, 3), "x", "y"));
    assertThat(row(part(wins, "dense_1/kernel"), 1)).containsExactly(row(before, 3));
    LockstepClassificationModel attributes = frozen.fit(named("some", sliced(1, 2), "b", "new"));
    assertThat(row(part(attributes, "dense_1/kernel"), 0)).containsExactly(row(before, 1));

    assertThatThrownBy(() -> small().setFeatureNames(new String[] {"a", "b"}).fit(rows))
        .hasMessageContaining("featureNames must be one a feature, 4. Received: 2");
    assertThatThrownBy(() -> small().setFeatureNames(new String[] {"a", "b", "a", "d"}).fit(rows))
        .hasMessageContaining(
            "featureNames must be distinct and not empty. Received: \"a\", twice");
    assertThatThrownBy(() -> small().setFeatureNames(new String[] {"a", "b", "", "d"}).fit(rows))
        .hasMessageContaining("featureNames must be distinct and not empty. Received: \"\"");
  }

  /** The weights of a feature into the five units of the first layer. */
  private static float[] row(float[] kernel, int feature) {
    return Arrays.copyOfRange(kernel, 5 * feature, 5 * feature + 5);
  }
}
