package io.github.flaskdebugguard.probe;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real server on 127.0.0.1 that a test starts and ends. */
final class LiveServer implements AutoCloseable {
  /** Debian's Python, with the WSGI servers that Debian packs. */
  static final String DEBIAN = "/usr/bin/python3";

  /** The apps that are served. */
  static final Path FOLDER =
      Path.of("src/test/resources/io/github/flaskdebugguard/probe").toAbsolutePath();

  /** Below Linux' range of ports for outgoing connections, which starts at 32768. */
  private static final int FIRST_PORT = 12_000;

  private static final int PORTS = 20_000;
  private static final AtomicInteger NEXT_PORT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(PORTS));

  private final Process process;
  private final Path log;

  private LiveServer(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * {@return a port of 127.0.0.1 on which nothing listens, another one each time}
   *
   * <p>Never one of the range from which the system takes the ports of outgoing connections:
   * between this call and the server's start, a probe of another server could get it.
   */
  static int freePort() throws IOException {
    for (int tries = 0; tries < PORTS; tries++) {
      int port = FIRST_PORT + Math.floorMod(NEXT_PORT.getAndIncrement(), PORTS);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        // Somebody else's; the next one.
      }
    }
    throw new IOException("no port is free");
  }

  /** Starts a command and waits until something listens on the port. */
  static LiveServer start(List<String> command, Map<String, String> environment, int port)
      throws IOException {
    Path log = Files.createTempFile("live-server", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(command))
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("FLASK_"));
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    LiveServer server = new LiveServer(process, log);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!listens(port)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        String said = Files.readString(log);
        server.close();
        throw new IOException(command + " does not listen:\n" + said);
      }
      pause();
    }
    return server;
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    List<ProcessHandle> children = process.descendants().toList();
    // The parent first: gunicorn starts another worker for each that it loses.
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(log);
  }
}
