package io.github.flaskdebugguard.deployment.jinja;

import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.document.MappedText;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Templates of Jinja as Ansible renders them: the line end after a block is dropped (executed:
 * 2.14). An expression that is not known stays as it is written.
 */
public final class Template {

  /** Characters that are looked at, those of loops and blocks inside blocks again and again. */
  private static final long MOST_PARTS = 32L * Limits.FILE_BYTES;

  private final String text;
  private final IntUnaryOperator offsets;
  private final String path;
  private final MappedText.Builder out;
  private long parts;
  private Data.@Nullable Open open;
  private final Map<String, Data> variables = new HashMap<>();

  /** What was imported outside of blocks since the last variable was set there. */
  private final Map<String, Data> imported = new HashMap<>();

  private Template(String text, IntUnaryOperator offsets, String path, int anchor) {
    this.text = text;
    this.offsets = offsets;
    this.path = path;
    this.out = new MappedText.Builder(path, anchor);
  }

  /** {@return the text of a file, filled in} */
  public static MappedText render(SourceFile file, Function<String, @Nullable Data> names) {
    Template template = new Template(file.text(), at -> at, file.path(), 0);
    template.part(0, file.text().length(), names, 0);
    int length = file.text().length();
    if (file.text().endsWith("\n") && !template.out.build().text().endsWith("\n")) {
      template.out.append('\n', length - 1);
    }
    return template.out.build();
  }

  /** {@return the variables that a file sets outside of its blocks, as those import them who do} */
  public static Map<String, Data> variables(
      SourceFile file, Function<String, @Nullable Data> names) {
    Template template = new Template(file.text(), at -> at, file.path(), 0);
    template.part(0, file.text().length(), names, 0);
    return Map.copyOf(template.variables);
  }

  /**
   * {@return a value with its expressions filled in; a text that is one expression becomes its
   * value}
   */
  public static Data fill(Data value, Function<String, @Nullable Data> names) {
    return switch (value) {
      case Data.Str str -> string(str, names);
      case Data.Seq seq ->
          new Data.Seq(seq.items().stream().map(item -> fill(item, names)).toList(), seq.span())
              .within(Limits.YAML_NODES);
      case Data.Dict dict -> {
        Map<String, Data> entries = new LinkedHashMap<>();
        dict.entries().forEach((key, item) -> entries.put(key, fill(item, names)));
        yield new Data.Dict(entries, dict.span()).within(Limits.YAML_NODES);
      }
      case Data.Bool bool -> bool;
      case Data.Num num -> num;
      case Data.Null nothing -> nothing;
      case Data.Open unknown -> unknown;
    };
  }

  private static Data string(Data.Str str, Function<String, @Nullable Data> names) {
    String text = str.text();
    if (!text.contains("{{") && !text.contains("{%") && !text.contains("{#")) {
      return str;
    }
    String stripped = text.strip();
    if (stripped.startsWith("{{")
        && stripped.indexOf("}}") == stripped.length() - 2
        && stripped.indexOf("{{", 2) < 0) {
      return Expression.evaluate(stripped.substring(2, stripped.length() - 2), str.span(), names);
    }
    Template template =
        new Template(text, at -> str.span().start(), str.span().path(), str.span().start());
    template.part(0, text.length(), names, 0);
    Data.Open unknown = template.open;
    return unknown != null ? unknown : new Data.Str(template.out.build().text(), str.span());
  }

  private Span span(int start, int end) {
    int first = offsets.applyAsInt(start);
    return new Span(path, first, Math.max(first, offsets.applyAsInt(Math.max(start, end - 1)) + 1));
  }

  private boolean more(int at) {
    if (out.length() < Limits.FILE_BYTES && ++parts <= MOST_PARTS) {
      return true;
    }
    LimitNotes.bites(span(at, at), "the template gives more than is followed");
    return false;
  }

