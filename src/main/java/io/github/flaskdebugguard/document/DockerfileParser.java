package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.document.DockerInstruction.Assignment;
import io.github.flaskdebugguard.document.DockerInstruction.Command;
import io.github.flaskdebugguard.document.DockerInstruction.Heredoc;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Reads the lines of one Dockerfile into instructions. */
final class DockerfileParser {
  private static final int MAX_ONBUILD = 1;

  private final DockerfileLines lines;
  private final String path;
  private final List<DockerInstruction.Arg> globals = new ArrayList<>();
  private final List<Dockerfile.Stage> stages = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final boolean tooLong;
  private boolean template;

  DockerfileParser(SourceFile file) {
    path = file.path();
    tooLong = file.text().length() > Limits.FILE_BYTES;
    lines = new DockerfileLines(path, tooLong ? "" : file.text());
  }

  Dockerfile parse() {
    if (tooLong) {
      problems.add(new Problem(path, null, "is longer than 1 MiB, so it was not read", true));
    }
    DockerInstruction.@Nullable From from = null;
    List<DockerInstruction> body = new ArrayList<>();
    int count = 0;
    for (MappedText line = lines.next(); line != null; line = lines.next()) {
      if (++count > Limits.ITEMS) {
        problem(line.span(), "has over " + Limits.ITEMS + " instructions; the rest was not read");
        break;
      }
      DockerInstruction read = instruction(line, 0);
      if (read instanceof DockerInstruction.From next) {
        if (stages.size() + 1 >= Limits.STAGES) {
          problem(line.span(), "has over 1000 stages; the rest was not read");
          break;
        }
        if (from != null) {
          stages.add(new Dockerfile.Stage(from, body));
        }
        from = next;
        body = new ArrayList<>();
      } else if (from != null && read != null) {
        body.add(read);
      } else if (read instanceof DockerInstruction.Arg arg) {
        globals.add(arg);
      } else if (read != null) {
        problem(read.span(), "no build stage before this instruction: FROM comes first");
      }
    }
    if (from != null) {
      stages.add(new Dockerfile.Stage(from, body));
    }
    return new Dockerfile(path, lines.escape(), globals, stages, problems);
  }

  private @Nullable DockerInstruction instruction(MappedText line, int depth) {
    int end = 0;
    while (end < line.length() && !Character.isWhitespace(line.at(end))) {
      end++;
    }
    String keyword = line.text().substring(0, end).toUpperCase(Locale.ROOT);
    MappedText rest = line.sub(end, line.length()).strip();
    Span span = line.strip().span();
    Map<String, String> flags = new LinkedHashMap<>();
    switch (keyword) {
      case "FROM", "RUN", "COPY", "ADD", "HEALTHCHECK" -> rest = flags(rest, flags);
      default -> {}
    }
    return switch (keyword) {
      case "FROM" -> from(rest, span);
      case "ENV" -> {
        List<Assignment> assignments = assignments(rest, true);
        yield assignments == null ? null : new DockerInstruction.Env(assignments, span);
      }
      case "ARG" -> {
        List<Assignment> assignments = assignments(rest, false);
        yield assignments == null ? null : new DockerInstruction.Arg(assignments, span);
      }
      case "WORKDIR" -> new DockerInstruction.Workdir(rest, span);
      case "USER" -> new DockerInstruction.User(rest, span);
      case "EXPOSE" -> new DockerInstruction.Expose(blanks(rest), span);
      case "SHELL" -> {
        if (command(rest) instanceof Command.Exec exec && !exec.words().isEmpty()) {
          yield new DockerInstruction.Shell(exec.words(), span);
        }
        problem(span, "SHELL requires the arguments to be in JSON form");
        yield null;
      }
      case "CMD" -> {
        Command command = command(rest);
        yield command == null ? null : new DockerInstruction.Cmd(command, span);
      }
      case "ENTRYPOINT" -> {
        Command command = command(rest);
        yield command == null ? null : new DockerInstruction.Entrypoint(command, span);
      }
      case "RUN" -> {
        List<Heredoc> heredocs = heredocs(words(rest), span);
        Command command = command(rest);
        yield command == null ? null : new DockerInstruction.Run(command, heredocs, span);
      }
      case "COPY", "ADD" -> copy(keyword, rest, flags, span);
      case "ONBUILD" -> {
        if (depth >= MAX_ONBUILD) {
          problem(span, "ONBUILD cannot hold another ONBUILD");
          yield null;
        }
        DockerInstruction inner = instruction(rest, depth + 1);
        yield inner == null ? null : new DockerInstruction.OnBuild(inner, span);
      }
      case "LABEL", "MAINTAINER", "VOLUME", "STOPSIGNAL", "HEALTHCHECK" ->
          new DockerInstruction.Other(keyword, rest, span);
      default -> {
        if (line.text().startsWith("{%")
            || line.text().startsWith("{{")
            || line.text().startsWith("{#")) {
          if (!template) {
            template = true;
            problems.add(new Problem(path, span, "is a template; its tags were left out", false));
          }
          yield null;
        }
        problem(line.span(0, end), "unknown instruction: " + shown(line.text().substring(0, end)));
        yield null;
      }
    };
  }

