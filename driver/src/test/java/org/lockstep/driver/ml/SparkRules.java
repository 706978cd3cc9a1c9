package org.lockstep.driver.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;

/** What Spark's own suites ask of every estimator: ParamsSuite, MLTestingUtils. */
final class SparkRules {
  private static final long OTHER_SEED = 77_777L;

  private SparkRules() {}

  /** As ParamsSuite.checkParams, and that every Param has a getter. */
  static void checkParams(Params owner) throws ReflectiveOperationException {
    List<String> names = Arrays.stream(owner.params()).map(Param::name).toList();
    assertThat(names).isSorted().doesNotHaveDuplicates().isNotEmpty();
    for (Param<?> param : owner.params()) {
      assertThat(param.parent()).as(param.name()).isEqualTo(owner.uid());
      assertThat(owner.getParam(param.name())).isSameAs(param);
      assertThat(param.doc()).as(param.name()).isNotBlank();
      String getter =
          "get" + param.name().substring(0, 1).toUpperCase(Locale.ROOT) + param.name().substring(1);
      assertThat(owner.getClass().getMethod(getter)).as(getter).isNotNull();
    }
    assertThat(owner.explainParams()).contains(names);
    assertThat(owner.getClass().getMethod("copy", ParamMap.class).getReturnType())
        .isEqualTo(owner.getClass());
  }

  /** As MLTestingUtils.checkCopyAndUids, and that a copy's Params are its own. */
  static <M extends Model<M>> void checkCopies(Estimator<M> estimator, M model) {
    assertThat(estimator.copy(ParamMap.empty()).uid()).isEqualTo(estimator.uid());
    assertThat(model.uid()).isEqualTo(estimator.uid());
    assertThat(model.parent()).isSameAs(estimator);
    M copy = model.copy(ParamMap.empty());
    assertThat(copy.uid()).isEqualTo(model.uid());
    assertThat(copy.parent()).isSameAs(model.parent());
    assertThat(copy.extractParamMap().toString()).isEqualTo(model.extractParamMap().toString());
    checkIndependence(estimator, estimator.copy(seed(estimator)));
    checkIndependence(model, model.copy(seed(model)));
  }

  private static ParamMap seed(Params owner) {
    ParamMap extra = new ParamMap();
    extra.put(owner.getParam("seed"), OTHER_SEED);
    return extra;
  }

  /** Neither hears of what is set on the other. */
  private static void checkIndependence(Params original, Params copy) {
    assertThat(copy).isNotSameAs(original);
    Object before = original.getOrDefault(original.getParam("seed"));
    assertThat(before).isNotEqualTo(OTHER_SEED);
    assertThat((Object) copy.getOrDefault(copy.getParam("seed"))).isEqualTo(OTHER_SEED);
    copy.set(copy.getParam("activation"), "softsign");
    assertThat((Object) original.getOrDefault(original.getParam("activation")))
        .isNotEqualTo("softsign");
    Object activation = original.getOrDefault(original.getParam("activation"));
    boolean was = original.isSet(original.getParam("activation"));
    original.set(original.getParam("activation"), "softplus");
    assertThat((Object) copy.getOrDefault(copy.getParam("activation"))).isEqualTo("softsign");
    if (was) {
      original.set(original.getParam("activation"), activation);
    } else {
      original.clear(original.getParam("activation"));
    }
  }

  /** As DefaultReadWriteTest: what is read has the uid and Params of what was written. */
  static void checkRead(Params written, Params read) {
    assertThat(read.uid()).isEqualTo(written.uid());
    for (Param<?> param : written.params()) {
      assertThat(read.isSet(read.getParam(param.name())))
          .as(param.name())
          .isEqualTo(written.isSet(param));
      if (written.isDefined(param)) {
        assertThat((Object) read.getOrDefault(read.getParam(param.name())))
            .as(param.name())
            .isEqualTo(written.getOrDefault(param));
      }
    }
  }
}
