package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.deployment.Environment;
import io.github.flaskdebugguard.deployment.Fact;
import io.github.flaskdebugguard.deployment.ProcessStart;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.python.Condition;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The facts that decided, read from the origins of values. */
final class Trail {
  private static final int MAX_FACTS = 40;
  private static final int MAX_TEXT = 120;

  private final Repository repository;
  private final Span launch;
  private final Map<Span, Fact> facts = new LinkedHashMap<>();

  Trail(Repository repository, ProcessStart start, Span launch) {
    this.repository = repository;
    this.launch = launch;
    for (Fact fact : start.trail()) {
      add(fact);
    }
  }

  /**
   * Adds the line that starts the process where no fact tells it yet: in a script that the launch
   * command runs.
   *
   * @param deployed the launch of the deployment
   */
  void started(Span deployed, List<Text> words) {
    SourceFile file = launch.path().isEmpty() ? null : repository.read(launch.path());
    if (file == null || launch.path().equals(deployed.path())) {
      return;
    }
    for (Span known : facts.keySet()) {
      boolean same = known.path().equals(launch.path());
      if (same && file.lineOf(known.start()) == file.lineOf(launch.start())) {
        return;
      }
    }
    StringBuilder command = new StringBuilder("starts");
    for (Text word : words) {
      command.append(' ').append(word instanceof Text.Known known ? known.value() : "...");
    }
    String text = command.toString();
    add(
        new Fact(
            launch,
            text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT - 3) + "..." : text,
            true));
  }

  private void add(Fact fact) {
    if (fact.span().path().isEmpty()) {
      return;
    }
    // NOTE: a literal says no more than the assignment or call around it on the same line.
    facts.keySet().removeIf(span -> !span.equals(fact.span()) && holds(fact.span(), span));
    if (facts.size() < MAX_FACTS) {
      facts.putIfAbsent(fact.span(), fact);
    }
  }

  /** Adds what a value was made from, earliest first. */
  void follow(Value value) {
    follow(value.origin());
  }

  private void follow(Origin origin) {
    for (Origin parent : origin.from()) {
      follow(parent);
    }
    Span span = origin.span();
    if (!span.path().isEmpty() && !span.equals(launch)) {
      add(new Fact(span, message(origin), true));
    }
  }

  /** Adds a place that its own text explains. */
  void fact(Span span) {
    add(new Fact(span, text(span), true));
  }

  void conditions(List<Condition> conditions) {
    for (Condition condition : conditions) {
      if (!condition.span().path().isEmpty()) {
        String text = "only if " + condition.words() + ": " + condition.cause().reason();
        add(new Fact(condition.span(), text, true));
      }
    }
  }

  /** Adds the settings of a variable that others overrode. */
  void lost(Environment environment, String variable) {
    Environment.Variable known = environment.variable(variable);
    if (known == null) {
      return;
    }
    for (Text text : known.overridden()) {
      String value = text instanceof Text.Known k ? "=\"" + k.value() + "\"" : "";
      add(new Fact(text.span(), variable + value + " is overridden", false));
    }
  }

  void lost(Span span, String message) {
    if (!span.path().isEmpty()) {
      facts.remove(span);
      add(new Fact(span, message, false));
    }
  }

  List<Fact> facts() {
    return List.copyOf(facts.values());
  }

  private String message(Origin origin) {
    String text = text(origin.span());
    return origin.note().isEmpty() ? text : origin.note();
  }

  private String text(Span span) {
    SourceFile file = repository.read(span.path());
    if (file == null || span.start() >= file.text().length()) {
      return "decides";
    }
    String text = file.text().substring(span.start(), Math.min(span.end(), file.text().length()));
    int line = text.indexOf('\n');
    String first = (line < 0 ? text : text.substring(0, line)).strip();
    return first.length() > MAX_TEXT ? first.substring(0, MAX_TEXT - 3) + "..." : first;
  }

  /** {@return the place that decides a value: the deepest that is written in a file} */
  Span deciding(Value value, Span otherwise) {
    List<Span> chain = new ArrayList<>();
    Origin origin = value.origin();
    while (true) {
      if (!origin.span().path().isEmpty() && !origin.span().equals(launch)) {
        chain.add(origin.span());
      }
      if (origin.from().isEmpty()) {
        break;
      }
      origin = origin.from().getFirst();
    }
    if (chain.isEmpty()) {
      return otherwise;
    }
    Span deepest = chain.getLast();
    Span parent = chain.size() > 1 ? chain.get(chain.size() - 2) : null;
    return parent != null && holds(parent, deepest) ? parent : deepest;
  }

  /** {@return whether one span holds another on one line, as an assignment holds its value} */
  private boolean holds(@Nullable Span outer, Span inner) {
    if (outer == null
        || !outer.path().equals(inner.path())
        || outer.start() > inner.start()
        || outer.end() < inner.end()) {
      return false;
    }
    SourceFile file = repository.read(outer.path());
    return file != null
        && file.lineOf(outer.start()) == file.lineOf(Math.max(outer.start(), outer.end() - 1));
  }
}
