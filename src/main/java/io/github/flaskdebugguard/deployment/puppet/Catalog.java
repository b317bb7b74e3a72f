package io.github.flaskdebugguard.deployment.puppet;

import io.github.flaskdebugguard.deployment.manifest.Dialect;
import io.github.flaskdebugguard.deployment.manifest.Embedded;
import io.github.flaskdebugguard.deployment.manifest.Names;
import io.github.flaskdebugguard.deployment.manifest.Values;
import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.deployment.provision.ManagedHost;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlFile;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All manifests of a repository on one node. By Puppet's documentation a class parameter is what
 * its declaration says, else what the data says for {@code class::parameter}, else its default.
 * Every class counts as declared. Two rounds: the first learns what classes are declared with.
 */
public final class Catalog {
  private static final int MOST_STATEMENTS = 20_000;

  private final Repository repository;
  private final Map<String, Definition> classes = new LinkedHashMap<>();
  private final Map<String, Definition> defines = new HashMap<>();
  private final Map<String, Map<String, Data>> variables = new HashMap<>();
  private final Map<String, Map<String, Data>> declared = new HashMap<>();
  private final Map<String, SourceFile> rendered = new HashMap<>();

  /** What the data says of the parameters of a class. */
  private final Map<String, Map<String, Data>> parameters = new HashMap<>();

  private Data hiera;
  private ManagedHost host = new ManagedHost();
  private int left = MOST_STATEMENTS;

  /**
   * A class or a defined resource type.
   *
   * @param parameters where its parameters begin, behind the bracket; -1 when it has none
   * @param body where its body begins, behind the brace
   * @param inherited name of the class that it inherits, or null
   */
  record Definition(SourceFile file, int parameters, int body, @Nullable String inherited) {}

  private Catalog(Repository repository, Span place) {
    this.repository = repository;
    this.hiera = new Data.Dict(Map.of(), place);
  }

  /**
   * {@return the node as the manifests leave it}
   *
   * @param manifests manifest files, at least one
   * @param data files of Hiera, those that win last
   */
  public static ManagedHost compile(
      Repository repository, List<String> manifests, List<String> data) {
    Catalog catalog = new Catalog(repository, new Span(manifests.getFirst(), 0, 0));
    for (String path : data) {
      SourceFile file = repository.read(path);
      YamlMap map = file == null ? null : YamlFile.needed(file).map();
      if (map != null) {
        catalog.hiera = Data.merged(catalog.hiera, Data.of(map));
      }
    }
    if (catalog.hiera instanceof Data.Dict all) {
      all.entries().forEach(catalog::parameter);
    }
    for (int round = 0; round < 2; round++) {
      catalog.host = new ManagedHost();
      catalog.left = MOST_STATEMENTS;
      for (String path : manifests) {
        SourceFile file = repository.read(path);
        if (file != null) {
          new Manifest(catalog, file, 0).top();
        }
      }
      for (Map.Entry<String, Definition> each : List.copyOf(catalog.classes.entrySet())) {
        catalog.evaluate(each.getKey(), each.getValue());
      }
    }
    return catalog.host;
  }

  boolean step() {
    return left-- > 0;
  }

  ManagedHost host() {
    return host;
  }

  Repository repository() {
    return repository;
  }

  void define(String kind, String name, Definition definition) {
    (kind.equals("class") ? classes : defines).put(name, definition);
  }

  @Nullable Definition defined(String type) {
    return defines.get(type);
  }

  /** Notes the parameters with which a class is declared. */
  void declare(String name, Map<String, Data> parameters) {
    declared.computeIfAbsent(name, each -> new HashMap<>()).putAll(parameters);
  }

  @Nullable Data variable(String className, String name) {
    String plain = className.startsWith("::") ? className.substring(2) : className;
    Map<String, Data> own = variables.get(plain);
    return own == null ? null : own.get(name);
  }

  void top(String name, Data value) {
    variables.computeIfAbsent("", each -> new HashMap<>()).put(name, value);
  }

  private void evaluate(String name, Definition definition) {
    Scope scope = new Scope(this, definition.inherited(), definition.file().span(0, 0));
    scope.set("name", new Data.Str(name, definition.file().span(0, 0)));
    variables.put(name, scope.variables());
    Map<String, Data> given = new HashMap<>();
    given.putAll(parameters.getOrDefault(name, Map.of()));
    given.putAll(declared.getOrDefault(name, Map.of()));
    new Manifest(this, definition.file(), 0).body(definition, scope, given);
  }

  private void parameter(String key, Data value) {
    int colons = key.lastIndexOf("::");
    if (colons > 0) {
      parameters
          .computeIfAbsent(key.substring(0, colons), each -> new HashMap<>())
          .put(key.substring(colons + 2), plain(value));
    }
  }

  /** What Hiera fills in from the node is not known. */
  private static Data plain(Data value) {
    return value instanceof Data.Str str && str.text().contains("%{")
        ? new Data.Open("is filled in by Hiera: " + str.text(), null, true, str.span())
        : value;
  }

