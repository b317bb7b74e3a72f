package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.repository.Limits;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Variables and quotes in a Dockerfile's words, by the rules of BuildKit's shell lexer (executed:
 * Docker engine 26.1.5): {@code $V}, {@code ${V}} and the forms {@code :- - :+ + :? ? # ## % %% /
 * //}, nested.
 */
public final class DockerExpansion {
  /** Where the values are from. */
  @FunctionalInterface
  public interface Variables {
    /** {@return the value, or null when the variable is not set} */
    @Nullable Text get(String name);
  }

  private final MappedText word;
  private final char escape;
  private final boolean quotes;
  private final Variables variables;
  private final Consumer<String> problems;
  private int at;
  private long steps;
  private Text.@Nullable Unknown unknown;

  private DockerExpansion(
      MappedText word,
      char escape,
      boolean quotes,
      Variables variables,
      Consumer<String> problems) {
    this.word = word;
    this.escape = escape;
    this.quotes = quotes;
    this.variables = variables;
    this.problems = problems;
  }

  /**
   * {@return the word with its variables replaced and its quotes removed; what a build would refuse
   * goes to {@code problems}}
   */
  public static Text expand(
      MappedText word, char escape, Variables variables, Consumer<String> problems) {
    return new DockerExpansion(word, escape, true, variables, problems).result();
  }

  /**
   * {@return the content of a heredoc with its variables replaced; quotes are plain characters
   * there}
   */
  public static Text expandHeredoc(
      MappedText content, Variables variables, Consumer<String> problems) {
    return new DockerExpansion(content, '\\', false, variables, problems).result();
  }

  private Text result() {
    StringBuilder out = new StringBuilder();
    try {
      until(out, (char) 0, 0);
    } catch (Refused e) {
      problems.accept("failed to process \"" + shown(word.text()) + "\": " + e.getMessage());
      return new Text.Unknown("cannot be expanded: " + e.getMessage(), null, word.span());
    }
    return unknown != null
        ? new Text.Unknown(unknown.reason(), unknown.variable(), word.span())
        : new Text.Known(out.toString(), word.span());
  }

  /** A word that a build refuses; carries the reason to {@link #result()} and no further. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message, null, false, false);
    }
  }

  private void until(StringBuilder out, char stop, int depth) throws Refused {
    if (depth > Limits.EXPANSION_LEVELS) {
      throw new Refused("nested more than 100 deep");
    }
    while (at < word.length()) {
      char c = word.at(at);
      if (stop != 0 && c == stop) {
        at++;
        return;
      }
      if (quotes && c == '\'') {
        singleQuoted(out);
      } else if (quotes && c == '"') {
        doubleQuoted(out, depth);
      } else if (c == '$') {
        dollar(out, depth);
      } else if (c == escape) {
        at++;
        if (at < word.length()) {
          out.append(word.at(at++));
        }
      } else {
        out.append(c);
        at++;
      }
      checkLength(out);
    }
    if (stop != 0) {
      throw new Refused("unexpected end of statement while looking for matching " + stop);
    }
  }

  private static void checkLength(StringBuilder out) throws Refused {
    if (out.length() > Limits.TEXT_CHARS) {
      throw new Refused("longer than 64 KiB");
    }
  }

  private void singleQuoted(StringBuilder out) throws Refused {
    int end = word.text().indexOf('\'', at + 1);
    if (end < 0) {
      throw new Refused("unexpected end of statement while looking for matching single-quote");
    }
    out.append(word.text(), at + 1, end);
    at = end + 1;
  }

  private void doubleQuoted(StringBuilder out, int depth) throws Refused {
    at++;
    while (at < word.length()) {
      checkLength(out);
      char c = word.at(at);
      if (c == '"') {
        at++;
        return;
      }
      if (c == '$') {
        dollar(out, depth);
      } else if (c == escape && at + 1 < word.length()) {
        char next = word.at(at + 1);
        if (next != '"' && next != '$' && next != escape) {
          out.append(c);
        }
        out.append(next);
        at += 2;
      } else {
        out.append(c);
        at++;
      }
    }
    throw new Refused("unexpected end of statement while looking for matching double-quote");
  }

  private void dollar(StringBuilder out, int depth) throws Refused {
    at++;
    if (at >= word.length()) {
      out.append('$');
      return;
    }
    if (word.at(at) != '{') {
      String name = name();
      if (name.isEmpty()) {
        out.append('$');
      } else {
        value(out, variables.get(name));
      }
      return;
    }
    at++;
    String name = name();
    if (name.isEmpty()) {
      throw new Refused("bad substitution");
    }
    if (at >= word.length()) {
      throw new Refused("syntax error: missing '}'");
    }
    Text value = variables.get(name);
    char modifier = word.at(at++);
    if (modifier == '}') {
      value(out, value);
    } else {
      modified(out, name, value, modifier, depth);
    }
  }

  private void modified(
      StringBuilder out, String name, @Nullable Text value, char modifier, int depth)
      throws Refused {
    boolean colon = modifier == ':';
    if (colon) {
      if (at >= word.length()) {
        throw new Refused("syntax error: missing modifier");
      }
      modifier = word.at(at++);
    }
    switch (modifier) {
      case '-', '+', '?' -> {
        boolean set =
            value instanceof Text.Unknown
                || (value instanceof Text.Known known && !(colon && known.value().isEmpty()));
        Text.Unknown before = unknown;
        unknown = null;
        StringBuilder inner = new StringBuilder();
        until(inner, '}', depth + 1);
        Text.Unknown innerUnknown = unknown;
        unknown = before;
        if (value instanceof Text.Unknown missing) {
          keep(missing);
        } else if (set == (modifier == '+')) {
          if (modifier == '?') {
            throw new Refused(
                name + ": " + (inner.isEmpty() ? "is not allowed to be unset" : inner));
          }
          out.append(inner);
          keep(innerUnknown);
        } else {
          value(out, set ? value : null);
        }
      }
      case '#', '%' -> {
        boolean longest = at < word.length() && word.at(at) == modifier;
        at += longest ? 1 : 0;
        StringBuilder pattern = new StringBuilder();
        until(pattern, '}', depth + 1);
        if (!(value instanceof Text.Known known)) {
          value(out, value);
        } else {
          String over = bounded(known.value(), pattern);
          out.append(trimmed(over, pattern.toString(), modifier == '#', longest));
        }
      }
      case '/' -> {
        boolean all = at < word.length() && word.at(at) == '/';
        at += all ? 1 : 0;
        StringBuilder pattern = new StringBuilder();
        until(pattern, '/', depth + 1);
        StringBuilder replacement = new StringBuilder();
        until(replacement, '}', depth + 1);
        if (!(value instanceof Text.Known known)) {
          value(out, value);
        } else {
          String over = bounded(known.value(), pattern);
          out.append(replaced(over, pattern.toString(), replacement.toString(), all));
        }
      }
      default -> throw new Refused("unsupported modifier (" + modifier + ") in substitution");
    }
  }

  private String bounded(String value, CharSequence pattern) throws Refused {
    steps += (long) value.length() * pattern.length();
    if (steps > Limits.PATTERN_STEPS) {
      throw new Refused("a long pattern over a long value, which is not worked out");
    }
    return value;
  }

  private static String trimmed(String value, String pattern, boolean front, boolean longest) {
    DockerGlob glob = DockerGlob.text(pattern);
    int best = -1;
    if (front) {
      boolean[] ends = glob.ends(value);
      for (int i = 0; i <= value.length(); i++) {
        if (ends[i] && (best < 0 || longest)) {
          best = i;
        }
      }
      return best < 0 ? value : value.substring(best);
    }
    boolean[] starts = glob.starts(value);
    for (int i = value.length(); i >= 0; i--) {
      if (starts[i] && (best < 0 || longest)) {
        best = i;
      }
    }
    return best < 0 ? value : value.substring(0, best);
  }

  private static String replaced(String value, String pattern, String replacement, boolean all) {
    DockerGlob glob = DockerGlob.text(pattern);
    // One with a star takes all that a later one could, one without is short: few are looked at.
    boolean[] begins = glob.begins(value);
    StringBuilder out = new StringBuilder();
    int i = 0;
    boolean done = false;
    while (i < value.length()) {
      int length = -1;
      if (!done && begins[i]) {
        boolean[] ends = glob.ends(value.substring(i));
        for (int n = ends.length - 1; n > 0 && length < 0; n--) {
          length = ends[n] ? n : -1;
        }
      }
      if (length > 0) {
        out.append(replacement);
        i += length;
        done = !all;
      } else {
        out.append(value.charAt(i++));
      }
    }
    return out.toString();
  }

  /**
   * A name is letters, digits and underscores; one of the shell's special parameters is a name of
   * its own, never set.
   */
  private String name() {
    int start = at;
    char first = at < word.length() ? word.at(at) : 0;
    if (first >= '0' && first <= '9') {
      while (at < word.length() && word.at(at) >= '0' && word.at(at) <= '9') {
        at++;
      }
    } else if (first != 0 && "@*#?-$!".indexOf(first) >= 0) {
      at++;
    } else {
      while (at < word.length() && (Character.isLetterOrDigit(word.at(at)) || word.at(at) == '_')) {
        at++;
      }
    }
    return word.text().substring(start, at);
  }

  private void value(StringBuilder out, @Nullable Text value) {
    switch (value) {
      case null -> {}
      case Text.Known known -> out.append(known.value());
      case Text.Unknown missing -> keep(missing);
    }
  }

  private void keep(Text.@Nullable Unknown reason) {
    if (unknown == null) {
      unknown = reason;
    }
  }

  private static String shown(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }
}
