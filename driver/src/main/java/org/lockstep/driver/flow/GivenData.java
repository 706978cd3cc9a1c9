package org.lockstep.driver.flow;

import java.util.Optional;
import org.lockstep.datasets.source.DataSpec;
import org.lockstep.datasets.source.DataSpec.WhenMissing;
import org.lockstep.datasets.source.FormatSpec;
import org.lockstep.datasets.source.Presets;
import org.lockstep.datasets.source.SourceName;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.trainer.model.Model;

/** What {@code --data} means for a model that is there already. */
final class GivenData {
  private GivenData() {}

  /**
   * The rows to read: a data set's name means that data set, anything else a path in the format of
   * the job's own data. The model's labels are the only ones there are, nothing is generated, and
   * rows need no group, since nothing divides them.
   */
  static DataSpec of(JobSpec job, Model model, String data) {
    Optional<SourceName> named = SourceName.named(data).filter(SourceName::isDataSet);
    DataSpec spec =
        named.isEmpty()
            ? job.data().withPath(data)
            : named.get() == job.data().source()
                ? job.data()
                : Presets.of(named.get(), Optional.empty());
    FormatSpec format = spec.format();
    if (spec.source() == SourceName.LIBSVM) {
      format =
          new FormatSpec(
              format.header(), format.names(), format.maxCellBytes(), model.features().width());
    }
    return spec.undivided()
        .withLabels(model.labels())
        .withWhenMissing(WhenMissing.FAIL)
        .withFormat(format);
  }
}
