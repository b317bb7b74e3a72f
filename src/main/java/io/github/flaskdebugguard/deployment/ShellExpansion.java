package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.shell.Word;
import io.github.flaskdebugguard.document.shell.Word.Part;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Expands words in a state of a shell: parameters, substitutions, splitting. May assign ({@code
 * :=}) and end the shell ({@code :?}).
 */
final class ShellExpansion {
  /** What a field costs beside its characters, of which it may have one. */
  private static final int FIELD = 8;

  private final ShellRunner runner;
  private final ShellState state;
  private final ShellParameters parameters;

  ShellExpansion(ShellRunner runner, ShellState state) {
    this.runner = runner;
    this.state = state;
    this.parameters = new ShellParameters(runner.shell(), state, this);
  }

  /** A field that is being put together. */
  private static final class Field {
    private final StringBuilder text = new StringBuilder();
    private Text.@Nullable Unknown unknown;
    private @Nullable Text whole;
    private boolean started;

    void add(Text value) {
      whole = started ? null : value;
      started = true;
      switch (value) {
        case Text.Known known when text.length() + known.value().length() > Limits.FILE_BYTES ->
            add(new Text.Unknown("is longer than is followed", null, known.span()));
        case Text.Known known -> text.append(known.value());
        case Text.Unknown reason -> unknown = unknown == null ? reason : unknown;
      }
    }

    void add(String value) {
      started = true;
      whole = null;
      text.append(value);
    }

    Text result(Span span, boolean keepOrigin) {
      Text only = whole;
      Text.Unknown reason = unknown;
      if (keepOrigin && only != null) {
        return only;
      }
      return reason != null
          ? new Text.Unknown(reason.reason(), reason.variable(), span)
          : new Text.Known(text.toString(), span);
    }
  }

  /** {@return the fields that words become as arguments of a command} */
  List<Text> fields(List<Word> words) {
    List<Text> fields = new ArrayList<>();
    for (Word word : words) {
      fields.addAll(fields(word));
    }
    return fields;
  }

  List<Text> fields(Word word) {
    if (word.parts().size() == 1
        && word.parts().getFirst() instanceof Part.Literal only
        && (only.quoted() || !word.source().startsWith("~"))) {
      return List.of(new Text.Known(only.text(), word.span()));
    }
    List<Field> done = new ArrayList<>();
    Field last = fields(word, new Field(), done, false);
    if (last.started) {
      done.add(last);
    }
    List<Text> fields = new ArrayList<>(done.size());
    for (Field field : done) {
      fields.add(field.result(word.span(), true));
    }
    return fields;
  }

  private Field fields(Word word, Field start, List<Field> done, boolean quotedAround) {
    Field current = start;
    for (int i = 0; i < word.parts().size(); i++) {
      Part part = word.parts().get(i);
      boolean quoted = quotedAround || part.quoted();
      switch (part) {
        case Part.Literal literal -> {
          boolean home = i == 0 && !quoted && word.source().startsWith("~") && !current.started;
          if (home) {
            current.add(tilde(literal.text(), word.span()));
          } else {
            current.add(literal.text());
          }
        }
        case Part.Parameter parameter -> {
          List<Text> list = parameters.list(parameter);
          Word fallback = list == null ? parameters.fallback(parameter, word.span()) : null;
          if (list != null) {
            current =
                all(
                    list,
                    quoted && !parameters.joins(parameter),
                    quoted,
                    current,
                    done,
                    word.span());
          } else if (fallback != null) {
            current = fields(fallback, current, done, quoted);
          } else {
            current = one(parameters.value(parameter, word.span()), quoted, current, done);
          }
        }
        case Part.Substitution substitution ->
            current =
                one(
                    runner.substitution(state, substitution.body(), word.span()),
                    quoted,
                    current,
                    done);
        case Part.Arithmetic arithmetic -> current.add(arithmetic(arithmetic.expression()));
        case Part.Process ignored ->
            current.add(
                new Text.Unknown("is the output of a process substitution", null, word.span()));
      }
    }
    return current;
  }

  private Field all(
      List<Text> values,
      boolean separate,
      boolean quoted,
      Field start,
      List<Field> done,
      Span span) {
    Field current = start;
    if (quoted && !separate) {
      current.add(joined(values, span));
      return current;
    }
    for (int i = 0; i < values.size(); i++) {
      if (i > 0 && current.started) {
        done.add(current);
        current = new Field();
      }
      if (separate) {
        current.add(values.get(i));
      } else {
        current = one(values.get(i), false, current, done);
      }
    }
    return current;
  }

