package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.kube.KubeObject;
import io.github.flaskdebugguard.deployment.kube.Manifests;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The environment of a container: the image's, then {@code envFrom} in order, then {@code env} in
 * order; the later one wins (Kubernetes API reference). {@code $(VAR)} sees what was defined before
 * it, not the image's variables; without such a variable it stays text.
 */
final class KubeVariables {
  /** Variables that say where programs are; an unread source is not taken to change them. */
  private static final Set<String> PLACES =
      Set.of(
          "PATH", "HOME", "LANG", "LC_ALL", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "FLASK_APP");

  private final KubeConfigs configs;
  private final KubeObject workload;
  private final boolean kubectl;
  private final Map<String, Text> defined = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Environment.Builder environment;

  private KubeVariables(
      Environment image, KubeConfigs configs, KubeObject workload, boolean kubectl) {
    this.environment = new Environment.Builder(image);
    this.configs = configs;
    this.workload = workload;
    this.kubectl = kubectl;
  }

  /**
   * {@return the variables of a container}
   *
   * @param kubectl whether kubectl reads the manifest itself, in which words such as {@code off}
   *     are bools
   */
  static KubeVariables of(
      Environment image,
      YamlMap container,
      KubeConfigs configs,
      KubeObject workload,
      boolean kubectl) {
    KubeVariables variables = new KubeVariables(image, configs, workload, kubectl);
    for (YamlNode node : container.list("envFrom")) {
      if (node instanceof YamlMap source) {
        variables.all(source);
      }
    }
    for (YamlNode node : container.list("env")) {
      if (node instanceof YamlMap variable) {
        variables.one(variable);
      }
    }
    return variables;
  }

  Environment environment() {
    return environment.build();
  }

  List<Problem> problems() {
    return problems;
  }

  /** {@return the words of {@code command} or {@code args}, or null when there are none} */
  @Nullable List<Text> words(@Nullable YamlNode node) {
    if (!(node instanceof YamlList list)) {
      if (node instanceof YamlScalar scalar && !scalar.isNull()) {
        problem(scalar.span(), "command and args must be lists");
        return List.of(expanded(text(scalar, null)));
      }
      return null;
    }
    List<Text> words = new ArrayList<>();
    for (YamlNode item : list.items()) {
      if (item instanceof YamlScalar scalar) {
        refuseOther(scalar);
        words.add(expanded(text(scalar, null)));
      }
    }
    return words.isEmpty() ? null : words;
  }

  private void all(YamlMap source) {
    String prefix = source.text("prefix") == null ? "" : "" + source.text("prefix");
    for (String key : List.of("configMapRef", "secretRef")) {
      YamlMap reference = source.map(key);
      YamlScalar name = reference == null ? null : reference.scalar("name");
      if (reference == null || name == null) {
        continue;
      }
      boolean secret = key.startsWith("s");
      KubeObject object = find(secret, name);
      if (object == null) {
        unread(new Text.Unknown(comesFrom(secret, name.text()), null, name.span()));
        continue;
      }
      String incomplete = object.incomplete();
      if (incomplete != null) {
        unread(new Text.Unknown(incomplete, null, name.span()));
      }
      KubeData.of(object)
          .forEach((variable, value) -> set(prefix + variable, named(value, prefix + variable)));
    }
  }

  private void one(YamlMap variable) {
    YamlScalar name = variable.scalar("name");
    if (name == null) {
      return;
    }
    YamlMap from = variable.map("valueFrom");
    YamlScalar value = variable.scalar("value");
    if (from != null) {
      if (value != null && !value.text().isEmpty()) {
        problem(value.span(), name.text() + " has both value and valueFrom");
      }
      Text text = from(from, name.text());
      if (text != null) {
        set(name.text(), text);
      }
      return;
    }
    if (value == null) {
      set(name.text(), new Text.Known("", variable.span()));
      return;
    }
    refuseOther(value);
    set(name.text(), expanded(text(value, name.text())));
  }

