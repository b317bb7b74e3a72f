package io.github.flaskdebugguard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The image of the build, and podman with runc to start it. */
public final class Containers implements AutoCloseable {
  private static final Path TAR = Path.of("target", "jib-image.tar");

  /** As runc and the limits of a machine without an engine need it (executed: podman 4.3.1). */
  private static final String CONFIGURATION =
      """
      [engine]
      runtime="runc"
      cgroup_manager="cgroupfs"
      events_logger="file"
      [containers]
      default_ulimits=["nofile=1024:1024","nproc=1024:1024"]
      """;

  private final Path configuration;
  private final String image;

  private Containers(Path configuration, String image) {
    this.configuration = configuration;
    this.image = image;
  }

  /**
   * {@return the image, loaded} Without podman, runc or the image the test is skipped, in
   * continuous integration it fails.
   *
   * @param folder for a file of its own
   */
  public static Containers ofTheBuild(Path folder) throws IOException {
    Needed.that(Files.isRegularFile(TAR), "no image: mvn -Pimage package makes it");
    for (String program : List.of("podman", "runc")) {
      Needed.that(isThere(program), "no " + program + ": apt-get install " + program);
    }
    Path configuration = Files.writeString(folder.resolve("containers.conf"), CONFIGURATION);
    String image = "localhost/flask-debug-guard-test:" + ProcessHandle.current().pid();
    Containers containers = new Containers(configuration, image);
    String loaded = containers.podman("load", "-q", "-i", TAR.toAbsolutePath().toString());
    String name =
        loaded.lines().reduce((a, b) -> b).orElse("").replace("Loaded image:", "").strip();
    containers.podman("tag", name, image);
    return containers;
  }

  /** How a container ended: its exit code, and both of its streams as a runner reads them. */
  public record Ended(int code, String log) {}

  /** {@return the name of the image} */
  public String image() {
    return image;
  }

  /**
   * Starts a container and waits for its end.
   *
   * @param words after {@code run}
   * @param environment what the client has, for options that name a variable only
   */
  public Ended run(List<String> words, Map<String, String> environment) throws IOException {
    List<String> command = new ArrayList<>(List.of("podman", "run"));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("CONTAINERS_CONF", configuration.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Ended(process.waitFor(), log);
    } catch (InterruptedException e) {
      process.destroy();
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    podman("rmi", "-f", image);
  }

  private String podman(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("podman"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CONTAINERS_CONF", configuration.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertThat(process.waitFor()).as(output).isZero();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return output;
  }

  private static boolean isThere(String program) {
    return Stream.of("/usr/bin/", "/usr/sbin/", "/usr/local/bin/")
        .anyMatch(place -> Files.isExecutable(Path.of(place + program)));
  }
}
