package io.github.flaskdebugguard.deployment.salt;

import io.github.flaskdebugguard.deployment.jinja.Template;
import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.deployment.provision.ManagedHost;
import io.github.flaskdebugguard.document.MappedText;
import io.github.flaskdebugguard.document.YamlFile;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * State files on one minion that has the given pillar: Jinja is filled in, then YAML is read (by
 * Salt's documentation of its default renderer).
 */
public final class StateRun {
  private static final int DEEPEST = 5;

  private final Repository repository;
  private final Map<String, Data> globals = new HashMap<>();
  private final ManagedHost host = new ManagedHost();
  private final String near;
  private int depth;

  /** What was imported, by its path and how deep the imports were, until the pillar changes. */
  private final Map<String, @Nullable Data> imported = new HashMap<>();

  private StateRun(Repository repository, String near) {
    this.repository = repository;
    this.near = near;
  }

  /**
   * {@return the minion as the states leave it}
   *
   * @param states state files, at least one
   * @param pillar pillar files, those that win last
   */
  public static ManagedHost run(Repository repository, List<String> states, List<String> pillar) {
    StateRun run = new StateRun(repository, states.getFirst());
    Span nowhere = new Span(run.near, 0, 0);
    for (String name : List.of("grains", "opts", "mine")) {
      run.globals.put(name, new Data.Open("is known to the minion alone", null, true, nowhere));
    }
    Data all = new Data.Dict(Map.of(), nowhere);
    run.pillar(all, nowhere);
    for (String path : pillar) {
      Data own = run.yaml(path);
      if (own instanceof Data.Dict) {
        all = Data.merged(all, own);
        run.pillar(all, nowhere);
      }
    }
    for (String path : states) {
      if (run.yaml(path) instanceof Data.Dict ids) {
        States resources = new States(repository, run.host, path, run::name);
        ids.entries().forEach(resources::state);
      }
    }
    return run.host;
  }

  private void pillar(Data all, Span place) {
    imported.clear();
    globals.put("pillar", all);
    globals.put("salt", new Data.Dict(Map.of("pillar.get", all, "pillar", all), place));
  }

  private @Nullable Data yaml(String path) {
    SourceFile file = repository.read(path);
    YamlMap map = file == null ? null : YamlFile.needed(filled(file, this::name)).map();
    return map == null ? null : Data.of(map);
  }

  /** {@return a file with its template filled in} */
  static SourceFile filled(SourceFile file, Function<String, @Nullable Data> names) {
    if (!file.text().contains("{%") && !file.text().contains("{{")) {
      return file;
    }
    MappedText text = Template.render(file, names);
    return SourceFile.written(file.path(), text.text(), text.offsets());
  }

  private @Nullable Data name(String name) {
    if (!name.startsWith("import:")) {
      return globals.get(name);
    }
    String wanted = name.substring("import:".length());
    String path = States.find(repository, near, wanted);
    SourceFile file = path == null ? null : repository.read(path);
    if (file == null || depth > DEEPEST) {
      return null;
    }
    String key = depth + ":" + file.path();
    if (imported.containsKey(key)) {
      return imported.get(key);
    }
    depth++;
    boolean values = wanted.endsWith(".yaml") || wanted.endsWith(".yml");
    Data result =
        values
            ? yaml(file.path())
            : new Data.Dict(Template.variables(file, this::name), file.span(0, 0));
    depth--;
    imported.put(key, result);
    return result;
  }
}