  private void part(int start, int end, Function<String, @Nullable Data> names, int depth) {
    Map<String, Data> local = new HashMap<>();
    Function<String, @Nullable Data> all =
        name -> local.containsKey(name) ? local.get(name) : names.apply(name);
    int at = start;
    while (at < end && more(at)) {
      if (text.startsWith("{{", at)) {
        int close = text.indexOf("}}", at, end);
        int stop = close < 0 ? end : close + 2;
        parts += stop - at;
        output(at, stop, all);
        at = stop;
      } else if (text.startsWith("{#", at)) {
        int close = text.indexOf("#}", Math.min(at + 2, end), end);
        at = afterTag(close < 0 ? end : close + 2, end);
      } else if (text.startsWith("{%", at)) {
        at = tag(at, end, all, local, depth);
      } else {
        out.append(text.charAt(at), offsets.applyAsInt(at));
        at++;
      }
    }
  }

  private void output(int at, int stop, Function<String, @Nullable Data> names) {
    String body = inside(at, stop);
    Data value = Expression.evaluate(body, span(at, stop), names);
    switch (value.shown()) {
      case Text.Known known -> out.append(known.value(), offsets.applyAsInt(at));
      case Text.Unknown unknown -> {
        open = open == null && value instanceof Data.Open why ? why : open;
        for (int i = at; i < stop; i++) {
          out.append(text.charAt(i), offsets.applyAsInt(i));
        }
      }
    }
  }

  private String inside(int at, int stop) {
    int from = at + 2;
    int to = Math.max(from, stop - 2);
    if (from < to && (text.charAt(from) == '-' || text.charAt(from) == '+')) {
      from++;
    }
    if (to > from && text.charAt(to - 1) == '-') {
      to--;
    }
    return text.substring(from, to).strip();
  }

  private int afterTag(int at, int end) {
    if (at < end && text.charAt(at) == '\n') {
      return at + 1;
    }
    return text.startsWith("\r\n", at) ? at + 2 : at;
  }

  private int tag(
      int at, int end, Function<String, @Nullable Data> names, Map<String, Data> local, int depth) {
    int close = text.indexOf("%}", Math.min(at + 2, end), end);
    if (close < 0 || depth > Limits.LEVELS) {
      return end;
    }
    parts += close - at;
    int next = afterTag(close + 2, end);
    String body = inside(at, close + 2);
    String word = first(body);
    String rest = body.substring(word.length()).strip();
    switch (word) {
      case "if" -> {
        return condition(rest, next, end, names, depth);
      }
      case "for" -> {
        return loop(rest, at, next, end, names, depth);
      }
      case "set" -> {
        int equals = rest.indexOf('=');
        if (depth == 0) {
          variables.putAll(imported);
          imported.clear();
        }
        if (equals > 0) {
          String name = rest.substring(0, equals).strip();
          local.put(
              name, Expression.evaluate(rest.substring(equals + 1), span(at, close + 2), names));
          if (depth == 0) {
            variables.put(name, local.get(name));
          }
        }
        return next;
      }
      case "from", "import", "import_yaml" -> {
        Map<String, Data> found = new HashMap<>();
        imported(body, span(at, close + 2), names, found);
        local.putAll(found);
        if (depth == 0) {
          imported.putAll(found);
        }
        return next;
      }
      case "raw" -> {
        int[] stop = find(next, end, "raw");
        for (int i = next; i < stop[0]; i++) {
          out.append(text.charAt(i), offsets.applyAsInt(i));
        }
        return stop[1];
      }
      default -> {
        return next;
      }
    }
  }

  /**
   * {@code from "map.jinja" import a as b}, {@code import "map.jinja" as m}: what a file holds is
   * asked for by the name {@code import:map.jinja}.
   */
  private static void imported(
      String body, Span span, Function<String, @Nullable Data> names, Map<String, Data> local) {
    String[] words = body.replace(",", " , ").split("\\s+");
    if (words.length < 3) {
      return;
    }
    String path = words[1].replace("'", "").replace("\"", "");
    Data file = names.apply("import:" + path);
    Data unknown = new Data.Open("is imported from " + path, null, true, span);
    if (!words[0].equals("from")) {
      if (words.length > 3) {
        local.put(words[3], file == null ? unknown : file);
      }
      return;
    }
    for (int i = 3; i < words.length && !words[i].startsWith("with"); i++) {
      if (words[i].equals(",")) {
        continue;
      }
      String name = words[i];
      boolean renamed = i + 2 < words.length && words[i + 1].equals("as");
      Data value = file instanceof Data.Dict dict ? dict.entries().get(name) : null;
      local.put(renamed ? words[i + 2] : name, value == null ? unknown : value);
      i += renamed ? 2 : 0;
    }
  }