  private @Nullable Text from(YamlMap from, String variable) {
    for (String kind : List.of("configMapKeyRef", "secretKeyRef")) {
      YamlMap reference = from.map(kind);
      YamlScalar name = reference == null ? null : reference.scalar("name");
      if (reference == null || name == null) {
        continue;
      }
      boolean secret = kind.startsWith("s");
      String key = reference.text("key");
      KubeObject object = find(secret, name);
      Text value = object == null || key == null ? null : KubeData.of(object, key);
      if (value != null) {
        return named(value, variable);
      }
      if (object != null && object.incomplete() == null) {
        if ("true".equals(reference.text("optional"))) {
          return null;
        }
        return new Text.Unknown(
            comesFrom(secret, name.text()) + ", which has no key " + key, variable, name.span());
      }
      return new Text.Unknown(comesFrom(secret, name.text()), variable, name.span());
    }
    YamlEntry first = from.entries().isEmpty() ? null : from.entries().getFirst();
    String what = first == null || first.name() == null ? "valueFrom" : first.name();
    return new Text.Unknown("is filled in by the cluster (" + what + ")", variable, from.span());
  }

  private @Nullable KubeObject find(boolean secret, YamlScalar name) {
    return configs.find(secret ? "Secret" : "ConfigMap", name.text(), workload);
  }

  static String comesFrom(boolean secret, String name) {
    return "comes from the " + (secret ? "secret " : "ConfigMap ") + name;
  }

  /** A source of which nothing is known may set anything. */
  private void unread(Text.Unknown reason) {
    Environment before = environment.build();
    for (String name : before.variables().keySet()) {
      if (!PLACES.contains(name) && before.get(name) != null) {
        environment.with(name, new Text.Unknown(reason.reason(), name, reason.span()));
      }
    }
    environment.withOthers(reason);
  }

  private void set(String name, Text value) {
    environment.with(name, value);
    defined.put(name, value);
  }

  private static Text named(Text value, String variable) {
    return value instanceof Text.Unknown unknown && unknown.variable() == null
        ? new Text.Unknown(unknown.reason(), variable, unknown.span())
        : value;
  }

  static Text text(YamlScalar scalar, @Nullable String variable) {
    String expression = scalar.template();
    if (expression == null) {
      return scalar.isNull() ? new Text.Known("", scalar.span()) : scalar.value();
    }
    boolean value = isValue(expression);
    return new Text.Unknown(
        value
            ? "comes from " + expression + ", which no values file sets"
            : "comes from the template expression " + expression,
        value ? expression : variable,
        scalar.span());
  }

  /** {@code .Values.a.b} and nothing else. */
  private static boolean isValue(String expression) {
    if (!expression.startsWith(".Values.")) {
      return false;
    }
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      if (!Character.isLetterOrDigit(c) && c != '.' && c != '_') {
        return false;
      }
    }
    return true;
  }

  private void refuseOther(YamlScalar scalar) {
    String fault = Manifests.notText(scalar, kubectl);
    if (fault != null) {
      problem(scalar.span(), scalar.text() + " " + fault);
    }
  }

  private void problem(Span span, String message) {
    problems.add(new Problem(span.path(), span, "kubectl refuses this: " + message, false));
  }

  /** {@code $(VAR)} and {@code $$}. */
  private Text expanded(Text text) {
    if (!(text instanceof Text.Known known) || known.value().indexOf('$') < 0) {
      return text;
    }
    String value = known.value();
    StringBuilder out = new StringBuilder();
    int last = value.lastIndexOf(')');
    for (int i = 0; i < value.length(); i++) {
      if (out.length() > Limits.TEXT_CHARS) {
        return new Text.Unknown("is longer than is followed", null, known.span());
      }
      char c = value.charAt(i);
      char next = i + 1 < value.length() ? value.charAt(i + 1) : ' ';
      int close = c == '$' && next == '(' && i < last ? value.indexOf(')', i) : -1;
      if (c == '$' && next == '$') {
        out.append('$');
        i++;
      } else if (close > 0) {
        Text there = defined.get(value.substring(i + 2, close));
        if (there instanceof Text.Unknown unknown) {
          return new Text.Unknown(unknown.reason(), unknown.variable(), known.span());
        }
        out.append(
            there instanceof Text.Known found ? found.value() : value.substring(i, close + 1));
        i = close;
      } else {
        out.append(c);
      }
    }
    return new Text.Known(out.toString(), known.span());
  }
}