  private @Nullable DockerInstruction from(MappedText rest, Span span) {
    List<MappedText> words = blanks(rest);
    if (words.size() == 1) {
      return new DockerInstruction.From(words.getFirst(), null, span);
    }
    if (words.size() == 3 && words.get(1).text().equalsIgnoreCase("as")) {
      return new DockerInstruction.From(words.getFirst(), words.get(2), span);
    }
    problem(span, "FROM requires either one or three arguments");
    return words.isEmpty() ? null : new DockerInstruction.From(words.getFirst(), null, span);
  }

  private @Nullable List<Assignment> assignments(MappedText rest, boolean env) {
    List<MappedText> words = words(rest);
    if (words.isEmpty()) {
      problem(rest.span(), (env ? "ENV" : "ARG") + " needs a name");
      return null;
    }
    List<Assignment> result = new ArrayList<>();
    if (env && words.getFirst().text().indexOf('=') < 0) {
      int end = 0;
      while (end < rest.length() && !Character.isWhitespace(rest.at(end))) {
        end++;
      }
      MappedText value = rest.sub(end, rest.length()).strip();
      if (value.length() == 0) {
        problem(rest.span(), "ENV must have two arguments");
        return null;
      }
      return List.of(new Assignment(rest.sub(0, end), value, rest.span()));
    }
    for (MappedText word : words) {
      int equals = word.text().indexOf('=');
      if (equals < 0 && env) {
        problem(
            word.span(),
            "can't find = in \"" + shown(word.text()) + "\": must be of the form name=value");
        return null;
      }
      result.add(
          equals < 0
              ? new Assignment(word, null, word.span())
              : new Assignment(
                  word.sub(0, equals), word.sub(equals + 1, word.length()), word.span()));
    }
    return List.copyOf(result);
  }

  private @Nullable DockerInstruction copy(
      String keyword, MappedText rest, Map<String, String> flags, Span span) {
    List<MappedText> words;
    List<Heredoc> heredocs = List.of();
    JsonArray json = JsonArray.read(rest);
    if (json.form() == JsonArray.Form.STRINGS) {
      words = json.words().stream().map(w -> MappedText.at(w.span(), w.value())).toList();
    } else {
      words = blanks(rest);
      heredocs = heredocs(words, span);
    }
    if (words.size() < 2) {
      problem(span, keyword + " requires at least two arguments");
      return null;
    }
    List<MappedText> sources = new ArrayList<>();
    for (MappedText word : words.subList(0, words.size() - 1)) {
      if (heredocs.isEmpty() || DockerfileLines.heredoc(word.text()) == null) {
        sources.add(word);
      }
    }
    return new DockerInstruction.Copy(
        keyword.equals("ADD"), Map.copyOf(flags), sources, heredocs, words.getLast(), span);
  }

