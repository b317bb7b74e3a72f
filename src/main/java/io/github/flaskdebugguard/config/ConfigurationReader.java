package io.github.flaskdebugguard.config;

import io.github.flaskdebugguard.deployment.DeploymentPattern;
import io.github.flaskdebugguard.deployment.Role;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.rule.Acceptance;
import io.github.flaskdebugguard.rule.Levels;
import io.github.flaskdebugguard.rule.Nearest;
import io.github.flaskdebugguard.rule.Policy;
import io.github.flaskdebugguard.rule.RuleInfo;
import io.github.flaskdebugguard.rule.Rules;
import io.github.flaskdebugguard.rule.Scan;
import io.github.flaskdebugguard.verdict.Judge;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a configuration and refuses whatever it does not know, with its place. */
final class ConfigurationReader {
  private static final List<String> KEYS =
      List.of("policy", "fail-on", "rules", "ignored-paths", "roles", "assume", "accept");

  private static final int ENTRIES = 1_000;

  private final SourceFile file;

  ConfigurationReader(SourceFile file) {
    this.file = file;
  }

  Configuration read(YamlMap map) throws ConfigurationException {
    check(map, KEYS, "configuration");
    Configuration plain = Configuration.DEFAULT;
    Sourced<Policy> policy = plain.policy();
    YamlNode word = map.get("policy");
    if (word != null) {
      policy = sourced(word, known(word, "policy", Policy.of(text(word, "policy")), POLICIES));
    }
    Sourced<FailOn> failOn = plain.failOn();
    YamlNode level = map.get("fail-on");
    if (level != null) {
      failOn = sourced(level, known(level, "fail-on", FailOn.of(text(level, "fail-on")), LEVELS));
    }
    return new Configuration(
        file.path(),
        policy,
        failOn,
        rules(map.get("rules")),
        ignoredPaths(map.get("ignored-paths")),
        roles(map.get("roles")),
        assumptions(map.get("assume")),
        accepted(map.get("accept")));
  }

  private static final List<String> POLICIES = List.of("default", "strict");
  private static final List<String> LEVELS = List.of("error", "warning", "note", "never");
  private static final List<String> CHOICES = List.of("error", "warning", "note", "off");
  private static final List<String> ROLES =
      List.of("production", "staging", "development", "test", "unknown");

  private Map<String, Sourced<Levels.Choice>> rules(@Nullable YamlNode node)
      throws ConfigurationException {
    Map<String, Sourced<Levels.Choice>> rules = new LinkedHashMap<>();
    if (node == null) {
      return rules;
    }
    YamlMap map = map(node, "rules");
    check(map, ids(), "rules");
    for (YamlEntry entry : map.entries()) {
      String id = String.valueOf(entry.name());
      Levels.Choice choice = Levels.Choice.of(text(entry.value(), "the level of " + id));
      rules.put(
          id, sourced(entry.value(), known(entry.value(), "the level of " + id, choice, CHOICES)));
    }
    return rules;
  }

  private List<Sourced<String>> ignoredPaths(@Nullable YamlNode node)
      throws ConfigurationException {
    List<Sourced<String>> paths = new ArrayList<>();
    for (YamlNode item : items(node, "ignored-paths")) {
      String path = text(item, "a path of ignored-paths");
      if (path.replace("*", "").replace("/", "").isBlank()) {
        throw wrong(item, "'" + path + "' would ignore everything");
      }
      paths.add(sourced(item, path));
    }
    return paths;
  }

  private List<Sourced<Scan.RoleOf>> roles(@Nullable YamlNode node) throws ConfigurationException {
    List<Sourced<Scan.RoleOf>> roles = new ArrayList<>();
    for (YamlNode item : items(node, "roles")) {
      YamlMap map = map(item, "an entry of roles");
      check(map, List.of("deployment", "role"), "roles");
      YamlNode word = needed(map, "role", "roles");
      String name = text(word, "role");
      Role role = ROLES.contains(name) ? Role.valueOf(name.toUpperCase(Locale.ROOT)) : null;
      Scan.RoleOf one =
          new Scan.RoleOf(
              new DeploymentPattern(text(needed(map, "deployment", "roles"), "deployment")),
              known(word, "role", role, ROLES),
              origin(item));
      roles.add(sourced(item, one));
    }
    return roles;
  }

  /** One that names deployments is about less, and so comes before one that names none. */
  private List<Sourced<Judge.Assumption>> assumptions(@Nullable YamlNode node)
      throws ConfigurationException {
    List<Sourced<Judge.Assumption>> particular = new ArrayList<>();
    List<Sourced<Judge.Assumption>> general = new ArrayList<>();
    for (YamlNode item : items(node, "assume")) {
      YamlMap map = map(item, "an entry of assume");
      check(map, List.of("variable", "value", "deployment"), "assume");
      YamlNode name = needed(map, "variable", "assume");
      String variable = text(name, "variable");
      if (!isVariable(variable)) {
        throw wrong(name, "'" + variable + "' is no name of a variable");
      }
      String value = value(needed(map, "value", "assume"));
      YamlNode pattern = map.get("deployment");
      Judge.Assumption one =
          new Judge.Assumption(
              pattern == null ? null : text(pattern, "deployment"), variable, value);
      (pattern == null ? general : particular).add(sourced(item, one));
    }
    particular.addAll(general);
    return particular;
  }

