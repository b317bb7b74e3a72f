package io.github.flaskdebugguard.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads the command lines of all processes of the machine, which everybody on it may, until closed.
 */
public final class CommandLines implements AutoCloseable {
  private static final Path PROCESSES = Path.of("/proc");

  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final Thread watch = new Thread(this::watch, "command-lines");
  private volatile boolean closed;

  /** Begins to watch. */
  public CommandLines() {
    watch.setDaemon(true);
    watch.start();
  }

  private void watch() {
    while (!closed) {
      try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
        for (Path process : processes) {
          look(process.resolve("cmdline"));
        }
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void look(Path line) {
    try {
      seen.add(Files.readString(line, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      // It has ended since.
    }
  }

  /** Ends the watch. {@return each command line that was seen} */
  public List<String> end() throws IOException {
    closed = true;
    try {
      watch.join();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    closed = true;
  }
}