  private @Nullable Command command(MappedText rest) {
    JsonArray json = JsonArray.read(rest);
    if (json.form() == JsonArray.Form.NOT_JSON && rest.length() > 0 && rest.at(0) == '[') {
      MappedText filled = withoutTags(rest);
      json = filled == null ? json : JsonArray.read(filled);
    }
    return switch (json.form()) {
      case STRINGS -> new Command.Exec(json.words());
      case OTHER_VALUES -> {
        problem(
            rest.span(), "when using JSON array syntax, arrays must be comprised of strings only");
        yield null;
      }
      case NOT_JSON -> new Command.Line(rest);
    };
  }

  /**
   * {@return an array in which conditions of a template generator add words, with those words; null
   * when no tag stands in it, or one that chooses between words}
   */
  private static @Nullable MappedText withoutTags(MappedText rest) {
    MappedText.Builder result = new MappedText.Builder(rest.path(), rest.offset(0));
    String text = rest.text();
    int from = 0;
    for (int open = text.indexOf("{%"); open >= 0; open = text.indexOf("{%", from)) {
      int close = text.indexOf("%}", open + 2);
      if (close < 0 || text.substring(open + 2, close).strip().startsWith("el")) {
        return null;
      }
      result.append(rest.sub(from, open));
      from = close + 2;
    }
    return from == 0 ? null : result.append(rest.sub(from, rest.length())).build();
  }

  private List<Heredoc> heredocs(List<MappedText> words, Span span) {
    List<Heredoc> result = new ArrayList<>();
    for (MappedText word : words) {
      DockerfileLines.HeredocStart start = DockerfileLines.heredoc(word.text());
      if (start != null) {
        MappedText content = lines.heredocContent(start);
        if (content == null) {
          problem(span, "unterminated heredoc " + shown(start.name()));
          return List.copyOf(result);
        }
        result.add(new Heredoc(start.name(), start.expand(), content));
      }
    }
    return List.copyOf(result);
  }

  private MappedText flags(MappedText rest, Map<String, String> flags) {
    Map<String, StringJoiner> values = new LinkedHashMap<>();
    int at = 0;
    while (rest.length() - at > 2
        && rest.at(at) == '-'
        && rest.at(at + 1) == '-'
        && !blank(rest, at + 2)) {
      int end = at;
      char quote = 0;
      while (end < rest.length() && (quote != 0 || !blank(rest, end))) {
        char c = rest.at(end++);
        if (quote == 0 && (c == '"' || c == '\'')) {
          quote = c;
        } else if (c == quote) {
          quote = 0;
        }
      }
      String flag = rest.text().substring(at + 2, end);
      int equals = flag.indexOf('=');
      String value = equals < 0 ? "" : flag.substring(equals + 1);
      values
          .computeIfAbsent(
              (equals < 0 ? flag : flag.substring(0, equals)).toLowerCase(Locale.ROOT),
              name -> new StringJoiner("\n"))
          .add(value.replace("\"", "").replace("'", ""));
      at = end;
      while (at < rest.length() && blank(rest, at)) {
        at++;
      }
    }
    values.forEach((name, value) -> flags.put(name, value.toString()));
    return at == 0 ? rest : rest.sub(at, rest.length());
  }

  /** Words with their quotes, as ENV and ARG have them. */
  private List<MappedText> words(MappedText rest) {
    List<MappedText> result = new ArrayList<>();
    int start = -1;
    char quote = 0;
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.at(i);
      if (start < 0) {
        if (blank(rest, i)) {
          continue;
        }
        start = i;
      } else if (quote == 0 && blank(rest, i)) {
        result.add(rest.sub(start, i));
        start = -1;
        continue;
      }
      if (c == lines.escape() && quote != '\'') {
        i++;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      }
    }
    if (start >= 0) {
      result.add(rest.sub(start, rest.length()));
    }
    return result;
  }

  private static List<MappedText> blanks(MappedText rest) {
    List<MappedText> result = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= rest.length(); i++) {
      boolean blank = i == rest.length() || blank(rest, i);
      if (!blank && start < 0) {
        start = i;
      } else if (blank && start >= 0) {
        result.add(rest.sub(start, i));
        start = -1;
      }
    }
    return result;
  }

  private static boolean blank(MappedText text, int index) {
    return Character.isWhitespace(text.at(index));
  }

  private static String shown(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }

  private void problem(Span span, String message) {
    problems.add(new Problem(path, span, message, true));
  }
}
