package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A makefile of GNU make, as lines with their kind; what they mean depends on variables (executed:
 * make 4.3).
 *
 * @param error the first line that make cannot read, at which it stops; null when there is none
 */
public record Makefile(List<Statement> statements, @Nullable Span error) {
  public Makefile {
    statements = List.copyOf(statements);
  }

  /** One logical line. */
  public sealed interface Statement {
    /** {@return the line} */
    Span span();

    /**
     * {@code name = value}.
     *
     * @param operator {@code =}, {@code :=}, {@code ::=}, {@code ?=}, {@code +=} or {@code !=}
     * @param value as written, with blanks at its end
     * @param target the target for which alone it counts, or null
     */
    record Variable(
        String name,
        String operator,
        String value,
        boolean exported,
        boolean override,
        @Nullable String target,
        Span span)
        implements Statement {}

    /** {@code export names} or {@code unexport names}; without names all variables are meant. */
    record Export(boolean exported, String names, Span span) implements Statement {}

    /** {@code include files}. */
    record Include(String files, boolean optional, Span span) implements Statement {}

    /**
     * {@code targets: prerequisites} with its recipe.
     *
     * @param recipe lines without the tab; continued lines are one
     */
    record Rule(String targets, String prerequisites, List<Text.Known> recipe, Span span)
        implements Statement {
      public Rule {
        recipe = List.copyOf(recipe);
      }
    }

    /**
     * {@code ifdef}, {@code ifndef}, {@code ifeq}, {@code ifneq}, {@code else} (also {@code else
     * ifeq ...}) or {@code endif}.
     */
    record Conditional(String keyword, String argument, Span span) implements Statement {}
  }

  /** {@return the lines of a makefile} */
  public static Makefile parse(SourceFile file) {
    return file.as(Makefile.class, text -> new MakefileParser(text).parse());
  }

  /** Splits a makefile into logical lines. */
  private static final class MakefileParser {
    private static final Set<String> MODIFIERS = Set.of("export", "override", "private");

    private final SourceFile file;
    private final String text;
    private final List<Statement> statements = new ArrayList<>();

    /** What the rule that was read last has of its recipe. */
    private final List<Text.Known> recipe = new ArrayList<>();

    private @Nullable Span error;
    private int at;

    MakefileParser(SourceFile file) {
      this.file = file;
      this.text = file.text();
      this.at = text.startsWith("\ufeff") ? 1 : 0;
    }

    Makefile parse() {
      while (at < text.length() && error == null) {
        int start = at;
        if (text.charAt(at) == '\t'
            && !statements.isEmpty()
            && statements.getLast() instanceof Statement.Rule) {
          recipe();
        } else {
          String line = logical();
          line(line, file.span(start, Math.max(start, at - 1)));
        }
      }
      endRule();
      return new Makefile(statements, error);
    }

    private void add(Statement statement) {
      endRule();
      statements.add(statement);
    }

    private void endRule() {
      if (!recipe.isEmpty() && statements.removeLast() instanceof Statement.Rule rule) {
        statements.add(
            new Statement.Rule(rule.targets(), rule.prerequisites(), recipe, rule.span()));
        recipe.clear();
      }
    }

    private int lineEnd(int from) {
      int feed = text.indexOf('\n', from);
      return feed < 0 ? text.length() : feed;
    }

