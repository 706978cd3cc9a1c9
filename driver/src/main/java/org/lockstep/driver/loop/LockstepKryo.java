package org.lockstep.driver.loop;

import com.esotericsoftware.kryo.Kryo;
import java.util.List;
import org.apache.spark.serializer.KryoRegistrator;
import org.apache.spark.util.io.ChunkedByteBuffer;
import org.lockstep.datasets.shard.ShardKryo;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.driver.scoring.SharedModel;
import org.lockstep.driver.scoring.SharedNetwork;
import org.lockstep.driver.trial.TrialReport;
import org.lockstep.trainer.averaging.RoundAverage;
import org.lockstep.trainer.divergence.Trouble;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.gradient.TouchedRows;
import org.lockstep.trainer.merge.MergeTree;
import org.lockstep.trainer.metric.Calibration;
import org.lockstep.trainer.metric.ClassificationTotals;
import org.lockstep.trainer.metric.DistributionTotals;
import org.lockstep.trainer.metric.MultiLabelTotals;
import org.lockstep.trainer.metric.ProbabilityTotals;
import org.lockstep.trainer.metric.RegressionTotals;
import org.lockstep.trainer.metric.ScoreHistogram;
import org.lockstep.trainer.watching.UnitActivity;

/**
 * Registers everything that crosses the wire in Lockstep's own jobs, so that {@code
 * spark.kryo.registrationRequired=true} refuses anything unforeseen. All are plain classes.
 */
public final class LockstepKryo implements KryoRegistrator {
  private static final List<Class<?>> CLASSES =
      List.of(
          MergeTree.Node.class,
          MergeTree.Node[].class,
          Gradient.class,
          TouchedRows.class,
          RoundAverage.class,
          float[][].class,
          long[].class,
          ClassificationTotals.class,
          MultiLabelTotals.class,
          DistributionTotals.class,
          ProbabilityTotals.class,
          Calibration.class,
          ScoreHistogram.class,
          ScoreHistogram[].class,
          RegressionTotals.class,
          Trouble.class,
          UnitActivity.class,
          TrialReport.class,
          SharedModel.class,
          SharedNetwork.class,
          TrialReport[].class,
          WorkerShards[].class,
          String[].class,
          double[][].class,
          // Spark's own registrations leave out what a sorted Dataset's rows come back in.
          ChunkedByteBuffer.class,
          ChunkedByteBuffer[].class);

  @Override
  public void registerClasses(Kryo kryo) {
    new ShardKryo().registerClasses(kryo);
    CLASSES.forEach(kryo::register);
  }
}
