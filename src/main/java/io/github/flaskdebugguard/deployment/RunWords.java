package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.MappedText;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Limits;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes the quotes off a shell word and fills in variables; what a command would have to compute is
 * not known.
 */
final class RunWords {

  private final MappedText raw;
  private final Function<String, @Nullable Text> variables;
  private final MappedText.Builder out;
  private int at;
  private boolean unknown;

  private RunWords(MappedText raw, Function<String, @Nullable Text> variables) {
    this.raw = raw;
    this.variables = variables;
    out = new MappedText.Builder(raw.path(), raw.offset(0));
  }

  /** {@return what the program gets as this word, or null when it cannot be known} */
  static @Nullable MappedText expand(MappedText raw, Function<String, @Nullable Text> variables) {
    return new RunWords(raw, variables).word();
  }

  /** {@return the text of a heredoc whose name has no quotes, or null when it cannot be known} */
  static @Nullable MappedText heredoc(MappedText raw, Function<String, @Nullable Text> variables) {
    RunWords words = new RunWords(raw, variables);
    words.quoted((char) 0);
    return words.result();
  }

  private @Nullable MappedText word() {
    while (at < raw.length() && !unknown) {
      char c = raw.at(at);
      if (c == '\'') {
        at++;
        while (at < raw.length() && raw.at(at) != '\'') {
          keep();
        }
        at++;
      } else if (c == '"') {
        at++;
        quoted('"');
      } else if (c == '\\' && at + 1 < raw.length()) {
        at++;
        keep();
      } else if (c == '$') {
        dollar();
      } else if (c == '`') {
        unknown = true;
      } else {
        keep();
      }
    }
    return result();
  }

  private void quoted(char end) {
    while (at < raw.length() && !unknown) {
      char c = raw.at(at);
      if (end != 0 && c == end) {
        at++;
        return;
      }
      if (c == '\\' && at + 1 < raw.length()) {
        char next = raw.at(at + 1);
        if (next == '$' || next == '`' || next == '\\' || (next == end && end != 0)) {
          at++;
          keep();
        } else if (next == '\n') {
          at += 2;
        } else {
          keep();
          keep();
        }
      } else if (c == '$') {
        dollar();
      } else if (c == '`') {
        unknown = true;
      } else {
        keep();
      }
    }
  }

  private void dollar() {
    int start = at++;
    boolean braces = at < raw.length() && raw.at(at) == '{';
    at += braces ? 1 : 0;
    int from = at;
    while (at < raw.length() && (Character.isLetterOrDigit(raw.at(at)) || raw.at(at) == '_')) {
      at++;
    }
    String name = raw.text().substring(from, at);
    if (name.isEmpty()) {
      if (braces || (at < raw.length() && "(@*#?!$-".indexOf(raw.at(at)) >= 0)) {
        unknown = true;
      } else {
        out.append('$', raw.offset(start));
      }
      return;
    }
    Text value = variables.apply(name);
    if (braces) {
      int close = raw.text().indexOf('}', at);
      if (close < 0) {
        unknown = true;
        return;
      }
      String modifier = raw.text().substring(at, close);
      at = close + 1;
      if (modifier.startsWith(":-") && modifier.indexOf('$') < 0) {
        if (value == null || (value instanceof Text.Known known && known.value().isEmpty())) {
          out.append(modifier.substring(2), raw.offset(start));
          return;
        }
      } else if (!modifier.isEmpty()) {
        unknown = true;
        return;
      }
    }
    switch (value) {
      case null -> {}
      case Text.Known known -> {
        out.append(known.value(), raw.offset(start));
        unknown |= out.length() > Limits.TEXT_CHARS;
      }
      case Text.Unknown missing -> unknown = true;
    }
  }

  private void keep() {
    if (at < raw.length()) {
      out.append(raw.at(at), raw.offset(at));
      at++;
      unknown |= out.length() > Limits.TEXT_CHARS;
    }
  }

  private @Nullable MappedText result() {
    return unknown ? null : out.build();
  }
}
