package io.github.flaskdebugguard.deployment.ansible;

import io.github.flaskdebugguard.deployment.jinja.Expression;
import io.github.flaskdebugguard.deployment.jinja.Names;
import io.github.flaskdebugguard.deployment.jinja.Template;
import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.deployment.provision.HostCommand;
import io.github.flaskdebugguard.document.JsonFile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlFile;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A playbook as one host sees it: plays, roles, blocks and includes in order, with variables by
 * their precedence (each step executed: Ansible 2.14). Bounds: 2,000 tasks, 20 levels.
 */
public final class PlaybookRun {

  private static final int MOST_ROUNDS = 100;

  private final Repository repository;
  private final String folder;
  private final Host host;
  private final Map<String, Data> extra = new TreeMap<>();
  private final Map<String, Data> inventory = new TreeMap<>();
  private final Map<String, Data> facts = new TreeMap<>();
  private final Map<String, Data> play = new TreeMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Names.Work filling = new Names.Work();
  private int tasks;

  /** The environment that was shown last: most tasks have that of their play. */
  private Map<String, Data> shownOf = Map.of();

  private Map<String, Text> shown = Map.of();

  /**
   * Where a task stands.
   *
   * @param role folder of its role, null outside of roles
   * @param folder folder of the file that holds it
   */
  private record Place(
      @Nullable String role,
      String folder,
      Map<String, Data> defaults,
      Map<String, Data> roleVars,
      Map<String, Data> params,
      Map<String, Data> vars,
      Map<String, Data> environment,
      int depth) {
    Place with(Map<String, Data> more, Map<String, Data> settings) {
      return new Place(
          role,
          folder,
          defaults,
          roleVars,
          params,
          joined(vars, more),
          joined(environment, settings),
          depth + 1);
    }

    /** {@return the entries of both; most tasks add none} */
    private static Map<String, Data> joined(Map<String, Data> outer, Map<String, Data> inner) {
      if (inner.isEmpty()) {
        return outer;
      }
      Map<String, Data> all = new LinkedHashMap<>(outer);
      all.putAll(inner);
      return all;
    }

    Place in(String other) {
      return new Place(role, other, defaults, roleVars, params, vars, environment, depth + 1);
    }
  }

  private PlaybookRun(Repository repository, String folder) {
    this.repository = repository;
    this.folder = folder;
    this.host = new Host(repository);
  }

  /**
   * {@return what a playbook does to the first host of an inventory}
   *
   * @param inventoryFile null for localhost alone
   * @param extraVars values of {@code -e}: {@code name=value}, JSON, or {@code @file}
   */
  public static PlaybookRun of(
      Repository repository,
      String playbook,
      @Nullable String inventoryFile,
      List<String> extraVars) {
    return of(repository, playbook, inventoryFile, extraVars, Map.of());
  }

  /** As above, on a host on which files stand already. */
  static PlaybookRun of(
      Repository repository,
      String playbook,
      @Nullable String inventoryFile,
      List<String> extraVars,
      Map<String, SourceFile> before) {
    int slash = playbook.lastIndexOf('/');
    PlaybookRun run = new PlaybookRun(repository, slash < 0 ? "" : playbook.substring(0, slash));
    Inventory inventory = Inventory.read(repository, inventoryFile);
    inventory.variables(inventory.hosts().getFirst(), run.folder, run.inventory);
    SourceFile file = repository.read(playbook);
    if (file != null) {
      extraVars.forEach(value -> run.extra(value, file.span(0, 0)));
      before.forEach((path, text) -> run.host.files().put(path, new HostCommand.Written(text)));
      YamlFile yaml = YamlFile.parse(file);
      run.problems.addAll(yaml.problems());
      for (YamlNode document : yaml.documents()) {
        if (document instanceof YamlList plays) {
          plays.maps().forEach(run::play);
        }
      }
    }
    return run;
  }

  private void extra(String value, Span place) {
    int equals = value.indexOf('=');
    if (value.startsWith("@")) {
      Inventory.load(repository, resolved("", value.substring(1)), extra);
    } else if (value.startsWith("{")) {
      YamlMap map = JsonFile.parse(new SourceFile(place.path(), value)).map();
      if (map != null) {
        dict(Data.of(map)).forEach((name, data) -> extra.put(name, data.at(place)));
      }
    } else if (equals > 0) {
      extra.put(value.substring(0, equals), new Data.Str(value.substring(equals + 1), place));
    }
  }

  /** {@return what a role's tasks do that no playbook of the repository uses} */
  public static PlaybookRun ofRole(Repository repository, String role) {
    PlaybookRun run = new PlaybookRun(repository, "");
    run.role(role, Map.of(), run.outside(Map.of()));
    return run;
  }

