package org.lockstep.driver.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A network between a listener and those who call it. From some moment on it delivers nothing in
 * either direction, while all its connections stay open.
 */
final class StallingProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean stalled;

  /**
   * @param target the port of the listener
   */
  StallingProxy(int target) throws IOException {
    this.target = target;
    server = new ServerSocket(0, 50, Attempts.LOOPBACK);
    start(this::accept);
  }

  /** Where it listens. */
  int port() {
    return server.getLocalPort();
  }

  /** From now on nothing arrives. */
  void stall() {
    stalled = true;
  }

  private void accept() throws IOException {
    while (true) {
      Socket caller = server.accept();
      Socket listener = new Socket(Attempts.LOOPBACK, target);
      sockets.add(caller);
      sockets.add(listener);
      start(() -> copy(caller.getInputStream(), listener.getOutputStream()));
      start(() -> copy(listener.getInputStream(), caller.getOutputStream()));
    }
  }

  private void copy(InputStream in, OutputStream out) throws IOException, InterruptedException {
    byte[] bytes = new byte[1000];
    for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
      if (stalled) {
        closed.await();
        return;
      }
      out.write(bytes, 0, read);
    }
    out.close();
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException | InterruptedException over) {
                // one of the sides has hung up
              }
            },
            "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