  /** {@return values joined by blanks} */
  static Text joined(List<Text> values, Span span) {
    StringBuilder text = new StringBuilder();
    for (Text value : values) {
      switch (value) {
        case Text.Known known -> text.append(text.isEmpty() ? "" : " ").append(known.value());
        case Text.Unknown unknown -> {
          return new Text.Unknown(unknown.reason(), unknown.variable(), span);
        }
      }
    }
    return new Text.Known(text.toString(), span);
  }

  private Field one(Text value, boolean quoted, Field start, List<Field> done) {
    if (quoted || !(value instanceof Text.Known known)) {
      start.add(value);
      return start;
    }
    Field current = start;
    String text = known.value();
    if (!state.effort.spend((long) FIELD * text.length())) {
      start.add(new Text.Unknown("is longer than is followed", null, known.span()));
      return start;
    }
    Text separators = state.locals.get("IFS");
    String separator = separators instanceof Text.Known set ? set.value() : " \t\n";
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && separator.indexOf(text.charAt(end)) < 0) {
        end++;
      }
      if (end > at) {
        if (at == 0 && end == text.length()) {
          current.add(known);
        } else {
          current.add(text.substring(at, end));
        }
      }
      if (end < text.length() && current.started) {
        done.add(current);
        current = new Field();
      }
      at = end + 1;
    }
    return current;
  }

  private Text tilde(String literal, Span span) {
    int slash = literal.indexOf('/');
    String user = slash < 0 ? literal : literal.substring(0, slash);
    if (!user.equals("~")) {
      return new Text.Known(literal, span);
    }
    Text home = state.get("HOME", span);
    return switch (home) {
      case null -> new Text.Unknown("is in a home folder that is not known", "HOME", span);
      case Text.Known known -> new Text.Known(known.value() + literal.substring(1), span);
      case Text.Unknown unknown -> unknown;
    };
  }

  /** {@return the one text that a word becomes where no splitting happens} */
  Text text(Word word) {
    return text(word, word.span(), false);
  }

  /** {@return the value that an assignment gives} */
  Text text(Word word, Span span) {
    return text(word, span, false);
  }

  /** {@return the word as a pattern, in which quoted characters are literal} */
  Text pattern(Word word) {
    return text(word, word.span(), true);
  }

  private Text text(Word word, Span span, boolean pattern) {
    Field field = new Field();
    append(word, field, pattern, false);
    return field.result(span, false);
  }

  private void append(Word word, Field field, boolean pattern, boolean quotedAround) {
    for (int i = 0; i < word.parts().size(); i++) {
      Part part = word.parts().get(i);
      boolean literal = pattern && (quotedAround || part.quoted());
      switch (part) {
        case Part.Literal text -> {
          boolean home = i == 0 && !part.quoted() && !quotedAround && word.source().startsWith("~");
          if (home) {
            field.add(tilde(text.text(), word.span()));
          } else {
            field.add(literal ? ShellPattern.quote(text.text()) : text.text());
          }
        }
        case Part.Parameter parameter -> {
          List<Text> list = parameters.list(parameter);
          Word fallback = list == null ? parameters.fallback(parameter, word.span()) : null;
          if (fallback != null) {
            append(fallback, field, pattern, quotedAround || part.quoted());
          } else {
            Text value =
                list != null ? joined(list, word.span()) : parameters.value(parameter, word.span());
            field.add(literal ? quoted(value) : value);
          }
        }
        case Part.Substitution substitution -> {
          Text value = runner.substitution(state, substitution.body(), word.span());
          field.add(literal ? quoted(value) : value);
        }
        case Part.Arithmetic arithmetic -> field.add(arithmetic(arithmetic.expression()));
        case Part.Process ignored ->
            field.add(
                new Text.Unknown("is the output of a process substitution", null, word.span()));
      }
    }
  }

  private static Text quoted(Text value) {
    return value instanceof Text.Known known
        ? new Text.Known(ShellPattern.quote(known.value()), known.span())
        : value;
  }

  /** {@return the value of an arithmetic expression as text} */
  Text arithmetic(Word expression) {
    Text text = text(expression);
    if (!(text instanceof Text.Known known)) {
      return text;
    }
    Long value =
        new ShellArithmetic(known.value(), name -> state.get(name, expression.span())).value();
    return value == null
        ? new Text.Unknown(
            "is the result of arithmetic that cannot be followed", null, expression.span())
        : new Text.Known(value.toString(), expression.span());
  }
}