  private static String first(String body) {
    return first(body, 0, body.length());
  }

  private static String first(String text, int from, int to) {
    int end = from;
    while (end < to && (Character.isLetter(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    return text.substring(from, end);
  }

  /** {@return the first word of a tag, without a look at the others: the tag may be a long one} */
  private String word(int at, int close) {
    int from = at + 2;
    if (from < close && (text.charAt(from) == '-' || text.charAt(from) == '+')) {
      from++;
    }
    while (from < close && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    return first(text, Math.min(from, close), close);
  }

  /** {@return start of the closing tag and the place after it} */
  private int[] find(int from, int end, String block) {
    int depth = 0;
    int close = -1;
    for (int at = text.indexOf("{%", from); at >= 0 && at < end; at = text.indexOf("{%", at + 2)) {
      close = close < at + 2 ? text.indexOf("%}", at + 2) : close;
      if (close < 0) {
        break;
      }
      String word = word(at, close);
      if (word.equals(block)) {
        depth++;
      } else if (word.equals("end" + block)) {
        if (depth == 0) {
          parts += at - from;
          return new int[] {at, afterTag(close + 2, end)};
        }
        depth--;
      }
    }
    parts += end - from;
    return new int[] {end, end};
  }

  private int condition(
      String test, int from, int end, Function<String, @Nullable Data> names, int depth) {
    int[] stop = find(from, end, "if");
    Boolean holds = Expression.evaluate(test, span(from, from), names).truth();
    boolean done = false;
    int start = from;
    int inner = 0;
    int close = -1;
    int next = from;
    for (int at = text.indexOf("{%", next);
        at >= 0 && at < stop[0];
        at = text.indexOf("{%", next)) {
      close = close < at + 2 ? text.indexOf("%}", at + 2) : close;
      if (close < 0) {
        break;
      }
      next = at + 2;
      String word = word(at, close);
      if (word.equals("if")) {
        inner++;
      } else if (word.equals("endif")) {
        inner--;
      } else if (inner == 0 && (word.equals("else") || word.equals("elif"))) {
        if (!done && !Boolean.FALSE.equals(holds)) {
          part(start, at, names, depth + 1);
          done = holds != null;
          unknown(holds, test);
        }
        next = close + 2;
        start = afterTag(next, end);
        holds =
            word.equals("else")
                ? Boolean.TRUE
                : Expression.evaluate(
                        inside(at, next).substring(word.length()), span(at, next), names)
                    .truth();
      }
    }
    if (!done && !Boolean.FALSE.equals(holds)) {
      part(start, stop[0], names, depth + 1);
      unknown(holds, test);
    }
    return stop[1];
  }

  private void unknown(@Nullable Boolean holds, String test) {
    if (holds == null && open == null) {
      open = new Data.Open("depends on the template condition " + test, null, true, span(0, 1));
    }
  }

  private int loop(
      String head, int at, int from, int end, Function<String, @Nullable Data> names, int depth) {
    int[] stop = find(from, end, "for");
    int in = head.indexOf(" in ");
    if (in < 0) {
      return stop[1];
    }
    List<List<Data>> rounds = Expression.loop(head.substring(in + 4), span(at, from), names);
    if (rounds == null) {
      unknown(null, head);
      return stop[1];
    }
    String[] targets = head.substring(0, in).split(",");
    for (List<Data> round : rounds.subList(0, Math.min(200, rounds.size()))) {
      Map<String, Data> bound = new HashMap<>();
      for (int i = 0; i < Math.min(targets.length, round.size()); i++) {
        bound.put(targets[i].strip(), round.get(i));
      }
      part(
          from,
          stop[0],
          name -> bound.containsKey(name) ? bound.get(name) : names.apply(name),
          depth + 1);
    }
    return stop[1];
  }
}
