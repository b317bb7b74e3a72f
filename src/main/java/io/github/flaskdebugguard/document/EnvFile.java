package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of {@code NAME=value} lines as one reader understands it. The same line means different
 * things to different readers ({@code A="0" # off} has six meanings), so there is no reading
 * without a {@link Reader}.
 *
 * @param entries in file order; a later entry of the same name wins
 * @param error why the reader refuses the whole file, so that what it serves does not start; null
 *     when it reads it
 * @param problems lines that the reader skips though someone meant them as settings
 */
public record EnvFile(List<Entry> entries, @Nullable String error, List<Problem> problems) {
  public EnvFile {
    entries = List.copyOf(entries);
    problems = List.copyOf(problems);
  }

  /**
   * One variable.
   *
   * @param value null for a bare name, which takes the value of the caller's variable where there
   *     is one
   * @param span the whole {@code NAME=value}
   */
  public record Entry(String name, @Nullable Text value, Span span) {}

  /** The environment in which a file is read, for references in values. */
  @FunctionalInterface
  public interface Lookup {
    /** Nothing is set. */
    Lookup NOTHING = name -> null;

    /** {@return the value of a variable, or null when it is not set} */
    @Nullable Text get(String name);
  }

  /**
   * Who reads the file. Shells and make have languages of their own and are not among them.
   * Executed: each against 69 files.
   */
  public enum Reader {
    /** python-dotenv 0.21 and 1.2: Flask, {@code load_dotenv()}, pipenv. */
    PYTHON_DOTENV,
    /** docker-compose 1.29 (v1): python-dotenv, after a byte order mark is dropped. */
    COMPOSE_V1,
    /** docker compose v2 (2.26): {@code env_file} and {@code .env}. */
    COMPOSE_V2,
    /** {@code docker run --env-file} (26.1) and ECS environment files. */
    DOCKER_RAW,
    /** {@code podman run --env-file} (4.3): as docker, and takes any name. */
    PODMAN_RAW,
    /** {@code kubectl create configmap --from-env-file} (1.32). */
    KUBECTL,
    /** kustomize {@code envs} (5.5). */
    KUSTOMIZE,
    /** systemd {@code EnvironmentFile=} (252). */
    SYSTEMD,
    /** Ruby foreman (0.87) and honcho. */
    FOREMAN,
    /** npm foreman (3.0). */
    NODE_FOREMAN
  }

  /** {@return the file as this reader reads it} */
  public static EnvFile parse(SourceFile file, Reader reader, Lookup environment) {
    EnvEntries entries = new EnvEntries(file, environment);
    switch (reader) {
      case PYTHON_DOTENV, COMPOSE_V1 ->
          new PythonDotenvReader(file, entries, reader == Reader.COMPOSE_V1).read();
      case COMPOSE_V2 -> new ComposeEnvReader(file, entries).read();
      case DOCKER_RAW, PODMAN_RAW, KUBECTL, KUSTOMIZE -> new RawEnvReader(entries, reader).read();
      case SYSTEMD -> new SystemdEnvReader(file, entries).read();
      case FOREMAN -> new ForemanEnvReader(entries).read();
      case NODE_FOREMAN -> new NodeForemanEnvReader(entries).read();
    }
    return entries.result();
  }
}
