package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.ShellState.Status;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Programs that change text line by line, as far as scripts use them to load env files. */
final class ShellFilters {
  private final ShellState state;
  private final List<Text> fields;
  private final Span span;
  private final ShellTools tools;

  ShellFilters(ShellState state, List<Text> fields, Span span, ShellTools tools) {
    this.state = state;
    this.fields = fields;
    this.span = span;
    this.tools = tools;
  }

  Status run(String name) {
    return switch (name) {
      case "grep", "egrep", "fgrep" -> grep(name);
      case "xargs" -> xargs();
      case "sed" -> sed();
      case "tr" -> tr();
      case "cut" -> cut();
      case "tee" -> {
        tools.write(tools.input(List.of()));
        for (Text file : tools.operands(1)) {
          String path =
              file instanceof Text.Known known ? Paths.resolve(state.folder, known.value()) : null;
          if (path != null) {
            state.files = state.files.with(path, null);
          }
        }
        yield Status.SUCCESS;
      }
      case "head", "sort", "uniq" -> whole(name);
      default -> unknown(name);
    };
  }

  private Status unknown(String name) {
    tools.write(new Text.Unknown("is the output of " + name, null, span));
    return Status.ASSUMED;
  }

  private @Nullable String text(ShellOutput input) {
    Text.Unknown unknown = input.unknown();
    if (unknown != null) {
      tools.write(unknown);
      return null;
    }
    return input.text();
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  private void write(List<String> lines) {
    if (!lines.isEmpty()) {
      tools.write(new Text.Known(String.join("\n", lines) + "\n", span));
    }
  }

  private Status whole(String name) {
    String text = text(tools.input(tools.operands(1)));
    if (text == null) {
      return Status.ASSUMED;
    }
    if (name.equals("head")) {
      return unknown(name);
    }
    List<String> lines = lines(text);
    write(name.equals("sort") ? lines.stream().sorted().toList() : lines);
    return Status.SUCCESS;
  }

  private Status grep(String name) {
    boolean inverted = false;
    boolean quiet = false;
    boolean extended = name.equals("egrep");
    boolean fixed = name.equals("fgrep");
    boolean ignoreCase = false;
    boolean other = false;
    List<String> patterns = new ArrayList<>();
    List<Text> files = new ArrayList<>();
    for (int i = 1; i < fields.size(); i++) {
      String field = ShellBuiltins.known(fields.get(i));
      if (field != null && field.startsWith("-") && field.length() > 1 && !field.startsWith("--")) {
        inverted |= field.indexOf('v') > 0;
        quiet |= field.indexOf('q') > 0;
        extended |= field.indexOf('E') > 0 || field.indexOf('P') > 0;
        fixed |= field.indexOf('F') > 0;
        ignoreCase |= field.indexOf('i') > 0;
        other |=
            field.indexOf('o') > 0
                || field.indexOf('c') > 0
                || field.indexOf('x') > 0
                || field.indexOf('w') > 0
                || field.indexOf('r') > 0;
        if (field.endsWith("e") && i + 1 < fields.size()) {
          String pattern = ShellBuiltins.known(fields.get(++i));
          patterns.add(pattern == null ? "" : pattern);
          other |= pattern == null;
        }
      } else if (field != null && field.startsWith("--")) {
        quiet |= field.equals("--quiet");
        inverted |= field.equals("--invert-match");
      } else if (patterns.isEmpty()) {
        patterns.add(field == null ? "" : field);
        other |= field == null;
      } else {
        files.add(fields.get(i));
      }
    }
    ShellOutput input = tools.input(files);
    if (other || patterns.isEmpty() || ignoreCase || input.unknown() != null) {
      Text.Unknown reason = input.unknown();
      tools.write(reason != null ? reason : new Text.Unknown("is the output of grep", null, span));
      return Status.UNKNOWN;
    }
    List<LinePattern> shapes = new ArrayList<>();
    for (String pattern : patterns) {
      LinePattern shape = fixed ? LinePattern.literal(pattern) : LinePattern.of(pattern, extended);
      if (shape == null) {
        tools.write(new Text.Unknown("is the output of grep", null, span));
        return Status.UNKNOWN;
      }
      shapes.add(shape);
    }
    boolean unwanted = inverted;
    List<String> kept =
        lines(input.text()).stream()
            .filter(line -> shapes.stream().anyMatch(shape -> shape.find(line) != null) != unwanted)
            .toList();
    if (!quiet) {
      write(kept);
    }
    return kept.isEmpty() ? Status.FAILURE : Status.SUCCESS;
  }

  /** Without a command xargs joins its input, after quotes are removed, by blanks. */
  private Status xargs() {
    List<Text> operands = tools.operands(1);
    if (fields.size() > 1
        && !(operands.size() == 1 && "echo".equals(ShellBuiltins.known(operands.getFirst())))) {
      boolean lines =
          fields.stream()
              .skip(1)
              .map(ShellBuiltins::known)
              .anyMatch(f -> f != null && (f.startsWith("-d") || f.startsWith("-0")));
      if (!lines && !onlyCounts()) {
        return unknown("xargs");
      }
      String text = text(tools.input(List.of()));
      if (text != null) {
        tools.write(new Text.Known(text, span));
      }
      return Status.SUCCESS;
    }
    String text = text(tools.input(List.of()));
    if (text == null) {
      return Status.ASSUMED;
    }
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean started = false;
    char quote = '\0';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != '\0') {
        if (c == '\n') {
          state.fact(span, "xargs ends at a quote that is not closed");
          break;
        }
        if (c == quote) {
          quote = '\0';
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        started = true;
      } else if (c == '\\' && i + 1 < text.length()) {
        word.append(text.charAt(++i));
        started = true;
      } else if (c == ' ' || c == '\t' || c == '\n') {
        if (started) {
          words.add(word.toString());
          word.setLength(0);
          started = false;
        }
      } else {
        word.append(c);
        started = true;
      }
    }
    if (quote != '\0') {
      return Status.FAILURE;
    }
    if (started) {
      words.add(word.toString());
    }
    write(List.of(String.join(" ", words)));
    return Status.SUCCESS;
  }