  /** {@return commands and containers in order} */
  public List<HostCommand> commands() {
    return List.copyOf(host.commands());
  }

  /** {@return what tasks wrote, by path on the host} */
  public Map<String, HostCommand.Written> files() {
    return Map.copyOf(host.files());
  }

  /** {@return folders of the repository that tasks brought to the host, by absolute path} */
  public Map<String, String> mounts() {
    return Map.copyOf(host.mounts());
  }

  /** {@return what could not be read} */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  private Place outside(Map<String, Data> environment) {
    return new Place(null, folder, Map.of(), Map.of(), Map.of(), Map.of(), environment, 0);
  }

  private void play(YamlMap map) {
    if (map.get("import_playbook") != null || map.get("hosts") == null) {
      return;
    }
    play.clear();
    if (map.get("vars") instanceof YamlMap vars) {
      play.putAll(dict(Data.of(vars)));
    }
    Place place = outside(Map.of());
    for (YamlNode file : map.list("vars_files")) {
      if (Template.fill(Data.of(file), names(place)).shown() instanceof Text.Known name) {
        Inventory.load(repository, resolved(folder, name.value()), play);
      }
    }
    Place inside = place.with(Map.of(), environment(map, place));
    tasks(map.get("pre_tasks"), inside);
    for (YamlNode role : map.list("roles")) {
      Data said = Data.of(role);
      if (said instanceof Data.Str name) {
        role(name.text(), Map.of(), inside);
      } else if (role instanceof YamlMap entry && said instanceof Data.Dict dict) {
        Data name =
            dict.entries().containsKey("role")
                ? dict.entries().get("role")
                : dict.entries().get("name");
        Map<String, Data> params = new TreeMap<>(dict.entries());
        if (dict.entries().get("vars") instanceof Data.Dict vars) {
          params.putAll(vars.entries());
        }
        if (name instanceof Data.Str known) {
          role(known.text(), params, inside.with(Map.of(), environment(entry, inside)));
        }
      }
    }
    tasks(map.get("tasks"), inside);
    tasks(map.get("post_tasks"), inside);
    tasks(map.get("handlers"), inside);
  }

  private static Map<String, Data> dict(Data data) {
    return data instanceof Data.Dict dict ? dict.entries() : Map.of();
  }

  private Map<String, Data> environment(YamlMap holder, Place place) {
    YamlNode said = holder.get("environment");
    if (said == null) {
      return Map.of();
    }
    Data value = Template.fill(Data.of(said), names(place));
    if (value instanceof Data.Seq seq) {
      Map<String, Data> all = new LinkedHashMap<>();
      seq.items().forEach(item -> all.putAll(dict(item)));
      return all;
    }
    return dict(value);
  }

  private Function<String, @Nullable Data> names(Place place) {
    return new Names(
        List.of(
            extra,
            place.params(),
            place.vars(),
            facts,
            place.roleVars(),
            play,
            inventory,
            place.defaults()),
        filling);
  }

  private void role(String name, Map<String, Data> params, Place outer) {
    String path = name.contains("/") && repository.isFolder(name) ? name : roleFolder(name);
    if (path == null || outer.depth() > Limits.INCLUDES + 1) {
      return;
    }
    Map<String, Data> defaults = new TreeMap<>();
    Map<String, Data> vars = new TreeMap<>();
    for (String ending : List.of(".yml", ".yaml")) {
      Inventory.load(repository, path + "/defaults/main" + ending, defaults);
      Inventory.load(repository, path + "/vars/main" + ending, vars);
    }
    Place place =
        new Place(
            path,
            path + "/tasks",
            defaults,
            vars,
            params,
            outer.vars(),
            outer.environment(),
            outer.depth() + 1);
    for (String ending : List.of(".yml", ".yaml")) {
      file(path + "/tasks/main" + ending, place);
      file(path + "/handlers/main" + ending, place);
    }
  }

  private @Nullable String roleFolder(String name) {
    for (String base : List.of(Inventory.child(folder, "roles"), "roles", "ansible/roles")) {
      if (repository.isFolder(base + "/" + name)) {
        return base + "/" + name;
      }
    }
    return null;
  }

  private void file(String path, Place place) {
    SourceFile file = repository.isFile(path) ? repository.read(path) : null;
    if (file != null) {
      YamlFile yaml = YamlFile.parse(file);
      problems.addAll(yaml.problems());
      yaml.documents().forEach(document -> tasks(document, place));
    }
  }

