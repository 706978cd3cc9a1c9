package org.lockstep.driver.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.driver.report.Outcomes;
import org.lockstep.driver.report.WeightsFile;
import org.lockstep.trainer.network.Parameters;

/** Event files read back by protobuf's own reader and a CRC-32C from its definition. */
class EventFileTest {
  @TempDir private Path folder;

  @Test
  void tablesBecomeScalarsByEpoch() throws IOException {
    Files.writeString(
        folder.resolve("history.csv"),
        "restart,epoch,learning_rate,loss,validation_loss,best,compute_seconds\n"
            + "1,1,0.5,2,,true,0.25\n1,2,0.5,1.5,1.75,true,0.25\n2,1,0.5,3,4,false,0.25\n");
    TensorBoardFiles files = new TensorBoardFiles(folder);
    files.follow();
    Files.writeString(
        folder.resolve("layers.csv"),
        "restart,epoch,step,layer,weight_norm\n1,2,7,dense_1/kernel,4.5\n");
    files.ended(false);
    assertThat(read())
        .containsExactly(
            "1 learning_rate 0.5",
            "1 loss/train 2.0",
            "1 seconds/compute 0.25",
            "2 learning_rate 0.5",
            "2 loss/train 1.5",
            "2 loss/validation 1.75",
            "2 seconds/compute 0.25",
            "1 restart_2/learning_rate 0.5",
            "1 restart_2/loss/train 3.0",
            "1 restart_2/loss/validation 4.0",
            "1 restart_2/seconds/compute 0.25",
            "2 layers/dense_1/kernel/weight_norm 4.5");
  }

  @Test
  void theSpreadOfWeightsBecomesHistograms() throws IOException {
    WeightsFile weights = new WeightsFile(folder, Outcomes.network());
    weights.append(1, 0, Parameters.initialise(Outcomes.network(), 1).values());
    TensorBoardFiles files = new TensorBoardFiles(folder);
    files.follow();
    weights.append(2, 10, Parameters.initialise(Outcomes.network(), 2).values());
    files.ended(false);
    assertThat(read())
        .contains(
            "0 weights/dense_1/kernel 12.0 in 40 buckets",
            "0 weights/dense_1/bias 3.0 in 1 buckets",
            "10 restart_2/weights/dense_1/kernel 12.0 in 40 buckets")
        .hasSize(8);
  }

  @Test
  void aRunThatGoesOnBeginsTheFileAnew() throws IOException {
    Files.writeString(folder.resolve("history.csv"), "restart,epoch,loss\n1,1,2\n1,2,1\n");
    new TensorBoardFiles(folder).ended(false);
    Files.writeString(folder.resolve("history.csv"), "restart,epoch,loss\n1,1,2\n");
    new TensorBoardFiles(folder).ended(false);
    assertThat(read()).containsExactly("1 loss/train 2.0");
  }

  @Test
  void theCheckOfTheRecordsIsThatOfTheCastagnoliPolynomial() {
    assertThat(crc("123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
        .isEqualTo(0xe3069283);
  }

  /** {@code step tag value} of each scalar in all event files; checks every frame. */
  private List<String> read() throws IOException {
    List<String> scalars = new ArrayList<>();
    try (var files = Files.list(folder.resolve("tensorboard"))) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      ByteBuffer in =
          ByteBuffer.wrap(Files.readAllBytes(all.get(0))).order(ByteOrder.LITTLE_ENDIAN);
      boolean first = true;
      while (in.hasRemaining()) {
        byte[] length = new byte[8];
        in.get(length);
        assertThat(in.getInt()).isEqualTo(masked(length));
        byte[] record =
            new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
        in.get(record);
        assertThat(in.getInt()).isEqualTo(masked(record));
        event(record, first, scalars);
        first = false;
      }
    }
    return scalars;
  }

  private static void event(byte[] record, boolean first, List<String> scalars) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(record);
    long step = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag >>> 3) {
        case 1 -> assertThat(in.readDouble()).isGreaterThan(1.7e9); // seconds since 1970
        case 2 -> step = in.readInt64();
        case 3 -> assertThat(first && in.readString().equals("brain.Event:2")).isTrue();
        case 5 -> {
          CodedInputStream summary = CodedInputStream.newInstance(in.readByteArray());
          for (int value = summary.readTag(); value != 0; value = summary.readTag()) {
            assertThat(value >>> 3).isEqualTo(1);
            scalars.add(step + " " + scalar(summary.readByteArray()));
          }
        }
        default -> throw new IOException("no such field: " + tag);
      }
    }
  }

  private static String scalar(byte[] value) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(value);
    String name = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag >>> 3 == 1) {
        name = in.readString();
      } else if (tag >>> 3 == 5) {
        return name + " " + histogram(in.readByteArray());
      } else {
        assertThat(tag >>> 3).isEqualTo(2);
        return name + " " + in.readFloat();
      }
    }
    throw new IOException("no value of " + name);
  }

  /** How many numbers, which the buckets must hold between the least and the greatest limit. */
  private static String histogram(byte[] value) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(value);
    double[] fields = new double[6];
    List<Double> limits = new ArrayList<>();
    double held = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = tag >>> 3;
      if (field < 6) {
        fields[field] = in.readDouble();
        continue;
      }
      int end = in.pushLimit(in.readRawVarint32());
      while (in.getBytesUntilLimit() > 0) {
        if (field == 6) {
          limits.add(in.readDouble());
        } else {
          held += in.readDouble();
        }
      }
      in.popLimit(end);
    }
    assertThat(held).isEqualTo(fields[3]);
    assertThat(limits).isSorted();
    assertThat(limits.get(limits.size() - 1)).isGreaterThanOrEqualTo(fields[2]);
    return held + " in " + limits.size() + " buckets";
  }

  private static int masked(byte[] bytes) {
    int crc = crc(bytes);
    return (crc >>> 15 | crc << 17) + 0xa282ead8;
  }

  /** Bit by bit, reflected polynomial 0x82f63b78 (RFC 3720, appendix B.4). */
  private static int crc(byte[] bytes) {
    int crc = -1;
    for (byte each : bytes) {
      crc ^= each & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? crc >>> 1 ^ 0x82f63b78 : crc >>> 1;
      }
    }
    return ~crc;
  }
}
