package io.github.flaskdebugguard.config;

import io.github.flaskdebugguard.rule.Acceptance;
import io.github.flaskdebugguard.rule.Level;
import io.github.flaskdebugguard.rule.Levels;
import io.github.flaskdebugguard.rule.RuleInfo;
import io.github.flaskdebugguard.rule.Rules;
import io.github.flaskdebugguard.rule.Scan;
import io.github.flaskdebugguard.verdict.Judge;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints a configuration as a file that says the same, with the origin of each value. */
final class ConfigurationText {
  private static final int COLUMN = 58;

  private final StringBuilder text = new StringBuilder();

  private ConfigurationText() {}

  static String of(Configuration configuration) {
    ConfigurationText printed = new ConfigurationText();
    printed.print(configuration);
    return printed.text.toString();
  }

  static List<String> changes(Configuration before, Configuration after) {
    List<String> old = settings(before);
    List<String> now = new ArrayList<>(settings(after));
    List<String> changes = new ArrayList<>();
    for (String line : old) {
      if (now.remove(line)) {
        continue;
      }
      changes.add("- " + line);
      String key = line.substring(0, line.lastIndexOf(": ") + 2);
      for (String other : line.contains("{") ? List.<String>of() : List.copyOf(now)) {
        if (other.startsWith(key) && !old.contains(other)) {
          changes.add("+ " + other);
          now.remove(other);
        }
      }
    }
    now.forEach(line -> changes.add("+ " + line));
    file(before.file(), after.file(), changes);
    return changes;
  }

  private static void file(String before, String after, List<String> changes) {
    if (before.equals(after)) {
      if (!changes.isEmpty()) {
        changes.addFirst("~ " + after);
      }
      return;
    }
    if (!after.isEmpty()) {
      changes.addFirst("+ " + after);
    }
    if (!before.isEmpty()) {
      changes.addFirst("- " + before);
    }
  }

  /** {@return one line for each value that is said, without its origin} */
  private static List<String> settings(Configuration all) {
    ConfigurationText printed = new ConfigurationText();
    printed.values(all);
    List<String> settings = new ArrayList<>();
    String list = "";
    for (String line : printed.text.toString().lines().toList()) {
      int origin = line.lastIndexOf("  # ");
      String words = (origin < 0 ? line : line.substring(0, origin)).strip();
      if (line.startsWith(" ")) {
        boolean rule = list.equals("rules: ");
        if (!rule || all.rules().containsKey(words.substring(0, words.indexOf(':')))) {
          settings.add(list + words);
        }
      } else if (words.endsWith(":")) {
        list = words + " ";
      } else if (!words.endsWith(": []")) {
        settings.add(words);
      }
    }
    return settings;
  }

  private void print(Configuration all) {
    text.append("# configuration: ");
    text.append(all.file().isEmpty() ? "none, all is by default" : plain(all.file())).append('\n');
    values(all);
    List<Sourced<Acceptance>> accepted = new ArrayList<>();
    for (Acceptance acceptance : all.accepted()) {
      accepted.add(new Sourced<>(acceptance, all.file()));
    }
    list("accept", accepted, ConfigurationText::acceptance);
  }

  private void values(Configuration all) {
    line("policy: " + all.policy().value().word(), all.policy().origin());
    line("fail-on: " + all.failOn().value().word(), all.failOn().origin());
    text.append("rules:\n");
    for (RuleInfo rule : Rules.infos()) {
      rule(all, rule);
    }
    list("ignored-paths", all.ignoredPaths(), ConfigurationText::quoted);
    list("roles", all.roles(), ConfigurationText::role);
    list("assume", all.assumptions(), ConfigurationText::assumption);
  }

  private void rule(Configuration all, RuleInfo rule) {
    Sourced<Levels.Choice> choice = all.rules().get(rule.id());
    @Nullable Level level = all.policy().value().level(rule);
    String word = choice != null ? choice.value().word() : level == null ? "off" : level.word();
    String origin =
        choice != null
            ? choice.origin()
            : all.policy().value().decides(rule)
                ? "policy " + all.policy().value().word()
                : Sourced.DEFAULT;
    line("  " + rule.id() + ": " + word, origin);
  }

  private <T> void list(
      String name, List<Sourced<T>> items, java.util.function.Function<T, String> words) {
    if (items.isEmpty()) {
      line(name + ": []", Sourced.DEFAULT);
      return;
    }
    text.append(name).append(":\n");
    for (Sourced<T> item : items) {
      line("  - " + words.apply(item.value()), item.origin());
    }
  }

  private static String role(Scan.RoleOf role) {
    return "{deployment: "
        + quoted(role.deployments().text())
        + ", role: "
        + role.role().name().toLowerCase(Locale.ROOT)
        + "}";
  }

  private static String assumption(Judge.Assumption assumption) {
    String deployment = assumption.deployment();
    return "{variable: "
        + assumption.variable()
        + ", value: "
        + quoted(assumption.value())
        + (deployment == null ? "" : ", deployment: " + quoted(deployment))
        + "}";
  }

  private static String acceptance(Acceptance acceptance) {
    StringBuilder words = new StringBuilder("{rule: ");
    words.append(String.join(", ", acceptance.rules()));
    if (acceptance.scope() instanceof Acceptance.Scope.Entry entry) {
      if (entry.deployments() != null) {
        words.append(", deployment: ").append(quoted(entry.deployments().text()));
      }
      if (entry.path() != null) {
        words.append(", path: ").append(quoted(entry.path()));
      }
    }
    words.append(", reason: ").append(quoted(acceptance.reason()));
    if (acceptance.by() != null) {
      words.append(", by: ").append(quoted(acceptance.by()));
    }
    if (acceptance.until() != null) {
      words.append(", until: ").append(acceptance.until());
    }
    return words.append('}').toString();
  }

  private void line(String words, String origin) {
    text.append(words);
    text.repeat(" ", Math.max(2, COLUMN - words.length())).append("# ").append(plain(origin));
    text.append('\n');
  }

  /** {@return a double-quoted text of YAML, in ASCII} */
  private static String quoted(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        quoted.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private static String plain(String value) {
    String quoted = quoted(value);
    return quoted.substring(1, quoted.length() - 1);
  }
}
