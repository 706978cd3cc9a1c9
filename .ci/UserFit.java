import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.lockstep.driver.ml.LockstepClassificationModel;
import org.lockstep.driver.ml.LockstepClassifier;

/** A user's application: Lockstep comes by --jars, and rows are trained on and scored by executors. */
public final class UserFit {
  private UserFit() {}

  public static void main(String[] arguments) throws Exception {
    try (SparkSession spark = SparkSession.builder().appName("user").getOrCreate()) {
      Random random = new Random(1);
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        double x = random.nextGaussian();
        double y = random.nextGaussian();
        rows.add(RowFactory.create(x + y > 0 ? 1.0 : 0.0, Vectors.dense(x, y)));
      }
      StructType schema =
          new StructType()
              .add("label", DataTypes.DoubleType, false)
              .add("features", SQLDataTypes.VectorType(), false);
      Dataset<Row> data = spark.createDataFrame(rows, schema).repartition(4).cache();
      for (String loop : List.of("task", "round", "lockstep")) {
        LockstepClassificationModel model =
            new LockstepClassifier()
                .setHiddenUnits(new int[] {4})
                .setStepSize(0.05)
                .setMaxIter(15)
                .setSeed(1)
                .setLoop(loop)
                .fit(data);
        int right = 0;
        int same = 0;
        for (Row row : model.transform(data).collectAsList()) {
          right += row.getDouble(0) == row.<Double>getAs("prediction") ? 1 : 0;
          double alone = model.predict(row.<Vector>getAs("features"));
          same += alone == row.<Double>getAs("prediction") ? 1 : 0;
        }
        System.out.printf(
            "%s on %d executors: %d of 300 alike, %s%n",
            loop,
            spark.sparkContext().statusTracker().getExecutorInfos().length - 1,
            same,
            right > 270 ? "learned" : "not learned: " + right);
      }
    }
  }
}
