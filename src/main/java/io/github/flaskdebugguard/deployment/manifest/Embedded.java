package io.github.flaskdebugguard.deployment.manifest;

import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.document.MappedText;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * ERB and EPP templates, filled in. An expression that is not known, and a block whose condition is
 * not known, stay as they are written, for the reader of the result to tell.
 */
public final class Embedded {
  private static final int MOST_ROUNDS = 200;

  /** Characters of a tag from which on it counts for more than one. */
  private static final int LONG_TAG = 1_000;

  private final SourceFile file;
  private final String text;
  private final Dialect dialect;
  private final List<Tag> tags = new ArrayList<>();
  private final MappedText.Builder out;
  private int[] ends = {};
  private int parts;

  private enum Kind {
    OUTPUT,
    IF,
    UNLESS,
    ELSIF,
    ELSE,
    LOOP,
    END,
    PARAMETERS,
    OTHER
  }

  /**
   * One {@code <% %>}.
   *
   * @param start of what it replaces, with the blanks that its trim mark takes
   * @param from start of its expression
   * @param to end of its expression
   * @param end of what it replaces
   */
  private record Tag(Kind kind, int start, int from, int to, int end) {}

  private Embedded(SourceFile file, Dialect dialect) {
    this.file = file;
    this.text = file.text();
    this.dialect = dialect;
    this.out = new MappedText.Builder(file.path(), 0);
  }

  /** {@return a template as a file whose characters stand where the template has them} */
  public static SourceFile render(SourceFile file, Dialect dialect, Names names) {
    Embedded embedded = new Embedded(file, dialect);
    embedded.find();
    embedded.findEnds();
    embedded.part(0, embedded.tags.size(), 0, embedded.text.length(), names, 0);
    MappedText result = embedded.out.build();
    return SourceFile.written(file.path(), result.text(), result.offsets());
  }

  private void find() {
    int at = 0;
    while (true) {
      int open = text.indexOf("<%", at);
      int close = open < 0 ? -1 : text.indexOf("%>", open);
      if (close < 0) {
        return;
      }
      boolean comment = text.startsWith("<%#", open);
      boolean output = text.startsWith("<%=", open);
      int start = open;
      int from = open + (output || comment || text.startsWith("<%-", open) ? 3 : 2);
      if (text.startsWith("<%-", open)) {
        while (start > 0 && (text.charAt(start - 1) == ' ' || text.charAt(start - 1) == '\t')) {
          start--;
        }
      }
      int to = Math.max(from, close);
      int end = close + 2;
      if (to > from && text.charAt(to - 1) == '-') {
        to--;
        if (!output || text.startsWith("\n", end)) {
          end += text.startsWith("\n", end) ? 1 : 0;
        }
      }
      tags.add(
          new Tag(
              comment ? Kind.OTHER : output ? Kind.OUTPUT : kind(from, to), start, from, to, end));
      at = close + 2;
    }
  }

  private Kind kind(int from, int to) {
    String body = text.substring(from, to).strip();
    if (dialect == Dialect.PUPPET) {
      if (body.startsWith("|")) {
        return Kind.PARAMETERS;
      }
      if (body.equals("}")) {
        return Kind.END;
      }
      if (body.startsWith("}")) {
        return body.contains("elsif") ? Kind.ELSIF : Kind.ELSE;
      }
    }
    String word = body.split("[^a-z]", 2)[0];
    return switch (word) {
      case "if" -> Kind.IF;
      case "unless" -> Kind.UNLESS;
      case "elsif" -> Kind.ELSIF;
      case "else" -> Kind.ELSE;
      case "end" -> Kind.END;
      default ->
          body.contains(".each")
              ? Kind.LOOP
              : body.endsWith("{") || body.endsWith("|") || body.endsWith(" do")
                  ? Kind.LOOP
                  : Kind.OTHER;
    };
  }

  /** Writes the text between two places, in which the tags of a range stand. */
  private void part(int first, int last, int start, int end, Names names, int depth) {
    int at = start;
    int i = first;
    while (i < last && out.length() < Limits.FILE_BYTES) {
      Tag tag = tags.get(i);
      if (!more(tag)) {
        break;
      }
      plain(at, tag.start());
      int close = depth > Limits.LEVELS ? last : closing(i, last);
      switch (tag.kind()) {
        case OUTPUT -> {
          output(tag, names);
          at = tag.end();
          i++;
        }
        case IF, UNLESS -> {
          at = condition(i, close, last, end, names, depth);
          i = Math.min(last, close + 1);
        }
        case LOOP -> {
          loop(tag, i, close, last, end, names, depth);
          at = close < last ? tags.get(close).end() : end;
          i = Math.min(last, close + 1);
        }
        case ELSIF, ELSE, END, PARAMETERS, OTHER -> {
          at = tag.end();
          i++;
        }
      }
    }
    if (parts > Limits.EXPANSIONS || out.length() >= Limits.FILE_BYTES) {
      LimitNotes.bites(file.span(at, at), "the template gives more than is followed");
      return;
    }
    plain(at, end);
  }