  private boolean onlyCounts() {
    for (int i = 1; i < fields.size(); i++) {
      String field = ShellBuiltins.known(fields.get(i));
      if (field == null
          || !(field.equals("-n")
              || field.equals("-n1")
              || field.equals("1")
              || field.equals("-L"))) {
        return false;
      }
    }
    return true;
  }

  private Status tr() {
    List<Text> operands = tools.operands(1);
    String from = operands.isEmpty() ? null : ShellBuiltins.known(operands.getFirst());
    String to = operands.size() < 2 ? null : ShellBuiltins.known(operands.get(1));
    boolean deletes = fields.size() > 1 && "-d".equals(ShellBuiltins.known(fields.get(1)));
    String text = text(tools.input(List.of()));
    if (text == null) {
      return Status.ASSUMED;
    }
    String set = from == null ? null : members(from);
    String by = to == null ? null : members(to);
    if (set == null || (!deletes && (by == null || by.isEmpty()))) {
      return unknown("tr");
    }
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      int index = set.indexOf(text.charAt(i));
      if (index < 0) {
        result.append(text.charAt(i));
      } else if (!deletes && by != null) {
        result.append(by.charAt(Math.min(index, by.length() - 1)));
      }
    }
    tools.write(new Text.Known(result.toString(), span));
    return Status.SUCCESS;
  }

  private static @Nullable String members(String set) {
    String text =
        set.replace("[:upper:]", "A-Z")
            .replace("[:lower:]", "a-z")
            .replace("[:space:]", " \t\n\r")
            .replace("\\n", "\n")
            .replace("\\r", "\r")
            .replace("\\t", "\t");
    if (text.startsWith("[") && text.endsWith("]") && text.length() > 2) {
      text = text.substring(1, text.length() - 1);
    }
    StringBuilder members = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (i + 2 < text.length()
          && text.charAt(i + 1) == '-'
          && text.charAt(i) <= text.charAt(i + 2)) {
        for (char c = text.charAt(i); c <= text.charAt(i + 2) && members.length() < 300; c++) {
          members.append(c);
        }
        i += 2;
      } else {
        members.append(text.charAt(i));
      }
    }
    return members.toString();
  }

  private Status cut() {
    String delimiter = "\t";
    String wanted = null;
    for (int i = 1; i < fields.size(); i++) {
      String field = ShellBuiltins.known(fields.get(i));
      String next = i + 1 < fields.size() ? ShellBuiltins.known(fields.get(i + 1)) : null;
      if (field != null && field.startsWith("-d")) {
        delimiter = field.length() > 2 ? field.substring(2) : next == null ? "" : next;
      } else if (field != null && field.startsWith("-f")) {
        wanted = field.length() > 2 ? field.substring(2) : next;
      }
    }
    String text = text(tools.input(List.of()));
    if (text == null) {
      return Status.ASSUMED;
    }
    if (wanted == null
        || delimiter.length() != 1
        || !(wanted.matches("[1-9]") || wanted.matches("[1-9]-"))) {
      return unknown("cut");
    }
    int index = wanted.charAt(0) - '1';
    boolean rest = wanted.endsWith("-");
    char separator = delimiter.charAt(0);
    write(
        lines(text).stream()
            .map(
                line -> {
                  List<String> parts = new ArrayList<>();
                  int at = 0;
                  for (int end = line.indexOf(separator);
                      end >= 0;
                      end = line.indexOf(separator, at)) {
                    parts.add(line.substring(at, end));
                    at = end + 1;
                  }
                  parts.add(line.substring(at));
                  if (parts.size() == 1) {
                    return line;
                  }
                  return index >= parts.size()
                      ? ""
                      : rest
                          ? parts.stream()
                              .skip(index)
                              .collect(Collectors.joining(String.valueOf(separator)))
                          : parts.get(index);
                })
            .toList());
    return Status.SUCCESS;
  }

  private Status sed() {
    List<String> scripts = new ArrayList<>();
    List<Text> files = new ArrayList<>();
    boolean inPlace = false;
    boolean extended = false;
    boolean other = false;
    for (int i = 1; i < fields.size(); i++) {
      String field = ShellBuiltins.known(fields.get(i));
      if (field != null && field.startsWith("-i")) {
        inPlace = true;
      } else if (field != null
          && (field.equals("-e") || field.equals("--expression"))
          && i + 1 < fields.size()) {
        String script = ShellBuiltins.known(fields.get(++i));
        scripts.add(script == null ? "" : script);
        other |= script == null;
      } else if (field != null && (field.equals("-E") || field.equals("-r"))) {
        extended = true;
      } else if (field != null && field.startsWith("-")) {
        other = true;
      } else if (scripts.isEmpty()) {
        scripts.add(field == null ? "" : field);
        other |= field == null;
      } else {
        files.add(fields.get(i));
      }
    }
    ShellOutput input = tools.input(files);
    String result =
        other
                || input.unknown() != null
                || !state.effort.spend((long) scripts.size() * input.text().length())
            ? null
            : SedScript.apply(scripts, input.text(), extended);
    if (inPlace) {
      for (Text file : files) {
        String path =
            file instanceof Text.Known known ? Paths.resolve(state.folder, known.value()) : null;
        if (path != null && result != null && files.size() == 1) {
          state.files =
              state.files.with(path, SourceFile.written(span.path(), result, origins(result)));
        } else if (path != null) {
          state.files = state.files.with(path, null);
        }
      }
      return Status.SUCCESS;
    }
    if (result == null) {
      Text.Unknown reason = input.unknown();
      tools.write(reason != null ? reason : new Text.Unknown("is the output of sed", null, span));
      return Status.ASSUMED;
    }
    tools.write(new Text.Known(result, span));
    return Status.SUCCESS;
  }

  private int[] origins(String text) {
    int[] origins = new int[text.length()];
    Arrays.fill(origins, span.start());
    return origins;
  }
}
