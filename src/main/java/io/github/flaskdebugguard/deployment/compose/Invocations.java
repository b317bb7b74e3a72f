package io.github.flaskdebugguard.deployment.compose;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells how a repository's compose files are called: by themselves with the override that compose
 * adds, in the chains that scripts name, and each other file alone or, when its services are
 * incomplete, over the base beside it.
 */
public final class Invocations {
  /** Executed (2.26.1): the first of these is the base. */
  private static final List<String> BASES =
      List.of("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml");

  /** Executed (2.26.1): the first of these is laid over it, whatever the base is called. */
  private static final List<String> OVERRIDES =
      List.of(
          "compose.override.yml",
          "compose.override.yaml",
          "docker-compose.override.yml",
          "docker-compose.override.yaml");

  private final Repository repository;
  private final Map<String, ComposeOutline> outlines = new TreeMap<>();
  private final Map<String, Invocation> found = new LinkedHashMap<>();

  private Invocations(Repository repository) {
    this.repository = repository;
  }

  /** {@return all calls, in the order of their files} */
  public static List<Invocation> find(Repository repository) {
    return new Invocations(repository).find();
  }

  /**
   * {@return what {@code docker compose up} in a folder reads, without {@code -f}; null when there
   * is no compose file there or above}
   *
   * @param caller variables of the caller, of which {@code COMPOSE_FILE} counts
   */
  public static @Nullable Invocation automatic(
      Repository repository, String folder, Map<String, Text> caller) {
    Variables variables = new Variables(caller, List.of(), false);
    String env = Paths.resolve(folder, ".env");
    if (env != null) {
      variables = variables.over(ComposeProject.envFile(repository, env, variables));
    }
    if (variables.get("COMPOSE_FILE") instanceof Text.Known chain && !chain.value().isBlank()) {
      String separator =
          variables.get("COMPOSE_PATH_SEPARATOR") instanceof Text.Known known
                  && !known.value().isEmpty()
              ? known.value()
              : ":";
      List<String> files = new ArrayList<>();
      for (String part : chain.value().split(Pattern.quote(separator))) {
        String path = Paths.resolve(folder, part.strip());
        if (path != null && repository.isFile(path)) {
          files.add(path);
        }
      }
      return files.isEmpty() ? null : call(files, chain.span());
    }
    for (String at = folder; ; at = Paths.folder(at)) {
      List<String> files = standard(repository, at);
      if (!files.isEmpty()) {
        return call(files, null);
      }
      if (at.isEmpty()) {
        return null;
      }
    }
  }

  private static Invocation call(List<String> files, @Nullable Span source) {
    return new Invocation(
        files, Paths.folder(files.getFirst()), List.of(), Set.of(), Map.of(), false, source);
  }

  private static List<String> standard(Repository repository, String folder) {
    List<String> files = new ArrayList<>();
    for (List<String> names : List.of(BASES, OVERRIDES)) {
      for (String name : names) {
        String path = Paths.resolve(folder, name);
        if (path != null && repository.isFile(path)) {
          files.add(path);
          break;
        }
      }
      if (files.isEmpty()) {
        return files;
      }
    }
    return files;
  }

  private List<Invocation> find() {
    for (String path : repository.files()) {
      ComposeOutline outline = ComposeOutline.of(repository, path);
      if (outline != null) {
        outlines.put(path, outline);
      }
    }
    if (outlines.isEmpty()) {
      return List.of();
    }
    Set<String> used = new HashSet<>();
    Set<String> included = new HashSet<>();
    outlines.values().forEach(outline -> used.addAll(outline.uses()));
    outlines.values().forEach(outline -> included.addAll(outline.includes()));
    used.addAll(included);
    Set<String> folders = new HashSet<>();
    for (String path : outlines.keySet()) {
      if (BASES.contains(Paths.name(path))
          && !included.contains(path)
          && folders.add(Paths.folder(path))) {
        Invocation call = automatic(repository, Paths.folder(path), Map.of());
        if (call != null) {
          add(call);
        }
      }
    }
    for (Invocation call : ComposeCalls.find(repository, outlines.keySet())) {
      add(call);
    }
    Set<String> covered = new HashSet<>(used);
    found.values().forEach(call -> covered.addAll(call.files()));
    for (String path : outlines.keySet()) {
      if (!covered.contains(path)) {
        sibling(path);
      }
    }
    return List.copyOf(found.values());
  }

  private void sibling(String path) {
    ComposeOutline outline = outlines.get(path);
    String base = outline == null || outline.complete() ? null : baseOf(path);
    if (base != null) {
      add(call(List.of(base, path), null));
    } else if (!OVERRIDES.contains(Paths.name(path))) {
      add(call(List.of(path), null));
    }
  }

  private @Nullable String baseOf(String path) {
    for (String folder = Paths.folder(path); ; folder = Paths.folder(folder)) {
      for (String name : BASES) {
        String base = Paths.resolve(folder, name);
        if (base != null && outlines.containsKey(base) && !base.equals(path)) {
          return base;
        }
      }
      if (folder.isEmpty()) {
        return null;
      }
    }
  }

  private void add(Invocation call) {
    found.putIfAbsent(String.join("+", call.files()), call);
  }

  /** {@return whether a file can be a compose file by its name} */
  static boolean isNamed(String path) {
    String name = Paths.name(path);
    return isYaml(name) && name.contains("compose");
  }

  static boolean isYaml(String name) {
    return name.endsWith(".yml")
        || name.endsWith(".yaml")
        || name.endsWith(".yml.j2")
        || name.endsWith(".yaml.j2");
  }
}
