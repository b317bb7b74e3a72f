package io.github.flaskdebugguard.python.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Real files with one statement broken: every definition outside that statement is still found. */
@NullMarked
class BrokenSourceTest {
  private static final int FILES = 60;
  private static final int BREAKS_A_FILE = 10;
  private static final String GARBAGE = " ?$ ]) ";

  @Test
  void aLostBracketLosesOnlyItsStatement() throws IOException {
    check(1, text -> withoutOneOf(text, "()[]{}"));
  }

  @Test
  void garbageLosesOnlyItsStatement() throws IOException {
    check(
        2,
        text -> text.substring(0, text.length() / 2) + GARBAGE + text.substring(text.length() / 2));
  }

  @Test
  void aCutStringLosesOnlyItsStatement() throws IOException {
    check(
        3,
        text -> {
          int quote = Math.max(text.lastIndexOf('\''), text.lastIndexOf('"'));
          boolean triple = text.contains("\"\"\"") || text.contains("'''");
          return quote < 0 || triple ? text : text.substring(0, quote) + text.substring(quote + 1);
        });
  }

  @Test
  void aCutStatementLosesOnlyItself() throws IOException {
    check(
        4,
        text ->
            text.contains("\"\"\"") || text.contains("'''")
                ? text
                : text.substring(0, text.length() * 2 / 3));
  }

  @Test
  void aDocstringWithoutItsEndLosesOnlyItself() throws IOException {
    check(
        5,
        text ->
            text.startsWith("\"\"\"") && text.endsWith("\"\"\"")
                ? text.substring(0, text.length() - 3)
                : text);
  }

  private static String withoutOneOf(String text, String characters) {
    Random random = new Random(text.hashCode());
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) >= 0) {
        places.add(i);
      }
    }
    if (places.isEmpty()) {
      return text;
    }
    int place = places.get(random.nextInt(places.size()));
    return text.substring(0, place) + text.substring(place + 1);
  }

  private static void check(long seed, UnaryOperator<String> breaking) throws IOException {
    Random random = new Random(seed);
    int checked = 0;
    for (Path file : StandardLibrary.files("", FILES)) {
      String source = Files.readString(file, StandardCharsets.UTF_8);
      ModuleTree tree = PythonParser.parse(source);
      List<int[]> breakable = breakable(tree, source);
      Collections.shuffle(breakable, random);
      int breaks = 0;
      for (int[] place : breakable) {
        if (breaks == BREAKS_A_FILE) {
          break;
        }
        String statement = source.substring(place[0], place[1]);
        String broken = breaking.apply(statement);
        if (broken.equals(statement)) {
          continue;
        }
        String changed = source.substring(0, place[0]) + broken + source.substring(place[1]);
        int moved = broken.length() - statement.length();
        Set<String> expected = definitions(tree, place[0], place[1], moved);
        Set<String> found = definitions(PythonParser.parse(changed), 0, 0, 0);
        Set<String> lost = new HashSet<>(expected);
        lost.removeAll(found);
        breaks++;
        checked++;
        assertThat(lost).as("%s at %d: %s", file, place[0], broken).isEmpty();
      }
    }
    assertThat(checked).isGreaterThan(FILES);
  }

  /** Simple statements, and the headers of definitions. */
  private static List<int[]> breakable(ModuleTree tree, String source) {
    List<int[]> places = new ArrayList<>();
    TreeWalk.visit(
        tree,
        node -> {
          switch (node) {
            case Statement.ExpressionStatement _,
                Statement.Assign _,
                Statement.AugmentedAssign _,
                Statement.Return _,
                Statement.Raise _,
                Statement.Assert _,
                Statement.ImportFrom _ ->
                places.add(new int[] {((Statement) node).start(), ((Statement) node).end()});
            case Statement.FunctionDefinition function -> {
              int header = function.nameStart() + function.name().length() + 1;
              int end =
                  header
                      + source
                          .substring(header, function.body().getFirst().start())
                          .stripTrailing()
                          .length();
              places.add(new int[] {header, end});
            }
            default -> {}
          }
        });
    return places;
  }

  private static Set<String> definitions(ModuleTree tree, int from, int to, int moved) {
    Set<String> found = new HashSet<>();
    TreeWalk.visit(
        tree,
        node -> {
          if (node instanceof Statement.FunctionDefinition
              || node instanceof Statement.ClassDefinition) {
            Statement statement = (Statement) node;
            String name =
                node instanceof Statement.FunctionDefinition function
                    ? function.name()
                    : ((Statement.ClassDefinition) node).name();
            int start = statement.start();
            boolean inside = start >= from && start < to;
            if (!inside) {
              found.add(name + "@" + (start >= to && to > 0 ? start + moved : start));
            }
          }
        });
    return found;
  }
}