    private static String withoutReturn(String line) {
      return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    /** A line with its continuations, each joined by one blank. */
    private String logical() {
      StringBuilder line = new StringBuilder();
      while (true) {
        int end = lineEnd(at);
        String part = withoutReturn(text.substring(at, end));
        at = Math.min(text.length(), end + 1);
        if (!line.isEmpty()) {
          part = part.stripLeading();
        }
        if (!part.endsWith("\\") || at >= text.length()) {
          return line.append(part).toString();
        }
        line.append(part.substring(0, part.length() - 1).stripTrailing()).append(' ');
      }
    }

    private void recipe() {
      int start = at + 1;
      StringBuilder line = new StringBuilder();
      int end;
      at = start;
      while (true) {
        end = lineEnd(at);
        String part = withoutReturn(text.substring(at, end));
        at = Math.min(text.length(), end + 1);
        line.append(part);
        if (!part.endsWith("\\") || at >= text.length()) {
          break;
        }
        line.append('\n');
        if (text.charAt(at) == '\t') {
          at++;
        }
      }
      if (!line.toString().isBlank()) {
        recipe.add(new Text.Known(line.toString(), file.span(start, end)));
      }
    }

    private static String uncommented(String line) {
      int hash = line.indexOf('#');
      while (hash > 0 && line.charAt(hash - 1) == '\\') {
        hash = line.indexOf('#', hash + 1);
      }
      return hash < 0 ? line : line.substring(0, hash);
    }

    private void line(String raw, Span span) {
      String line = uncommented(raw).stripLeading();
      if (line.isBlank()) {
        return;
      }
      String first = firstWord(line, 0);
      String rest = line.substring(first.length()).stripLeading();
      switch (first) {
        case "ifdef", "ifndef", "ifeq", "ifneq", "else", "endif" ->
            add(new Statement.Conditional(first, rest.strip(), span));
        case "include", "-include", "sinclude" ->
            add(new Statement.Include(rest.strip(), !first.equals("include"), span));
        case "unexport" -> add(new Statement.Export(false, rest.strip(), span));
        case "define", "endef", "vpath", "undefine" -> define(first);
        default -> {
          if (!variable(line, null, span) && !export(first, rest, span) && !rule(line, span)) {
            error = span;
          }
        }
      }
    }

    private static String firstWord(String line, int start) {
      int end = start;
      while (end < line.length()
          && !Character.isWhitespace(line.charAt(end))
          && line.charAt(end) != '(') {
        end++;
      }
      return line.substring(start, end);
    }

    private void define(String keyword) {
      if (!keyword.equals("define")) {
        return;
      }
      while (at < text.length()) {
        if (logical().strip().startsWith("endef")) {
          return;
        }
      }
    }

    private boolean export(String first, String rest, Span span) {
      if (!first.equals("export")) {
        return false;
      }
      add(new Statement.Export(true, rest.strip(), span));
      return true;
    }

    private boolean variable(String whole, @Nullable String target, Span span) {
      boolean exported = false;
      boolean override = false;
      int lastEquals = whole.lastIndexOf('=');
      int begin = 0;
      while (true) {
        String word = firstWord(whole, begin);
        int next = begin + word.length();
        while (next < lastEquals && Character.isWhitespace(whole.charAt(next))) {
          next++;
        }
        if (next >= lastEquals || whole.charAt(next) == '=' || !MODIFIERS.contains(word)) {
          break;
        }
        exported |= word.equals("export");
        override |= word.equals("override");
        begin = next;
      }
      String line = whole.substring(begin);
      int depth = 0;
      for (int i = 0; i < line.length(); i++) {
        char c = line.charAt(i);
        depth += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
        if (depth > 0) {
          continue;
        }
        if (c == '=') {
          int start = i;
          while (start > 0 && ":?+!".indexOf(line.charAt(start - 1)) >= 0) {
            start--;
          }
          String name = line.substring(0, start).strip();
          if (name.isEmpty() || name.indexOf(' ') >= 0 || name.indexOf('\t') >= 0) {
            return false;
          }
          String value = line.substring(i + 1).stripLeading();
          add(
              new Statement.Variable(
                  name, line.substring(start, i + 1), value, exported, override, target, span));
          return true;
        }
        if (c == ':' && !line.startsWith(":=", i) && !line.startsWith("::=", i)) {
          return false;
        }
      }
      return false;
    }

    private boolean rule(String line, Span span) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        return false;
      }
      String targets = line.substring(0, colon).strip();
      String rest = line.substring(colon + 1);
      rest = rest.startsWith(":") ? rest.substring(1) : rest;
      if (variable(rest.stripLeading(), targets, span)) {
        return true;
      }
      int semicolon = rest.indexOf(';');
      String prerequisites = semicolon < 0 ? rest : rest.substring(0, semicolon);
      add(new Statement.Rule(targets, prerequisites.strip(), List.of(), span));
      if (semicolon >= 0) {
        recipe.add(new Text.Known(rest.substring(semicolon + 1).strip(), span));
      }
      return true;
    }
  }
}
