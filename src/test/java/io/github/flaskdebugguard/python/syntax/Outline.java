package io.github.flaskdebugguard.python.syntax;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
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

  /**
   * @param insideFormattedText whether nodes inside f-strings count
   */
  static List<String> of(String source, ModuleTree tree, boolean insideFormattedText) {
    Outline outline = new Outline(source);
    List<Object> skipped = new ArrayList<>();
    Deque<int[]> hidden = new ArrayDeque<>();
    TreeWalk.visit(
        tree,
        node -> {
          if (node instanceof Expression.FormattedText text && !insideFormattedText) {
            hidden.push(new int[] {text.start(), text.end()});
          }
          skipped.add(node);
        });
    int[][] ranges = hidden.toArray(int[][]::new);
    Arrays.sort(ranges, (a, b) -> Integer.compare(a[0], b[0]));
    for (Object node : skipped) {
      if (node instanceof Node known && !inside(ranges, known)) {
        outline.add(known);
      }
    }
    Collections.sort(outline.lines);
    return outline.lines;
  }

  private static boolean inside(int[][] ranges, Node node) {
    int low = 0;
    int high = ranges.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ranges[middle][0] <= node.start()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    for (int i = low - 1; i >= 0 && i >= low - 40; i--) {
      if (ranges[i][0] < node.start() && node.end() <= ranges[i][1]) {
        return true;
      }
    }
    return false;
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