  private List<Acceptance> accepted(@Nullable YamlNode node) throws ConfigurationException {
    List<Acceptance> accepted = new ArrayList<>();
    for (YamlNode item : items(node, "accept")) {
      YamlMap map = map(item, "an entry of accept");
      check(map, List.of("rule", "deployment", "path", "reason", "by", "until"), "accept");
      YamlNode rule = needed(map, "rule", "accept");
      String id = text(rule, "rule");
      RuleInfo info = Rules.info(id);
      if (info == null || !Acceptance.isFor(info)) {
        throw wrong(rule, "there is no rule '" + id + "' to accept" + Nearest.hint(id, ids()));
      }
      YamlNode deployment = map.get("deployment");
      YamlNode path = map.get("path");
      accepted.add(
          new Acceptance(
              new Acceptance.Scope.Entry(
                  deployment == null ? null : new DeploymentPattern(text(deployment, "deployment")),
                  path == null ? null : text(path, "path")),
              List.of(id),
              text(needed(map, "reason", "accept"), "reason").strip(),
              map.get("by") == null ? null : text(needed(map, "by", "accept"), "by"),
              map.get("until") == null ? null : date(needed(map, "until", "accept")),
              item.span()));
    }
    return accepted;
  }

  private LocalDate date(YamlNode node) throws ConfigurationException {
    String text = text(node, "until");
    try {
      if (text.length() == 10) {
        return LocalDate.parse(text);
      }
    } catch (DateTimeException e) {
      // Told below, with the place.
    }
    throw wrong(node, "until: '" + text + "' is no day such as 2027-03-31");
  }

  private static List<String> ids() {
    return Rules.infos().stream().map(RuleInfo::id).toList();
  }

  static boolean isVariable(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
      if (!letter && !(i > 0 && c >= '0' && c <= '9')) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** Refuses keys that are not known, that come twice, or that are no text. */
  private void check(YamlMap map, List<String> known, String where) throws ConfigurationException {
    Set<String> seen = new HashSet<>();
    for (YamlEntry entry : map.entries()) {
      String name = entry.name();
      if (name == null || !known.contains(name)) {
        String word = name == null ? "?" : name;
        String all = String.join(", ", new TreeSet<>(known));
        String hint = Nearest.hint(word, known);
        throw wrong(
            entry.key(),
            "unknown key '" + word + "' in " + where + (hint.isEmpty() ? ", one of " + all : hint));
      }
      if (!seen.add(name)) {
        throw wrong(entry.key(), "the key '" + name + "' stands twice in " + where);
      }
    }
  }

  private YamlNode needed(YamlMap map, String key, String where) throws ConfigurationException {
    YamlNode node = map.get(key);
    if (node == null) {
      throw wrong(map, "an entry of " + where + " lacks '" + key + "'");
    }
    return node;
  }

  private YamlMap map(YamlNode node, String what) throws ConfigurationException {
    if (node instanceof YamlMap map) {
      return map;
    }
    throw wrong(node, what + " must be keys with values");
  }

  private List<YamlNode> items(@Nullable YamlNode node, String what) throws ConfigurationException {
    if (node == null) {
      return List.of();
    }
    if (node instanceof YamlList list) {
      if (list.items().size() > ENTRIES) {
        throw wrong(node, what + " has more than " + ENTRIES + " entries");
      }
      return list.items();
    }
    throw wrong(node, what + " must be a list");
  }

  private String text(YamlNode node, String what) throws ConfigurationException {
    if (node instanceof YamlScalar scalar && !scalar.isNull() && !scalar.text().isBlank()) {
      return scalar.text();
    }
    throw wrong(node, what + " must be a text");
  }

  /** The value of a variable may be empty when it is quoted. */
  private String value(YamlNode node) throws ConfigurationException {
    if (node instanceof YamlScalar scalar && !scalar.isNull()) {
      return scalar.text();
    }
    throw wrong(node, "value must be a text");
  }

  private <T> T known(YamlNode node, String what, @Nullable T value, List<String> words)
      throws ConfigurationException {
    if (value != null) {
      return value;
    }
    String word = node instanceof YamlScalar scalar ? scalar.text() : "?";
    throw wrong(
        node,
        what
            + ": '"
            + word
            + "' is none of "
            + String.join(", ", words)
            + Nearest.hint(word, words));
  }

  private <T> Sourced<T> sourced(YamlNode node, T value) {
    return new Sourced<>(value, origin(node));
  }

  private String origin(YamlNode node) {
    return file.path() + ":" + file.locate(node.span()).line();
  }

  private ConfigurationException wrong(YamlNode node, String message) {
    return new ConfigurationException(origin(node) + ": " + message);
  }
}
