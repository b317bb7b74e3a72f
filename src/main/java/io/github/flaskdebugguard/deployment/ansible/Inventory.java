package io.github.flaskdebugguard.deployment.ansible;

import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.document.YamlFile;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An inventory in INI, and the variable folders beside it. Values of a host's line are Python
 * literals, those of {@code [group:vars]} are always strings (executed: 2.14).
 */
final class Inventory {
  /** Groups inside each other. */
  private static final int MOST_LEVELS = 10;

  private final Repository repository;
  private final String folder;
  private final Map<String, Map<String, Data>> hosts = new LinkedHashMap<>();
  private final Map<String, Map<String, Data>> groups = new TreeMap<>();
  private final Map<String, List<String>> members = new TreeMap<>();
  private final Map<String, List<String>> children = new TreeMap<>();

  private Inventory(Repository repository, String folder) {
    this.repository = repository;
    this.folder = folder;
  }

  /** {@return the inventory in a file; one of localhost alone when there is none} */
  static Inventory read(Repository repository, @Nullable String path) {
    String folder =
        path == null || path.lastIndexOf('/') < 0 ? "" : path.substring(0, path.lastIndexOf('/'));
    Inventory inventory = new Inventory(repository, folder);
    SourceFile file = path == null ? null : repository.read(path);
    if (file != null) {
      inventory.ini(file);
    }
    if (inventory.hosts.isEmpty()) {
      inventory.hosts.put("localhost", new TreeMap<>());
    }
    return inventory;
  }

  List<String> hosts() {
    return List.copyOf(hosts.keySet());
  }

  private void ini(SourceFile file) {
    String group = "ungrouped";
    String kind = "";
    int start = 0;
    while (start <= file.text().length()) {
      int feed = file.text().indexOf('\n', start);
      int end = feed < 0 ? file.text().length() : feed;
      String line = file.text().substring(start, end).strip();
      Span span = file.span(start, end);
      if (line.startsWith("[") && line.endsWith("]")) {
        String name = line.substring(1, line.length() - 1);
        int colon = name.indexOf(':');
        group = colon < 0 ? name : name.substring(0, colon);
        kind = colon < 0 ? "" : name.substring(colon + 1);
      } else if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith(";")) {
        entry(group, kind, line, span);
      }
      if (feed < 0) {
        break;
      }
      start = end + 1;
    }
  }

  private void entry(String group, String kind, String line, Span span) {
    if (kind.equals("vars")) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        groups
            .computeIfAbsent(group, g -> new TreeMap<>())
            .put(
                line.substring(0, equals).strip(),
                new Data.Str(unquoted(line.substring(equals + 1).strip()), span));
      }
    } else if (kind.equals("children")) {
      children.computeIfAbsent(group, g -> new ArrayList<>()).add(line);
    } else {
      String[] words = line.split("\\s+");
      Map<String, Data> own = hosts.computeIfAbsent(words[0], h -> new TreeMap<>());
      members.computeIfAbsent(group, g -> new ArrayList<>()).add(words[0]);
      for (int i = 1; i < words.length; i++) {
        int equals = words[i].indexOf('=');
        if (equals > 0) {
          own.put(words[i].substring(0, equals), literal(words[i].substring(equals + 1), span));
        }
      }
    }
  }

  static String unquoted(String text) {
    boolean quoted =
        text.length() > 1
            && (text.charAt(0) == '"' || text.charAt(0) == '\'')
            && text.charAt(text.length() - 1) == text.charAt(0);
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  private static Data literal(String text, Span span) {
    if (text.equals("True") || text.equals("False")) {
      return new Data.Bool(text.equals("True"), span);
    }
    boolean number = !text.isEmpty() && text.chars().allMatch(Character::isDigit);
    return number ? new Data.Num(text, span) : new Data.Str(unquoted(text), span);
  }

  /** The groups of a host, parents before children, then by name. */
  private List<String> groupsOf(String host) {
    TreeSet<String> own = new TreeSet<>();
    members.forEach(
        (group, names) -> {
          if (names.contains(host)) {
            own.add(group);
          }
        });
    for (int i = 0; i < MOST_LEVELS; i++) {
      children.forEach(
          (parent, names) -> {
            if (names.stream().anyMatch(own::contains)) {
              own.add(parent);
            }
          });
    }
    Map<String, Integer> depths = depths();
    List<String> ordered = new ArrayList<>(own);
    ordered.sort(Comparator.comparingInt(group -> depths.getOrDefault(group, 0)));
    return ordered;
  }

  /** {@return how many groups each one stands within; those in none are left out} */
  private Map<String, Integer> depths() {
    Map<String, Integer> depths = new HashMap<>();
    for (int i = 0; i < MOST_LEVELS; i++) {
      Map<String, Integer> before = Map.copyOf(depths);
      children.forEach(
          (parent, names) -> {
            int depth = 1 + before.getOrDefault(parent, 0);
            names.forEach(name -> depths.merge(name, depth, Math::max));
          });
    }
    return depths;
  }

  /**
   * Adds the variables of a host, weakest first: the file's groups, group_vars/all, group_vars of
   * its groups, the host's line, host_vars; each of the inventory before that of the playbook.
   */
  void variables(String host, String playbookFolder, Map<String, Data> into) {
    List<String> own = groupsOf(host);
    List<String> folders =
        folder.equals(playbookFolder) ? List.of(folder) : List.of(folder, playbookFolder);
    put(groups.get("all"), into);
    own.forEach(group -> put(groups.get(group), into));
    folders.forEach(each -> files(child(each, "group_vars/all"), into));
    for (String group : own) {
      folders.forEach(each -> files(child(each, "group_vars/" + group), into));
    }
    put(hosts.get(host), into);
    folders.forEach(each -> files(child(each, "host_vars/" + host), into));
  }

  private static void put(@Nullable Map<String, Data> values, Map<String, Data> into) {
    if (values != null) {
      into.putAll(values);
    }
  }

  static String child(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  private void files(String path, Map<String, Data> into) {
    for (String ending : List.of("", ".yml", ".yaml", ".json")) {
      load(repository, path + ending, into);
    }
    for (String name : repository.list(path)) {
      load(repository, child(path, name), into);
    }
  }

  /** Adds the variables of a file; those of an encrypted one are not known and stay out. */
  static void load(Repository repository, String path, Map<String, Data> into) {
    SourceFile file = repository.isFile(path) ? repository.read(path) : null;
    YamlMap map =
        file == null || file.text().startsWith("$ANSIBLE_VAULT")
            ? null
            : YamlFile.needed(file).map();
    if (map != null && Data.of(map) instanceof Data.Dict dict) {
      into.putAll(dict.entries());
    }
  }
}
