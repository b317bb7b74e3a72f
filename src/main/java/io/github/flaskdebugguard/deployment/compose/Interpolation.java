package io.github.flaskdebugguard.deployment.compose;

import io.github.flaskdebugguard.document.ReferenceEnds;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Variable references in compose files (executed: docker compose 2.26.1): {@code $V}, {@code ${V}}
 * and {@code ${V op word}} with {@code :- - :+ + :? ?}, nested; {@code $$} is a dollar sign; a
 * dollar sign before anything else is text; results are not expanded again.
 */
final class Interpolation {
  /** Longer template expressions are text. */
  private static final int TEMPLATE_CHARS = 2_000;

  private final Span span;
  private final Variables variables;
  private final List<Refusal> refusals;
  private final List<Text.Unknown> unknowns = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();

  private Interpolation(Span span, Variables variables, List<Refusal> refusals) {
    this.span = span;
    this.variables = variables;
    this.refusals = refusals;
  }

  /** {@return the text with its references filled in} */
  static Interpolated expand(String text, Span span, Variables variables, List<Refusal> refusals) {
    if (text.indexOf('$') < 0 && text.indexOf('{') < 0 && text.indexOf('<') < 0) {
      return Interpolated.plain(text);
    }
    Interpolation interpolation = new Interpolation(span, variables, refusals);
    String result = interpolation.expand(text, 0);
    return new Interpolated(result, interpolation.unknowns, interpolation.notes);
  }

  private String expand(String text, int depth) {
    if (depth > Limits.EXPANSION_LEVELS) {
      return unknown("is nested too deeply to be read", null);
    }
    StringBuilder out = new StringBuilder();
    ReferenceEnds ends = new ReferenceEnds(text);
    int i = 0;
    while (i < text.length()) {
      if (out.length() > Limits.TEXT_CHARS) {
        return unknown("expands to more than " + Limits.TEXT_CHARS + " characters", null);
      }
      char c = text.charAt(i);
      int template = templateEnd(text, i);
      if (template > i) {
        String expression = text.substring(i + 2, template - 2).strip();
        out.append(unknown("comes from the template expression " + expression, null));
        i = template;
      } else if (c != '$' || i + 1 == text.length()) {
        out.append(c);
        i++;
      } else if (text.charAt(i + 1) == '$') {
        out.append('$');
        i += 2;
      } else if (text.charAt(i + 1) == '{') {
        int close = ends.of(i);
        if (close < 0) {
          refuse("invalid interpolation " + text.substring(i));
          return out.append(text, i, text.length()).toString();
        }
        out.append(braced(text.substring(i + 2, close), depth));
        i = close + 1;
      } else {
        int end = nameEnd(text, i + 1);
        if (end > i + 1) {
          String name = text.substring(i + 1, end);
          out.append(plain(name, variables.get(name)));
        } else {
          out.append(c);
        }
        i = Math.max(end, i + 1);
      }
    }
    return out.toString();
  }

  private String braced(String body, int depth) {
    int end = nameEnd(body, 0);
    String name = body.substring(0, end);
    String rest = body.substring(end);
    if (name.isEmpty()) {
      refuse("invalid interpolation ${" + body + "}");
      return "${" + body + "}";
    }
    Text found = variables.get(name);
    if (rest.isEmpty()) {
      return plain(name, found);
    }
    boolean orEmpty = rest.startsWith(":");
    String operation = orEmpty ? rest.substring(1) : rest;
    if (operation.isEmpty() || "-+?".indexOf(operation.charAt(0)) < 0) {
      refuse("invalid interpolation ${" + body + "}");
      return "${" + body + "}";
    }
    if (found instanceof Text.Unknown) {
      return plain(name, found);
    }
    String word = operation.substring(1);
    boolean set = found instanceof Text.Known known && !(orEmpty && known.value().isEmpty());
    return switch (operation.charAt(0)) {
      case '-' -> set ? plain(name, found) : fallback(name, found, word, depth);
      case '+' -> {
        if (set) {
          yield expand(word, depth + 1);
        }
        notes.add(new Note(span, name + " is unset, so ${" + body + "} is empty"));
        yield "";
      }
      default -> set ? plain(name, found) : required(name, word);
    };
  }

  private String fallback(String name, @Nullable Text found, String word, int depth) {
    String value = expand(word, depth + 1);
    notes.add(
        new Note(
            span,
            name + " is " + (found == null ? "unset" : "empty") + ": default " + quoted(value)));
    return value;
  }

  private String required(String name, String message) {
    if (variables.complete()) {
      refuse("required variable " + name + " is missing a value: " + message);
      return "";
    }
    return unknown("is required from outside the repository as ${" + name + "}", name);
  }

  private String plain(String name, @Nullable Text found) {
    switch (found) {
      case Text.Known known -> {
        if (!known.span().equals(span)) {
          notes.add(new Note(known.span(), name + "=" + known.value() + " fills ${" + name + "}"));
        }
        return known.value();
      }
      case Text.Unknown reason -> {
        return unknown(reason.reason(), reason.variable() == null ? name : reason.variable());
      }
      case null -> {
        if (variables.complete()) {
          notes.add(new Note(span, name + " is unset, so ${" + name + "} is empty"));
          return "";
        }
        if (name.equals("PWD")) {
          // Set by every shell; compose is called where its files are.
          return ".";
        }
        return unknown(
            "is ${" + name + "}, which has no default and is set outside the repository", name);
      }
    }
  }

  private String unknown(String reason, @Nullable String variable) {
    if (unknowns.size() < Interpolated.MOST) {
      unknowns.add(new Text.Unknown(reason, variable, span));
    }
    return String.valueOf((char) (Interpolated.MARK + unknowns.size() - 1));
  }

  private void refuse(String message) {
    refusals.add(new Refusal(span, message));
  }

  private static String quoted(String value) {
    return value.isEmpty() ? "\"\"" : value;
  }

  private static int nameEnd(String text, int from) {
    int i = from;
    while (i < text.length() && isNamePart(text.charAt(i), i > from)) {
      i++;
    }
    return i;
  }

  private static boolean isNamePart(char c, boolean later) {
    return c == '_'
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (later && c >= '0' && c <= '9');
  }

  private static int templateEnd(String text, int at) {
    String close =
        text.startsWith("{{", at)
            ? "}}"
            : text.startsWith("{%", at) ? "%}" : text.startsWith("<%", at) ? "%>" : null;
    int end =
        close == null
            ? -1
            : text.indexOf(close, at + 2, Math.min(text.length(), at + TEMPLATE_CHARS));
    return end < 0 ? -1 : end + 2;
  }
}
