package io.github.flaskdebugguard.python.syntax;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** The lines that {@code outline.py} prints for a file, made from our tree. */
@NullMarked
final class Outline {
  private final String source;
  private final int[] lineStarts;
  private final List<String> lines = new ArrayList<>();

  private Outline(String source) {
    this.source = source;
    this.lineStarts = lineStarts(source);
  }

  /** The lines in order; nodes inside f-strings do not count, CPython 3.11 misplaces them. */
  static List<String> of(String source, ModuleTree tree) {
    Outline outline = new Outline(source);
    TreeWalk.visitWhere(
        tree,
        node -> {
          if (node instanceof Node known) {
            outline.add(known);
          }
          return !(node instanceof Expression.FormattedText);
        });
    Collections.sort(outline.lines);
    return outline.lines;
  }

  private void add(Node node) {
    switch (node) {
      case Expression.Call call -> line("c", node, nameOf(call.function()));
      case Statement.Assign _ -> line("a", node, "");
      case Statement.AugmentedAssign _ -> line("u", node, "");
      case Statement.AnnotatedAssign _ -> line("n", node, "");
      case Statement.Import statement -> line("i", node, names(statement.names()));
      case Statement.ImportFrom statement -> {
        String module = statement.module() == null ? "" : statement.module();
        line("m", node, ".".repeat(statement.level()) + module + ":" + names(statement.names()));
      }
      case Statement.FunctionDefinition function -> line("f", node, function.name());
      case Statement.ClassDefinition definition -> line("k", node, definition.name());
      default -> {}
    }
  }

  private static String nameOf(@Nullable Expression function) {
    return switch (function) {
      case Expression.Attribute attribute -> attribute.name();
      case Expression.Name name -> name.id();
      case null, default -> "";
    };
  }

  private static String names(List<Alias> aliases) {
    return aliases.stream().map(Alias::name).collect(Collectors.joining(","));
  }

  private void line(String kind, Node node, String name) {
    lines.add(kind + " " + place(node.start()) + " " + place(node.end()) + " " + name);
  }

  private String place(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    int line = found >= 0 ? found : -found - 2;
    String before = source.substring(lineStarts[line], offset);
    return (line + 1) + " " + before.getBytes(StandardCharsets.UTF_8).length;
  }

  private static int[] lineStarts(String source) {
    List<Integer> starts = new ArrayList<>();
    // CPython does not count a byte order mark as a column.
    starts.add(source.startsWith("\uFEFF") ? 1 : 0);
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      if (c == '\n' || c == '\r' && (i + 1 == source.length() || source.charAt(i + 1) != '\n')) {
        starts.add(i + 1);
      }
    }
    return starts.stream().mapToInt(Integer::intValue).toArray();
  }
}
