package io.github.flaskdebugguard.github;

import io.github.flaskdebugguard.repository.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of the action. A runner gives them as {@code INPUT_} and the name in capitals, in
 * which hyphens stay (actions/runner, Handler); an input that is not given and an empty one look
 * the same.
 *
 * @param path folder of the repository to judge, {@code .} for all of it
 * @param repository {@code owner/name}, or null for the one the workflow runs in
 * @param ref commit, branch or tag, or null for the commit of the event
 * @param token for Git and the API, or null
 * @param failOn level as {@code --fail-on} takes it, null for what the configuration says
 * @param policy as {@code --policy} takes it, null for what the configuration says
 * @param config path of the configuration in the repository, null for the usual places
 * @param probes running deployments to ask, as {@code --probe} takes them
 * @param probePaths pages that may fail, asked of each of them
 * @param sarifFile where to write SARIF, below the workspace
 */
public record ActionInputs(
    String path,
    @Nullable String repository,
    @Nullable String ref,
    @Nullable Secret token,
    @Nullable String failOn,
    @Nullable String policy,
    @Nullable String config,
    List<String> roleOf,
    List<String> assume,
    String sarifFile,
    When upload,
    boolean waitForProcessing,
    String category,
    When annotations,
    boolean summary,
    List<String> probes,
    List<String> probePaths) {
  private static final String PREFIX = "INPUT_";

  public ActionInputs {
    roleOf = List.copyOf(roleOf);
    assume = List.copyOf(assume);
    probes = List.copyOf(probes);
    probePaths = List.copyOf(probePaths);
  }

  /** When something is done. */
  public enum When {
    AUTO,
    ALWAYS,
    NEVER
  }

  /** {@return the inputs that an environment holds} */
  public static ActionInputs of(Map<String, String> environment) throws InputException {
    Reader in = new Reader(environment);
    String config = in.text("config");
    String token = in.text("token");
    ActionInputs inputs =
        new ActionInputs(
            folder("path", in.text("path", ".")),
            in.text("repository"),
            in.text("ref"),
            token == null ? null : new Secret(token),
            in.text("fail-on"),
            in.text("policy"),
            config == null ? null : folder("config", config),
            in.lines("role-of"),
            in.lines("assume"),
            in.text("sarif-file", "flask-debug-guard.sarif"),
            in.when("upload"),
            in.flag("wait-for-processing"),
            in.text("category", ""),
            in.when("annotations"),
            in.flag("summary"),
            in.lines("probe-url"),
            in.lines("probe-path"));
    inputs.check();
    return inputs;
  }

  private void check() throws InputException {
    if (repository != null && !isRepository(repository)) {
      throw new InputException("input repository: '" + repository + "' is not owner/name");
    }
    if (ref != null && (ref.startsWith("-") || ref.chars().anyMatch(c -> c <= ' '))) {
      throw new InputException("input ref: '" + ref + "' is no commit, branch or tag");
    }
    if (upload == When.ALWAYS && token == null) {
      throw new InputException("input upload: 'always' needs the input token");
    }
    if (probes.isEmpty() && !probePaths.isEmpty()) {
      throw new InputException("input probe-path: there is no input probe-url to ask for it");
    }
    if (category.length() > 100
        || !category.chars().allMatch(c -> Character.isLetterOrDigit(c) || "-_./: ".indexOf(c) >= 0)
        || category.startsWith("/")
        || category.endsWith("/")) {
      throw new InputException(
          "input category: '" + category + "' may hold letters, digits, blanks and - _ . / : only");
    }
    if (token != null && token.reveal().chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new InputException("input token is no token");
    }
  }

  /** {@return whether two names of a repository are the same} GitHub ignores their case. */
  static boolean isSame(String one, String other) {
    return one.equalsIgnoreCase(other);
  }

  private static boolean isRepository(String name) {
    int slash = name.indexOf('/');
    return slash > 0
        && slash < name.length() - 1
        && name.indexOf('/', slash + 1) < 0
        && !name.contains("..")
        && name.chars()
            .allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || "-_./".indexOf(c) >= 0));
  }

  private static String folder(String name, String text) throws InputException {
    String path = text.replace('\\', '/');
    while (path.startsWith("./")) {
      path = path.substring(2);
    }
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    if (path.startsWith("/") || (path.isEmpty() && text.startsWith("/"))) {
      throw new InputException("input " + name + ": '" + text + "' is not below the repository");
    }
    if (List.of(path.split("/")).contains("..")) {
      throw new InputException("input " + name + ": '" + text + "' leaves the repository");
    }
    return path.isEmpty() ? "." : path;
  }

  private record Reader(Map<String, String> environment) {
    @Nullable String text(String name) {
      String value = environment.getOrDefault(PREFIX + name.toUpperCase(Locale.ROOT), "").strip();
      return value.isEmpty() ? null : value;
    }

    String text(String name, String otherwise) {
      String value = text(name);
      return value == null ? otherwise : value;
    }

    List<String> lines(String name) {
      List<String> lines = new ArrayList<>();
      String value = text(name);
      for (String line : value == null ? List.<String>of() : value.lines().toList()) {
        if (!line.isBlank()) {
          lines.add(line.strip());
        }
      }
      return lines;
    }

    When when(String name) throws InputException {
      String value = text(name, "auto");
      for (When when : When.values()) {
        if (when.name().toLowerCase(Locale.ROOT).equals(value)) {
          return when;
        }
      }
      throw new InputException(
          "input " + name + ": '" + value + "' is none of auto, always, never");
    }

    /** YAML 1.2's core schema, as GitHub's toolkit reads booleans. */
    boolean flag(String name) throws InputException {
      String value = text(name, "true");
      return switch (value) {
        case "true", "True", "TRUE" -> true;
        case "false", "False", "FALSE" -> false;
        default -> throw new InputException("input " + name + ": '" + value + "' is no boolean");
      };
    }
  }
}
