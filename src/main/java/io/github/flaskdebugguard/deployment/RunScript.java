package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.DockerInstruction.Heredoc;
import io.github.flaskdebugguard.document.MappedText;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The simple commands of a RUN line, in order. Words keep their quotes; nothing is expanded here.
 */
final class RunScript {
  private static final Set<String> OPENING = Set.of("if", "for", "while", "until", "case");
  private static final Set<String> CLOSING = Set.of("fi", "done", "esac");
  private static final Set<String> KEYWORDS = Set.of("then", "else", "elif", "do", "{", "}", "!");

  /**
   * One simple command.
   *
   * @param before what joins it to the one before: empty, {@code &&}, {@code ||}, {@code |}
   * @param certain whether it runs whatever the outcome of others is
   */
  record Step(
      List<MappedText> words,
      List<Redirect> redirects,
      @Nullable Heredoc input,
      String before,
      boolean certain) {}

  /** {@code > file} or {@code >> file}. */
  record Redirect(boolean append, MappedText target) {}

  private final MappedText text;
  private final List<Heredoc> heredocs;
  private final List<Step> steps = new ArrayList<>();
  private List<MappedText> words = new ArrayList<>();
  private List<Redirect> redirects = new ArrayList<>();
  private final List<String[]> pending = new ArrayList<>();
  private final List<Integer> pendingSteps = new ArrayList<>();
  private @Nullable Heredoc input;
  private String before = "";
  private int depth;
  private int wordEnd = -1;
  private boolean doubtful;
  private int at;

  private RunScript(MappedText text, List<Heredoc> heredocs) {
    this.text = text;
    this.heredocs = heredocs;
  }

  /** {@return the commands} */
  static List<Step> parse(MappedText text, List<Heredoc> heredocs) {
    return new RunScript(text, heredocs).run();
  }

  private List<Step> run() {
    while (at < text.length() && steps.size() < Limits.ITEMS) {
      char c = text.at(at);
      if (c == '\n') {
        at++;
        end("");
        heredocLines();
      } else if (c == '\\' && at + 1 < text.length() && text.at(at + 1) == '\n') {
        at += 2;
      } else if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '#') {
        while (at < text.length() && text.at(at) != '\n') {
          at++;
        }
      } else if (c == ';' || c == '(' || c == ')') {
        at++;
        end("");
      } else if (c == '&') {
        boolean and = next('&');
        at += and ? 2 : 1;
        end(and ? "&&" : "");
      } else if (c == '|') {
        boolean or = next('|');
        at += or ? 2 : 1;
        end(or ? "||" : "|");
      } else if (c == '<' || c == '>') {
        redirect();
      } else {
        word();
      }
    }
    if (at < text.length()) {
      Span place = new Span(text.path(), text.offset(at), text.offset(at));
      LimitNotes.bites(place, "more than " + Limits.ITEMS + " commands; the rest is not followed");
    }
    end("");
    return steps;
  }

  private boolean next(char c) {
    return at + 1 < text.length() && text.at(at + 1) == c;
  }

  private void redirect() {
    boolean out = text.at(at) == '>';
    int start = at;
    while (at < text.length() && "<>&|-".indexOf(text.at(at)) >= 0) {
      at++;
    }
    String operator = text.text().substring(start, at);
    while (at < text.length() && (text.at(at) == ' ' || text.at(at) == '\t')) {
      at++;
    }
    int from = at;
    skipWord();
    MappedText target = text.sub(from, at);
    boolean errors =
        !words.isEmpty()
            && wordEnd == start
            && words.getLast().length() == 1
            && Character.isDigit(words.getLast().at(0));
    if (errors) {
      errors = !words.removeLast().text().equals("1");
    }
    if (operator.startsWith("<<") && !operator.equals("<<<")) {
      heredoc(target.text(), operator.endsWith("-"));
    } else if (out && !operator.contains("&") && !errors && target.length() > 0) {
      redirects.add(new Redirect(operator.startsWith(">>"), target));
    }
  }

  private void heredoc(String raw, boolean strip) {
    String name = raw.replace("\"", "").replace("'", "").replace("\\", "");
    for (Heredoc heredoc : heredocs) {
      if (heredoc.name().equals(name)) {
        input = heredoc;
        return;
      }
    }
    pending.add(new String[] {name, name.equals(raw) ? "" : "quoted", strip ? "strip" : ""});
    pendingSteps.add(steps.size());
  }

  /** Reads the heredocs that the line before announced. */
  private void heredocLines() {
    for (int i = 0; i < pending.size(); i++) {
      String[] start = pending.get(i);
      var content = new MappedText.Builder(text.path(), text.offset(at));
      while (at < text.length()) {
        int newline = text.text().indexOf('\n', at);
        int end = newline < 0 ? text.length() : newline;
        int from = at;
        while (!start[2].isEmpty() && from < end && text.at(from) == '\t') {
          from++;
        }
        at = newline < 0 ? end : end + 1;
        if (text.text().substring(from, end).equals(start[0])) {
          break;
        }
        content.append(text.sub(from, at));
      }
      int step = pendingSteps.get(i);
      if (step < steps.size()) {
        Step old = steps.get(step);
        Heredoc heredoc = new Heredoc(start[0], start[1].isEmpty(), content.build());
        steps.set(
            step, new Step(old.words(), old.redirects(), heredoc, old.before(), old.certain()));
      }
    }
    pending.clear();
    pendingSteps.clear();
  }

  private void word() {
    int from = at;
    skipWord();
    MappedText word = text.sub(from, at);
    String plain = word.text();
    if (words.isEmpty() && redirects.isEmpty()) {
      if (OPENING.contains(plain)) {
        depth++;
      } else if (CLOSING.contains(plain)) {
        depth = Math.max(0, depth - 1);
        return;
      } else if (KEYWORDS.contains(plain)) {
        return;
      }
    }
    words.add(word);
    wordEnd = at;
  }

  private void skipWord() {
    char quote = 0;
    int nested = 0;
    while (at < text.length()) {
      char c = text.at(at);
      if (c == '\\' && quote != '\'') {
        at += 2;
        continue;
      }
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"' || c == '`') {
        quote = c;
      } else if (c == '$' && (next('(') || next('{'))) {
        nested++;
        at++;
      } else if (nested > 0 && (c == '(' || c == '{')) {
        nested++;
      } else if (nested > 0 && (c == ')' || c == '}')) {
        nested--;
      } else if (nested == 0 && (Character.isWhitespace(c) || ";&|<>()".indexOf(c) >= 0)) {
        break;
      }
      at++;
    }
    at = Math.min(at, text.length());
  }

  private void end(String joint) {
    if (!words.isEmpty() || !redirects.isEmpty()) {
      boolean certain = depth == 0 && !doubtful && !before.equals("||");
      steps.add(new Step(List.copyOf(words), List.copyOf(redirects), input, before, certain));
      String program = words.isEmpty() ? "" : words.getFirst().text();
      boolean test = program.equals("[") || program.equals("test") || program.equals("[[");
      doubtful = !joint.isEmpty() && (doubtful || before.equals("||") || test);
      words = new ArrayList<>();
      redirects = new ArrayList<>();
      input = null;
    } else if (joint.isEmpty()) {
      doubtful = false;
    }
    before = joint;
  }
}