  /** {@return whether one more tag may be followed; a long one counts for several} */
  private boolean more(Tag tag) {
    parts += 1 + (tag.to() - tag.from()) / LONG_TAG;
    return parts <= Limits.EXPANSIONS;
  }

  private void plain(int from, int to) {
    for (int i = from; i < to && out.length() < Limits.FILE_BYTES; i++) {
      out.append(text.charAt(i), i);
    }
  }

  private void output(Tag tag, Names names) {
    Cursor cursor = new Cursor(file, tag.from(), tag.to());
    Data value = Expression.read(cursor, dialect, names);
    cursor.lines();
    if (value instanceof Data.Open || !cursor.done()) {
      plain(tag.start(), tag.end());
    } else {
      out.append(Values.part(value), tag.from());
    }
  }

  /** {@return the index of the tag that ends a block, the end of the range when none does} */
  private int closing(int open, int last) {
    return Math.min(last, ends[open]);
  }

  /** Finds where each block ends, for all of them at once: loops ask again. */
  private void findEnds() {
    ends = new int[tags.size()];
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < ends.length; i++) {
      ends[i] = i;
      switch (tags.get(i).kind()) {
        case IF, UNLESS, LOOP -> {
          ends[i] = ends.length;
          open.push(i);
        }
        case END -> {
          if (!open.isEmpty()) {
            ends[open.pop()] = i;
          }
        }
        case OUTPUT, ELSIF, ELSE, PARAMETERS, OTHER -> {}
      }
    }
  }

  private @Nullable Boolean holds(Tag tag, Names names) {
    if (tag.kind() == Kind.ELSE) {
      return true;
    }
    Cursor cursor = new Cursor(file, tag.from(), tag.to());
    cursor.sign("}");
    String word = tag.kind() == Kind.ELSIF ? "elsif" : tag.kind() == Kind.IF ? "if" : "unless";
    cursor.word(word);
    Data value = Expression.read(cursor, dialect, names);
    cursor.sign("{");
    cursor.word("then");
    cursor.lines();
    Boolean truth = cursor.done() ? Values.truth(value) : null;
    return truth == null ? null : truth != (tag.kind() == Kind.UNLESS);
  }

  /** {@return where the text goes on} */
  private int condition(int open, int close, int last, int end, Names names, int depth) {
    int after = close < last ? tags.get(close).end() : end;
    int branch = open;
    while (branch < close && (branch == open || more(tags.get(branch)))) {
      Boolean holds = holds(tags.get(branch), names);
      int next = nextBranch(branch, close);
      if (holds == null) {
        plain(tags.get(open).start(), after);
        return after;
      }
      if (holds) {
        int stop = next < last ? tags.get(next).start() : end;
        part(branch + 1, next, tags.get(branch).end(), stop, names, depth + 1);
        return after;
      }
      branch = next;
    }
    return after;
  }

  private int nextBranch(int from, int close) {
    for (int i = from + 1; i < close; i = ends[i] + 1) {
      if (tags.get(i).kind() == Kind.ELSIF || tags.get(i).kind() == Kind.ELSE) {
        return i;
      }
    }
    return close;
  }

  private void loop(Tag tag, int open, int close, int last, int end, Names names, int depth) {
    int stop = close < last ? tags.get(close).start() : end;
    Cursor cursor = new Cursor(file, tag.from(), tag.to());
    Data over = Expression.read(cursor, dialect, names);
    List<List<Data>> rounds = Loops.rounds(over);
    int bar = text.indexOf('|', cursor.at(), tag.to());
    int barEnd = bar < 0 ? -1 : text.indexOf('|', bar + 1, tag.to());
    if (rounds == null || barEnd < 0) {
      plain(tag.start(), close < last ? tags.get(close).end() : end);
      return;
    }
    List<String> parameters = Loops.parameters(text.substring(bar + 1, barEnd), dialect);
    if (rounds.size() > MOST_ROUNDS) {
      LimitNotes.bites(
          file.span(tag.start(), tag.end()), "a loop of more than " + MOST_ROUNDS + " rounds");
    }
    for (List<Data> round : rounds.subList(0, Math.min(MOST_ROUNDS, rounds.size()))) {
      Map<String, Data> bound = new HashMap<>();
      for (int i = 0; i < Math.min(parameters.size(), round.size()); i++) {
        bound.put(parameters.get(i), round.get(i));
      }
      part(open + 1, close, tag.end(), stop, Loops.with(bound, names), depth + 1);
    }
  }
}