  private void tasks(@Nullable YamlNode list, Place place) {
    if (place.depth() > Limits.INCLUDES) {
      if (list != null) {
        LimitNotes.bites(list.span(), "roles and tasks take in one another more deeply");
      }
    } else if (list instanceof YamlList items) {
      items.maps().forEach(task -> task(task, place));
    }
  }

  private void task(YamlMap task, Place outer) {
    if (tasks++ > Limits.ITEMS) {
      LimitNotes.bites(task.span(), "more than " + Limits.ITEMS + " tasks; the rest was not run");
      return;
    }
    Map<String, Data> vars =
        task.get("vars") instanceof YamlMap map ? dict(Data.of(map)) : Map.of();
    Place named = outer.with(vars, Map.of());
    Place place = named.with(Map.of(), environment(task, named));
    YamlNode items = task.get("loop") != null ? task.get("loop") : task.get("with_items");
    if (items == null) {
      once(task, place);
      return;
    }
    if (Template.fill(Data.of(items), names(place)) instanceof Data.Seq seq) {
      if (seq.items().size() > MOST_ROUNDS) {
        LimitNotes.bites(items.span(), "a loop of more than " + MOST_ROUNDS + " rounds");
      }
      for (Data item : seq.items().subList(0, Math.min(MOST_ROUNDS, seq.items().size()))) {
        once(task, place.with(Map.of("item", item), Map.of()));
      }
    } else {
      once(task, place);
    }
  }

  private boolean skipped(YamlMap task, Place place) {
    YamlNode when = task.get("when");
    if (when == null) {
      return false;
    }
    Data said = Data.of(when);
    List<Data> all = said instanceof Data.Seq seq ? seq.items() : List.of(said);
    for (Data condition : all) {
      Boolean holds =
          condition instanceof Data.Str text
              ? Expression.evaluate(text.text(), text.span(), names(place)).truth()
              : condition.truth();
      if (Boolean.FALSE.equals(holds)) {
        return true;
      }
    }
    return false;
  }

  private void once(YamlMap task, Place place) {
    if (skipped(task, place)) {
      return;
    }
    for (String block : List.of("block", "always")) {
      tasks(task.get(block), place);
    }
    for (YamlNode.YamlEntry entry : task.entries()) {
      String key = entry.name();
      if (key == null) {
        continue;
      }
      String module = key.substring(key.lastIndexOf('.') + 1);
      if (Modules.NAMES.contains(module)) {
        Map<String, Data> arguments = Modules.arguments(module, entry.value());
        if (task.get("args") instanceof YamlMap args) {
          arguments.putAll(dict(Data.of(args)));
        }
        run(module, arguments, task, place);
        return;
      }
    }
  }

  private void run(String module, Map<String, Data> raw, YamlMap task, Place place) {
    Map<String, Data> arguments = new TreeMap<>();
    raw.forEach((name, value) -> arguments.put(name, Template.fill(value, names(place))));
    switch (module) {
      case "set_fact" -> facts.putAll(arguments);
      case "include_vars" -> {
        String file = Modules.text(arguments, "file", "_raw");
        if (file != null) {
          Inventory.load(repository, resolved(place.folder(), file), facts);
          Inventory.load(repository, resolved(folder, file), facts);
          String role = place.role();
          if (role != null) {
            Inventory.load(repository, role + "/vars/" + file, facts);
          }
        }
      }
      case "include_tasks", "import_tasks" -> {
        String file = Modules.text(arguments, "file", "_raw");
        if (file != null) {
          String path = resolved(place.folder(), file);
          file(path, place.in(Modules.folder(path)));
        }
      }
      case "include_role", "import_role" -> {
        String name = Modules.text(arguments, "name");
        if (name != null) {
          role(name, Map.of(), place);
        }
      }
      default -> {
        List<String> folders = new ArrayList<>();
        String role = place.role();
        for (String base : role == null ? List.of(folder) : List.of(role, folder)) {
          folders.add(Inventory.child(base, module.equals("template") ? "templates" : "files"));
          folders.add(base);
        }
        folders.add(place.folder());
        host.run(module, arguments, task, folders, shown(place.environment()), names(place));
      }
    }
  }

  private Map<String, Text> shown(Map<String, Data> environment) {
    if (shownOf != environment) {
      Map<String, Text> all = new TreeMap<>();
      environment.forEach((name, value) -> all.put(name, value.shown()));
      shown = Map.copyOf(all);
      shownOf = environment;
    }
    return shown;
  }

  private static String resolved(String base, String path) {
    List<String> parts = new ArrayList<>();
    for (String part : (path.startsWith("/") ? path : base + "/" + path).split("/")) {
      if (part.equals("..")) {
        if (!parts.isEmpty()) {
          parts.removeLast();
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }
}
