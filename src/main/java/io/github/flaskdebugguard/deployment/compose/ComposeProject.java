package io.github.flaskdebugguard.deployment.compose;

import io.github.flaskdebugguard.deployment.compose.Tree.Fields;
import io.github.flaskdebugguard.deployment.compose.Tree.Items;
import io.github.flaskdebugguard.deployment.compose.Tree.Leaf;
import io.github.flaskdebugguard.document.EnvFile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlFile;
import io.github.flaskdebugguard.document.YamlMerge;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one call of compose starts.
 *
 * @param services in the order of the files
 * @param refusals why docker compose v2 would start nothing
 * @param problems files that could not be read
 */
public record ComposeProject(
    List<ComposeService> services, List<Refusal> refusals, List<Problem> problems) {
  public ComposeProject {
    services = List.copyOf(services);
    refusals = List.copyOf(refusals);
    problems = List.copyOf(problems);
  }

  /** {@return the services of a call} */
  public static ComposeProject load(Repository repository, Invocation invocation) {
    return new Loader(repository, invocation).load();
  }

  /** The values of a {@code .env} file or of {@code --env-file} options, for interpolation. */
  static Map<String, Text> envFile(Repository repository, String path, Variables variables) {
    SourceFile file = committed(repository, path);
    if (file == null) {
      return Map.of();
    }
    Map<String, Text> values = new HashMap<>();
    for (EnvFile.Entry entry :
        EnvFile.parse(file, EnvFile.Reader.COMPOSE_V2, variables::get).entries()) {
      Text value = entry.value() == null ? variables.get(entry.name()) : entry.value();
      if (value != null) {
        values.put(entry.name(), value);
      }
    }
    return values;
  }

  /** {@return a file that a fresh clone holds, or null} */
  static @Nullable SourceFile committed(Repository repository, String path) {
    return repository.isFile(path) && !repository.isIgnored(path) ? repository.read(path) : null;
  }

  private static final class Loader {
    private final Repository repository;
    private final Invocation invocation;
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, List<Span>> mentions = new LinkedHashMap<>();
    private final Map<String, Variables> variablesOf = new HashMap<>();
    private final Set<String> included = new HashSet<>();
    private final TreeMerge merge = new TreeMerge(refusals);

    Loader(Repository repository, Invocation invocation) {
      this.repository = repository;
      this.invocation = invocation;
    }

    ComposeProject load() {
      Variables variables = variables();
      Fields project = project(invocation.files(), invocation.folder(), variables, 0);
      Set<String> profiles = new LinkedHashSet<>(invocation.profiles());
      if (variables.get("COMPOSE_PROFILES") instanceof Text.Known known) {
        Arrays.stream(known.value().split(",")).map(String::strip).forEach(profiles::add);
      }
      List<ComposeService> services = new ArrayList<>();
      if (project.get("services") instanceof Fields named) {
        for (var entry : named.fields().entrySet()) {
          if (entry.getValue() instanceof Fields fields) {
            services.add(
                new ServiceReader(
                        repository,
                        project,
                        variablesOf.getOrDefault(entry.getKey(), variables),
                        merge,
                        refusals)
                    .read(
                        entry.getKey(),
                        fields,
                        mentions.getOrDefault(entry.getKey(), List.of()),
                        profiles));
          } else {
            refusals.add(new Refusal(entry.getValue().span(), "a service must be a mapping"));
          }
        }
      }
      return new ComposeProject(services, refusals, problems);
    }

    private Variables variables() {
      Variables variables = new Variables(invocation.caller(), List.of(), invocation.complete());
      if (invocation.envFiles().isEmpty()) {
        String path = Paths.resolve(invocation.folder(), ".env");
        return path == null ? variables : variables.over(envFile(repository, path, variables));
      }
      for (int i = invocation.envFiles().size() - 1; i >= 0; i--) {
        String path = invocation.envFiles().get(i);
        if (committed(repository, path) == null) {
          refusals.add(new Refusal(new Span(path, 0, 0), "the env file " + path + " is missing"));
        }
        variables = variables.over(envFile(repository, path, variables));
      }
      return variables;
    }

    /** The files of a project, or of an included one, merged; nothing is selected yet. */
    private Fields project(
        List<String> files, @Nullable String folder, Variables variables, int depth) {
      Fields result = new Fields(Map.of(), Map.of(), new Span(files.getFirst(), 0, 0), null);
      for (String path : files) {
        for (Fields document : documents(path, folder, variables)) {
          Fields own = document.without("include");
          Fields foreign = includes(document.get("include"), folder, variables, depth);
          if (foreign != null) {
            conflicts(foreign, own);
            result = merge.files(result, foreign);
          }
          result = merge.files(result, extended(own, path, folder, variables));
          remember(own, variables);
        }
      }
      return result;
    }

    private void remember(Fields document, Variables variables) {
      if (document.get("services") instanceof Fields services) {
        services
            .keys()
            .forEach(
                (name, span) -> {
                  if (services.get(name) != null) {
                    mentions.computeIfAbsent(name, key -> new ArrayList<>()).add(span);
                    variablesOf.putIfAbsent(name, variables);
                  }
                });
      }
    }

    private void conflicts(Fields foreign, Fields own) {
      if (foreign.get("services") instanceof Fields theirs
          && own.get("services") instanceof Fields ours) {
        for (String name : ours.fields().keySet()) {
          if (theirs.get(name) != null) {
            refusals.add(
                new Refusal(
                    ours.span(),
                    "service " + name + " is also included (an error before compose 2.27)"));
          }
        }
      }
    }

    private List<Fields> documents(String path, @Nullable String base, Variables variables) {
      SourceFile file = committed(repository, path);
      if (file == null) {
        refusals.add(new Refusal(new Span(path, 0, 0), "the compose file " + path + " is missing"));
        return List.of();
      }
      YamlFile yaml = YamlFile.parse(file);
      for (Problem problem : yaml.problems()) {
        if (!problems.contains(problem)) {
          problems.add(problem);
        }
        refusals.add(new Refusal(file.span(0, 0), problem.message()));
      }
      List<Fields> documents = new ArrayList<>();
      for (YamlMap map : yaml.maps()) {
        YamlMerge.Merged merged = YamlMerge.expand(map);
        merged
            .refused()
            .forEach(
                span -> refusals.add(new Refusal(span, "the merge key << is not accepted here")));
        if (merged.node() instanceof YamlMap plain) {
          TreeReader reader = new TreeReader(variables, base, refusals);
          documents.add(Schema.check(reader.document(plain), refusals));
        }
      }
      return documents;
    }

    private @Nullable Fields includes(
        @Nullable Tree include, @Nullable String folder, Variables variables, int depth) {
      if (!(include instanceof Items items) || depth >= Limits.INCLUDES) {
        return null;
      }
      Fields result = null;
      for (Tree item : items.items()) {
        List<Leaf> paths = Tree.leaves(item instanceof Fields fields ? fields.get("path") : item);
        List<String> files = new ArrayList<>();
        for (Leaf leaf : paths) {
          String text = leaf.known();
          String path = text == null ? null : Paths.resolve(folder, text);
          if (path != null && included.add(path)) {
            files.add(path);
          }
        }
        if (files.isEmpty()) {
          continue;
        }
        String directory = Paths.folder(files.getFirst());
        Tree env = null;
        if (item instanceof Fields fields) {
          String named = fields.text("project_directory");
          directory = named == null ? directory : Paths.resolve(folder, named);
          env = fields.get("env_file");
        }
        Fields project =
            project(
                files, directory, includedVariables(env, folder, directory, variables), depth + 1);
        result = result == null ? project : merge.files(result, project);
      }
      return result;
    }

    private Variables includedVariables(
        @Nullable Tree env, @Nullable String folder, @Nullable String directory, Variables outer) {
      List<String> paths = new ArrayList<>();
      for (Leaf leaf : Tree.leaves(env)) {
        String text = leaf.known();
        String path = text == null ? null : Paths.resolve(folder, text);
        if (path != null) {
          paths.addFirst(path);
        }
      }
      String own = Paths.resolve(directory, ".env");
      if (env == null && own != null) {
        paths.add(own);
      }
      Variables variables = outer;
      for (String path : paths) {
        variables = variables.over(envFile(repository, path, variables));
      }
      return variables;
    }

    /** A document with {@code extends} resolved inside it, before anything is laid over it. */
    private Fields extended(
        Fields document, String path, @Nullable String folder, Variables variables) {
      if (!(document.get("services") instanceof Fields services)) {
        return document;
      }
      Tree.Editor result = services.edit();
      for (var entry : services.fields().entrySet()) {
        if (entry.getValue() instanceof Fields service && service.get("extends") != null) {
          Fields whole =
              extended(
                  services,
                  service,
                  path,
                  folder,
                  variables,
                  new LinkedHashSet<>(Set.of(path + "#" + entry.getKey())));
          result.put(entry.getKey(), whole, service.span());
        }
      }
      return document.with("services", result.done(), services.span());
    }

    private Fields extended(
        Fields services,
        Fields service,
        String path,
        @Nullable String folder,
        Variables variables,
        Set<String> visited) {
      Tree reference = service.get("extends");
      if (reference == null) {
        return service;
      }
      Fields own = service.without("extends");
      String name = reference instanceof Fields map ? map.text("service") : leafText(reference);
      String file = reference instanceof Fields map ? map.text("file") : null;
      String target = file == null ? path : Paths.resolve(folder, file);
      if (name == null
          || target == null
          || visited.size() > Limits.EXTENDS
          || !visited.add(target + "#" + name)) {
        refusals.add(new Refusal(reference.span(), "extends cannot be resolved"));
        return own;
      }
      Fields from = services;
      String base = folder;
      if (!target.equals(path)) {
        base = Paths.folder(target);
        from = new Fields(Map.of(), Map.of(), reference.span(), null);
        for (Fields document : documents(target, base, variables)) {
          if (document.get("services") instanceof Fields more) {
            from = more;
          }
        }
      }
      if (!(from.get(name) instanceof Fields found)) {
        refusals.add(new Refusal(reference.span(), "service " + name + " to extend is not found"));
        return own;
      }
      return merge.service(extended(from, found, target, base, variables, visited), own);
    }

    private static @Nullable String leafText(Tree tree) {
      return tree instanceof Leaf leaf ? leaf.known() : null;
    }
  }
}
