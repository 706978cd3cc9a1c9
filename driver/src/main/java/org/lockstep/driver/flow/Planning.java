package org.lockstep.driver.flow;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.source.Examples;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.datasets.source.Sources;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.plan.CostModel;
import org.lockstep.driver.plan.Launch;
import org.lockstep.driver.plan.Link;
import org.lockstep.driver.plan.Loopback;
import org.lockstep.driver.plan.MachineTimes;
import org.lockstep.driver.plan.Noise;
import org.lockstep.driver.plan.Plan;
import org.lockstep.driver.plan.PlanSpec;
import org.lockstep.driver.plan.Planner;
import org.lockstep.driver.plan.Sample;
import org.lockstep.driver.plan.TouchedFeatures;
import org.lockstep.driver.plan.Workload;
import org.lockstep.driver.report.PlanOutcome;
import org.lockstep.driver.report.RunOutcome.DataOrigin;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;

/** Plans a job: reads and prepares its rows as its training does, measures, predicts. */
final class Planning {
  /** Features, dense or not zero, that are brought to the driver: some 256 MB. */
  private static final long SAMPLED_VALUES = 32L << 20;

  /** Floats of a slice that ranks share: RankSteps' own bound. */
  private static final int LARGE = 16_384;

  private static final int EMPTY_JOBS = 9;
  private static final int TASKS = 16;

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final JobSpec job;
  private final LookUp lookUp;

  Planning(SparkSession spark, JobSpec job, LookUp lookUp) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.job = job;
    this.lookUp = lookUp;
  }

  PlanOutcome of(PlanSpec spec) throws IOException {
    try (Examples examples = Sources.open(spark, job.data(), lookUp)) {
      DataOrigin origin = DataOrigins.of(job.data(), examples);
      PreparedData data = PreparedData.of(spark, job, examples);
      try (ShardSet shards = data.shards()) {
        NetworkSpec network = data.trainable(job, examples.labels());
        return new PlanOutcome(network, origin, plan(spec, network, shards));
      }
    }
  }

  private Plan plan(PlanSpec spec, NetworkSpec network, ShardSet shards) throws IOException {
    Shard sample = sample(shards);
    Optional<TouchedFeatures> touched =
        sample.features() instanceof SparseRows rows
            ? Optional.of(TouchedFeatures.of(rows))
            : Optional.empty();
    MachineTimes machine =
        MachineTimes.measure(network, job.training(), sample, touched, spec.seconds());
    Link loopback = Loopback.measure();
    Link link = new Link(spec.bandwidth(), spec.latency(), loopback.messageSeconds());
    Noise noise = spec.noise().orElse(machine.noise());
    Launch launch = launch();
    CostModel model = new CostModel(machine.arithmetic(), link, noise, launch);
    CostModel here = new CostModel(machine.arithmetic(), loopback, machine.noise(), launch);
    return new Planner(model, workload(network, shards, touched), spec)
        .plan(sample.rows(), machine, link, noise, here);
  }

  /** As many of each worker's training rows as fit. */
  private Shard sample(ShardSet shards) {
    long rows = shards.rows(Split.TRAIN);
    // A sparse row is taken to have a hundred features; what counts is that it cannot be millions.
    long values = rows * (shards.sparse() ? 100 : shards.inputs());
    double share = Math.min(1, (double) SAMPLED_VALUES / Math.max(1, values));
    int each = (int) Math.max(1, Math.ceil(share * rows / shards.workers()));
    context.setJobGroup("lockstep plan", "lockstep plan " + job.name() + " · sample");
    return Sample.join(shards.shards().map(new HeadTask(each)).collect());
  }

  private Workload workload(
      NetworkSpec network, ShardSet shards, Optional<TouchedFeatures> touched) {
    ParameterLayout layout = new ParameterLayout(network);
    ParameterLayout.Slice first = layout.kernels().get(0);
    int large =
        layout.slices().stream()
            .filter(slice -> touched.isEmpty() || slice.offset() != first.offset())
            .mapToInt(ParameterLayout.Slice::size)
            .filter(size -> size >= LARGE)
            .sum();
    return new Workload(
        shards.rows(Split.TRAIN),
        shards.rows(Split.VALIDATION),
        job.training().batchSize(),
        job.training().averaging().periodOf(job.training().epochs() / 2),
        job.training().workers(),
        job.training().epochs(),
        first.columns(),
        layout.size() - large - (touched.isPresent() ? first.size() : 0),
        large,
        layout.size(),
        job.training().optimizer().create(1).state().size(),
        touched);
  }

  /** From empty jobs of one task and of several. */
  private Launch launch() {
    double one = emptyJobSeconds(1);
    double several = emptyJobSeconds(TASKS);
    double task = Math.max(0, several - one) / (TASKS - 1);
    return new Launch(Math.max(0, one - task), task);
  }

  private double emptyJobSeconds(int tasks) {
    double[] seconds = new double[EMPTY_JOBS];
    for (int i = 0; i < EMPTY_JOBS; i++) {
      long start = System.nanoTime();
      context.parallelize(Collections.nCopies(tasks, 1), tasks).count();
      seconds[i] = (System.nanoTime() - start) / 1e9;
    }
    Arrays.sort(seconds);
    return seconds[EMPTY_JOBS / 2];
  }
}