  @Nullable Data call(String function, List<Data> arguments, Span span, Names names) {
    if (arguments.isEmpty() || !(Values.text(arguments.getFirst()) instanceof Text.Known first)) {
      return null;
    }
    switch (function) {
      case "lookup", "hiera", "hiera_hash", "hiera_array" -> {
        Data found = hiera instanceof Data.Dict all ? all.entries().get(first.value()) : null;
        if (found == null && hiera instanceof Data.Dict) {
          found = hiera;
          for (String part : first.value().split("\\.")) {
            found = found instanceof Data.Dict dict ? dict.entries().get(part) : null;
          }
        }
        Data other = arguments.size() > 1 ? arguments.getLast() : null;
        if (other instanceof Data.Dict options && options.entries().containsKey("default_value")) {
          other = options.entries().get("default_value");
        }
        return found != null
            ? plain(found)
            : other != null
                ? other
                : new Data.Open(
                    "comes from the key " + first.value() + ", which no data file sets",
                    first.value(),
                    true,
                    span);
      }
      case "template" -> {
        return filled(first.value(), Dialect.RUBY, new TemplateNames(this, names, null), span);
      }
      case "epp" -> {
        Data given = arguments.size() > 1 ? arguments.get(1) : null;
        return filled(first.value(), Dialect.PUPPET, new TemplateNames(this, names, given), span);
      }
      case "file" -> {
        SourceFile file = moduleFile("files", first.value());
        return file == null ? null : text(file, span);
      }
      default -> {
        return null;
      }
    }
  }

  private @Nullable Data filled(String path, Dialect dialect, Names names, Span span) {
    SourceFile file = moduleFile("templates", path);
    return file == null ? null : text(Embedded.render(file, dialect, names), span);
  }

  private Data text(SourceFile file, Span span) {
    rendered.put(file.text(), file);
    return new Data.Str(file.text(), span);
  }

  /** {@return the file from whose template a text was rendered, or null} */
  @Nullable SourceFile origin(String text) {
    return rendered.get(text);
  }

  /** {@return a file that is named by its module and its path in it: {@code shop/shop.erb}} */
  @Nullable SourceFile moduleFile(String kind, String path) {
    String found = modulePath(kind, path);
    return found == null || !repository.isFile(found) ? null : repository.read(found);
  }

  @Nullable String modulePath(String kind, String path) {
    int slash = path.indexOf('/');
    if (slash <= 0) {
      return null;
    }
    String inside = kind + path.substring(slash);
    String module = path.substring(0, slash) + "/" + inside;
    for (String folder : folders()) {
      for (String candidate : List.of(folder + module, folder + inside)) {
        if (repository.isFile(candidate) || repository.isFolder(candidate)) {
          return candidate;
        }
      }
    }
    return null;
  }

  private List<String> folders() {
    return classes.values().stream()
        .map(each -> each.file().path())
        .flatMap(path -> List.of(above(path, 3), above(path, 2)).stream())
        .distinct()
        .limit(200)
        .toList();
  }

  /**
   * {@return the folder some levels above a file, with a slash at its end unless it is the root}
   */
  private static String above(String path, int levels) {
    String folder = path;
    for (int i = 0; i < levels; i++) {
      int slash = folder.lastIndexOf('/');
      if (slash < 0) {
        return "";
      }
      folder = folder.substring(0, slash);
    }
    return folder + "/";
  }

  /** All variables by their full names, which most templates ask for one of. */
  private final class Variables extends AbstractMap<String, Data> {
    @Override
    public @Nullable Data get(Object name) {
      String full = String.valueOf(name);
      int colons = full.lastIndexOf("::");
      Map<String, Data> own = variables.get(colons < 0 ? "" : full.substring(0, colons));
      return own == null ? null : own.get(colons < 0 ? full : full.substring(colons + 2));
    }

    @Override
    public Set<Entry<String, Data>> entrySet() {
      Map<String, Data> all = new HashMap<>();
      variables.forEach(
          (owner, own) ->
              own.forEach(
                  (key, value) -> all.put(owner.isEmpty() ? key : owner + "::" + key, value)));
      return all.entrySet();
    }
  }

  /** Names within a template: {@code @debug} of ERB is {@code $debug}, as is EPP's own. */
  private record TemplateNames(Catalog catalog, Names scope, @Nullable Data given)
      implements Names {
    @Override
    public @Nullable Data value(String name) {
      if (name.equals("scope")) {
        return new Data.Dict(catalog.new Variables(), catalog.hiera.span());
      }
      if (!name.startsWith("@") && !name.startsWith("$")) {
        return null;
      }
      Data own = given instanceof Data.Dict dict ? dict.entries().get(name.substring(1)) : null;
      return own != null ? own : scope.value("$" + name.substring(1));
    }

    @Override
    public @Nullable Data call(String function, List<Data> arguments, Span span) {
      return scope.call(function, arguments, span);
    }
  }
}
