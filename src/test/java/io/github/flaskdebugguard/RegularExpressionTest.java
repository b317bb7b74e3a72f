package io.github.flaskdebugguard;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A repetition inside a repetition can take exponential time on text written to abuse it. */
class RegularExpressionTest {
  private static final Set<String> METHODS =
      Set.of("compile", "matches", "replaceAll", "replaceFirst", "split");

  @Test
  void noExpressionNestsRepetitions() throws IOException {
    List<String> nested = new ArrayList<>();
    for (Path file : SourceTree.javaFiles("src/main/java")) {
      for (String expression : expressions(file)) {
        if (nestsRepetitions(expression)) {
          nested.add(file + ": " + expression);
        }
      }
    }
    assertThat(nested).isEmpty();
  }

  @Test
  void expressionsAreFoundInSources() throws IOException {
    assertThat(
            expressions(
                Path.of("src/test/java/io/github/flaskdebugguard/RegularExpressionTest.java")))
        .contains("found+here");
    assertThat("here".matches("found" + "+here")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+", "(?:a*b)*", "((x|y+)z){2,}", "(\\s*\\w)*x", "(?<n>a{3,})+"})
  void nestedRepetitionsAreSeen(String expression) {
    assertThat(nestsRepetitions(expression)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a+b*", "(a+)?", "(a)+", "[(+*]+", "\\(a+\\)+", "(?>a+)*", "(?:a++b)*", "(a{2})*"})
  void otherRepetitionsAreFine(String expression) {
    assertThat(nestsRepetitions(expression)).isFalse();
  }

  private static List<String> expressions(Path file) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> found = new ArrayList<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, List.of("-proc:none"), null, files.getJavaFileObjects(file));
      for (CompilationUnitTree unit : task.parse()) {
        new TreeScanner<@Nullable Void, @Nullable Void>() {
          @Override
          public @Nullable Void visitMethodInvocation(
              MethodInvocationTree call, @Nullable Void unused) {
            String[] name = call.getMethodSelect().toString().split("\\.");
            if (METHODS.contains(name[name.length - 1]) && !call.getArguments().isEmpty()) {
              String text = text(call.getArguments().getFirst());
              if (text != null) {
                found.add(text);
              }
            }
            return super.visitMethodInvocation(call, unused);
          }
        }.scan(unit, null);
      }
    }
    return found;
  }

  /** The text of a literal or of a sum of literals, else null. */
  private static @Nullable String text(ExpressionTree tree) {
    return switch (tree) {
      case LiteralTree literal when literal.getValue() instanceof String value -> value;
      case BinaryTree sum when sum.getKind() == Tree.Kind.PLUS -> {
        String left = text(sum.getLeftOperand());
        String right = text(sum.getRightOperand());
        yield (left == null ? "" : left) + (right == null ? "" : right);
      }
      default -> null;
    };
  }

  private static boolean nestsRepetitions(String expression) {
    Deque<Boolean> repeats = new ArrayDeque<>();
    Deque<Boolean> atomic = new ArrayDeque<>();
    repeats.push(false);
    boolean closedRepeating = false;
    int classes = 0;
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      boolean afterRepeatingGroup = closedRepeating;
      closedRepeating = false;
      if (c == '\\') {
        i++;
      } else if (c == '[') {
        classes++;
      } else if (c == ']' && classes > 0) {
        classes--;
      } else if (classes > 0) {
        continue;
      } else if (c == '(') {
        repeats.push(false);
        atomic.push(expression.startsWith("(?>", i));
        if (expression.startsWith("(?", i)) {
          i++;
        }
      } else if (c == ')' && repeats.size() > 1) {
        boolean opaque = atomic.pop();
        closedRepeating = repeats.pop() && !opaque;
        if (closedRepeating) {
          repeats.pop();
          repeats.push(true);
        }
      } else if (c == '*' || c == '+' || unboundedBrace(expression, i)) {
        int end = c == '{' ? expression.indexOf('}', i) : i;
        boolean possessive = expression.startsWith("+", end + 1);
        if (!possessive) {
          if (afterRepeatingGroup) {
            return true;
          }
          repeats.pop();
          repeats.push(true);
        }
        i = possessive ? end + 1 : end;
      }
    }
    return false;
  }

  private static boolean unboundedBrace(String expression, int at) {
    int end = expression.indexOf('}', at);
    return expression.charAt(at) == '{' && end > 0 && expression.charAt(end - 1) == ',';
  }
}
