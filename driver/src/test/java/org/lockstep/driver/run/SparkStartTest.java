package org.lockstep.driver.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.Master;
import org.junit.jupiter.api.Test;

class SparkStartTest {
  @Test
  void aMasterMustBeGiven() {
    assertThat(refused(new SparkConf(false)))
        .hasMessage("a master must be given, such as --master local[*]");
  }

  @Test
  void aMasterThatDoesNotAnswerIsNamedAtOnce() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    String master = "spark://127.0.0.1:" + free;
    RunException e = refused(conf(master));
    assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(e).hasMessageContaining("the master must be reachable. Received: " + master);
  }

  @Test
  void aMasterWithoutAPortIsRefused() {
    assertThat(refused(conf("spark://somewhere"))).hasMessageContaining("not host:port");
  }

  @Test
  void anUnknownKindOfMasterIsRefused() {
    RunException e = refused(conf("lokal[2]"));
    assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(e).hasMessageContaining("lokal[2]").hasMessageContaining("--master");
  }

  @Test
  void aPortInUseIsNamedWithTheSettingsThatChooseIt() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      RunException e =
          refused(
              conf("local[1]")
                  .set("spark.driver.host", "127.0.0.1")
                  .set("spark.driver.bindAddress", "127.0.0.1")
                  .set("spark.driver.port", Integer.toString(taken.getLocalPort()))
                  .set("spark.port.maxRetries", "0"));
      assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION);
      assertThat(e)
          .hasMessageStartingWith("the address and port must be free.")
          .hasMessageContaining("spark.driver.port");
    }
  }

  @Test
  void tooLittleMemoryIsSaidWithTheSettingThatRaisesIt() {
    RunException e = refused(conf("local[1]").set("spark.testing.memory", "100000000"));
    assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(e)
        .hasMessageStartingWith("Spark must have enough memory.")
        .hasMessageContaining("spark.driver.memory");
  }

  @Test
  void aSettingThatSparkCannotReadIsNamed() {
    RunException e = refused(conf("local[1]").set("spark.executor.memory", "abc"));
    assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(e).hasMessageContaining("abc");
  }

  @Test
  void tasksThatWantMoreCoresThanThereAreAreRefused() {
    RunException e = refused(conf("local[1]").set("spark.task.cpus", "2"));
    assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(e)
        .hasMessageStartingWith("Spark's settings must be valid. Received: ")
        .hasMessageContaining("cpus per task");
  }

  /** Else the attempts' tokens, which travel as Spark's own messages do, would be anyone's. */
  @Test
  void encryptionWithoutAuthenticationIsRefusedWithTheReason() {
    RunException e = refused(conf("local[1]").set("spark.network.crypto.enabled", "true"));
    assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(e)
        .hasMessageStartingWith("Spark's settings must be valid. Received: ")
        .hasMessageContaining("spark.authenticate must be enabled when enabling encryption");
  }

  @Test
  void aClusterWithoutAnExecutorIsGivenUpAtTheDeadline() {
    SparkConf masterConf = new SparkConf(false);
    var started = Master.startRpcEnvAndEndpoint("127.0.0.1", 0, 0, masterConf);
    try {
      String master = "spark://" + started._1().address().hostPort();
      RunException e =
          refused(
              conf(master)
                  .set("spark.driver.host", "127.0.0.1")
                  .set("spark.ui.enabled", "false")
                  .set("spark.executor.memory", "900g")
                  .set(SparkStart.DEADLINE, "20"));
      assertThat(e.exitCode()).isEqualTo(ExitCode.RESUMABLE);
      assertThat(e)
          .hasMessageContaining("an executor must register within 20 s")
          .hasMessageContaining("none from " + master)
          .hasMessageContaining("900g");
    } finally {
      started._1().shutdown();
      started._1().awaitTermination();
    }
  }

  @Test
  void localSparkIsReadyWithLockstepsSettings() {
    var session = SparkStart.open("test", conf("local[1]"));
    try {
      assertThat(session.sparkContext().conf().get("spark.locality.wait")).isEqualTo("0s");
      assertThat(session.sparkContext().conf().get("spark.ui.enabled")).isEqualTo("false");
      assertThat(session.sparkContext().appName()).isEqualTo("test");
    } finally {
      session.stop();
    }
  }

  @Test
  void whatTheUserSetsIsStronger() {
    var session = SparkStart.open("test", conf("local[1]").set("spark.locality.wait", "1s"));
    try {
      assertThat(session.sparkContext().conf().get("spark.locality.wait")).isEqualTo("1s");
      assertThat(session.sparkContext().conf().get("spark.kryo.registrationRequired"))
          .isEqualTo("true");
    } finally {
      session.stop();
    }
  }

  private static SparkConf conf(String master) {
    return new SparkConf(false).set("spark.master", master);
  }

  private static RunException refused(SparkConf conf) {
    return catchThrowableOfType(RunException.class, () -> SparkStart.open("test", conf));
  }
}
