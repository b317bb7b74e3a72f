package io.github.flaskdebugguard.python.syntax;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.NullMarked;

/** Writes valid Python 3.11 from a seed: every kind of statement and expression, oddly laid out. */
@NullMarked
final class PythonWriter {
  private static final int DEPTH = 4;
  private static final String[] NAMES = {
    "a", "app", "x1", "_", "config", "größe", "名前", "match", "case", "type", "𝒳y", "__name__"
  };
  private static final String[] NUMBERS = {
    "0", "1", "0x1F", "0b1_0", "0o17", "1_000", "1.", ".5", "1e-9", "3j", "00", "1_0.0_1e1_0"
  };
  private static final String[] STRINGS = {
    "''",
    "'x'",
    "\"it's\"",
    "r'\\d'",
    "b'x'",
    "Rb\"\\x\"",
    "u'ü'",
    "'''a\n  b\"c'''",
    "\"\"\"#\\\n\"\"\"",
    "'\\'# no'",
    "'😀'",
    "f'{a}'",
    "f\"{a.b!r:>{x1}}\"",
    "f'{{}}'",
    "rf'{a[0]}\\n'",
    "f'''{\na}'''",
    "'a' 'b'",
    "f'{a}' \"😀\"",
    "F'{a:%Y-%m}'",
    "f'{a=}'",
    "f'{a(1)}' 'ü'"
  };
  private static final String[] OPERATORS = {
    "+",
    "-",
    "*",
    "/",
    "//",
    "%",
    "@",
    "**",
    "<<",
    ">>",
    "&",
    "|",
    "^",
    " and ",
    " or ",
    "==",
    "!=",
    "<",
    ">=",
    " in ",
    " not in ",
    " is ",
    " is not "
  };
  private static final String[] AUGMENTED = {"+=", "-=", "*=", "//=", "**=", ">>=", "@=", "|="};

  private final SplittableRandom random;
  private final StringBuilder out = new StringBuilder();
  private final String newline;
  private int brackets;

  PythonWriter(long seed) {
    this.random = new SplittableRandom(seed);
    this.newline = seed % 10 == 3 ? "\r\n" : "\n";
  }

  String program() {
    if (chance(20)) {
      out.append('\uFEFF');
    }
    if (chance(5)) {
      out.append("#!/usr/bin/python3").append(newline);
    }
    int statements = 3 + random.nextInt(6);
    for (int i = 0; i < statements; i++) {
      statement("", DEPTH);
    }
    if (chance(8)) {
      out.append(chance(2) ? "# last" : "pass");
    }
    return out.toString().replace("\r\n", "\n").replace("\n", newline);
  }

  private boolean chance(int oneOf) {
    return random.nextInt(oneOf) == 0;
  }

  private <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String one(String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  /** Blanks; inside of brackets also line breaks and comments. */
  private String gap() {
    if (brackets > 0 && chance(8)) {
      return one("\n", " \n\t", " # ( ' \"\n  ", "\n\n", "\\\n");
    }
    return chance(12) ? one("  ", "\t", " \\\n ", "\f") : one("", " ");
  }

  /** At least one blank. */
  private String blank() {
    return " " + gap();
  }

  private String bracketed(String open, Supplier<String> inside, String close) {
    brackets++;
    String text = open + gap() + inside.get() + gap() + close;
    brackets--;
    return text;
  }

  private String several(int most, String between, Supplier<String> each) {
    StringBuilder text = new StringBuilder(each.get());
    for (int i = random.nextInt(most); i > 0; i--) {
      text.append(gap()).append(between).append(gap()).append(each.get());
    }
    return text.toString();
  }

  private String name() {
    return one(NAMES);
  }

  private String dotted() {
    return several(3, ".", this::name);
  }

  // Expressions. Each is one that may stand beside any operator.

  private String expression(int depth) {
    if (depth <= 0) {
      return atom();
    }
    int next = depth - 1;
    return switch (random.nextInt(19)) {
      case 0, 1, 2 -> primary(next) + bracketed("(", () -> arguments(next), ")");
      case 3 -> primary(next) + gap() + "." + gap() + name();
      case 4 -> primary(next) + bracketed("[", () -> subscript(next), "]");
      case 5 -> expression(next) + gap() + operator() + gap() + expression(next);
      case 6 -> parenthesised(() -> expression(next));
      case 7 -> parenthesised(() -> one("-", "+", "~", "not ") + expression(next));
      case 8 ->
          parenthesised(
              () ->
                  expression(next)
                      + " if"
                      + blank()
                      + expression(next)
                      + " else"
                      + blank()
                      + expression(next));
      case 9 ->
          parenthesised(() -> "lambda" + parameters(next, false) + ":" + gap() + expression(next));
      case 10 -> parenthesised(() -> name() + gap() + ":=" + gap() + expression(next));
      case 11 -> bracketed("[", () -> chance(3) ? comprehension(next) : elements(next), "]");
      case 12 ->
          bracketed(
              "{",
              () -> chance(3) ? comprehension(next) : several(3, ",", () -> element(next)),
              "}");
      case 13 -> bracketed("{", () -> chance(4) ? pair(next) + clauses(next) : entries(next), "}");
      case 14 -> bracketed("(", () -> several(3, ",", () -> element(next)) + gap() + ",", ")");
      case 15 -> bracketed("(", () -> comprehension(next), ")");
      case 16 ->
          parenthesised(
              () -> chance(2) ? "yield from " + expression(next) : "yield " + expression(next));
      case 17 -> parenthesised(() -> "await " + primary(next));
      default -> atom();
    };
  }

  private String operator() {
    String operator = one(OPERATORS);
    return operator.startsWith(" ") ? operator : operator;
  }

  private String atom() {
    return switch (random.nextInt(6)) {
      case 0 -> " " + one(NUMBERS) + " ";
      case 1 -> " " + one(STRINGS) + " ";
      case 2 -> one(" None ", " True ", " ... ", "()", "[]", "{}");
      default -> " " + name() + " ";
    };
  }

  private String primary(int depth) {
    return switch (random.nextInt(5)) {
      case 0 -> parenthesised(() -> expression(depth));
      case 1 -> " " + name() + bracketed("(", () -> arguments(depth - 1), ")");
      case 2 -> " " + name() + "." + name() + gap();
      case 3 -> " 'a' ";
      default -> " " + name() + gap();
    };
  }

  private String parenthesised(Supplier<String> inside) {
    return bracketed("(", inside, ")");
  }

  private String arguments(int depth) {
    if (depth <= 0) {
      return chance(2) ? "" : atom();
    }
    return chance(6) ? expression(depth) + clauses(depth) : plainArguments(depth);
  }

  /** Arguments that a class takes as well: no bare generator. */
  private String plainArguments(int depth) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(3); i > 0; i--) {
      text.append(chance(5) ? "*" : "")
          .append(expression(depth))
          .append(gap())
          .append(',')
          .append(gap());
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      text.append(chance(5) ? "**" : name() + gap() + "=" + gap())
          .append(expression(depth))
          .append(',');
    }
    if (!text.isEmpty() && chance(2)) {
      text.setLength(text.lastIndexOf(","));
    }
    return text.toString();
  }

  private String subscript(int depth) {
    return several(
        2,
        ",",
        () ->
            chance(3)
                ? (chance(2) ? "" : expression(depth))
                    + ":"
                    + (chance(2) ? "" : expression(depth))
                    + one("", ":", ":1")
                : expression(depth));
  }

  private String element(int depth) {
    return chance(6) ? "*" + primary(depth) : expression(depth);
  }

  private String elements(int depth) {
    return chance(4) ? "" : several(3, ",", () -> element(depth)) + (chance(3) ? "," : "");
  }

  private String entries(int depth) {
    return several(3, ",", () -> chance(6) ? "**" + primary(depth) : pair(depth))
        + (chance(3) ? "," : "");
  }

  private String pair(int depth) {
    return expression(depth) + gap() + ":" + gap() + expression(depth);
  }

  private String comprehension(int depth) {
    return expression(depth) + clauses(depth);
  }

  private String clauses(int depth) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(2); i >= 0; i--) {
      text.append(gap())
          .append(chance(8) ? " async" : "")
          .append(" for ")
          .append(target(1))
          .append(" in ");
      text.append(primary(depth));
      for (int j = random.nextInt(2); j > 0; j--) {
        text.append(" if ").append(expression(depth));
      }
    }
    return text.toString();
  }

  private String target(int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 3)) {
      case 0 -> name() + "." + name();
      case 1 -> name() + bracketed("[", () -> atom(), "]");
      case 3 -> parenthesised(() -> target(depth - 1) + ", " + target(depth - 1));
      case 4 -> bracketed("[", () -> target(depth - 1) + ", *" + name(), "]");
      case 5 -> target(depth - 1) + ", " + target(depth - 1);
      default -> name();
    };
  }

  private String parameters(int depth, boolean annotated) {
    StringBuilder text = new StringBuilder(" ");
    String prefix = "";
    int plain = random.nextInt(3);
    for (int i = 0; i < plain; i++) {
      text.append(prefix).append("p").append(i).append(annotation(depth, annotated));
      prefix = "," + gap();
      if (i == 0 && chance(5)) {
        text.append(", /");
      }
    }
    for (int i = random.nextInt(2); i > 0; i--) {
      text.append(prefix).append("d").append(i).append(annotation(depth, annotated));
      text.append(gap()).append("=").append(gap()).append(expression(depth - 1));
      prefix = ",";
    }
    if (chance(4)) {
      text.append(prefix).append("*args").append(annotation(depth, annotated));
      prefix = ",";
    } else if (chance(5)) {
      text.append(prefix).append("*, k=1");
      prefix = ",";
    }
    if (chance(4)) {
      text.append(prefix).append("**kw").append(annotation(depth, annotated));
    }
    return text.toString();
  }

  private String annotation(int depth, boolean annotated) {
    return annotated && chance(3) ? ":" + gap() + expression(depth - 1) : "";
  }

  // Statements.

  private void line(String indent, String text) {
    if (chance(10)) {
      out.append(one("", "  ", "\t# odd", "#", " \f")).append('\n');
    }
    boolean opens = text.endsWith(":") || text.startsWith("@");
    out.append(indent).append(text.stripLeading());
    out.append(opens ? one("", " ", "  # ü: (") : one("", "", " ", ";", "  # 'x' ("));
    out.append('\n');
  }

  private void block(String indent, String head, int depth) {
    String text = head.stripLeading() + gap() + ":";
    if (depth <= 0 || chance(6)) {
      line(
          indent,
          text
              + " "
              + simple(1).stripLeading()
              + (chance(3) ? "; " + simple(1).stripLeading() : ""));
      return;
    }
    line(indent, text);
    String inner = indent + one("    ", "  ", "\t", " ");
    for (int i = random.nextInt(3); i >= 0; i--) {
      statement(inner, depth - 1);
    }
  }

  private void statement(String indent, int depth) {
    if (depth <= 0 || chance(2)) {
      line(indent, simple(3));
      return;
    }
    switch (random.nextInt(10)) {
      case 0 -> {
        block(indent, "if " + expression(2), depth);
        for (int i = random.nextInt(2); i > 0; i--) {
          block(indent, "elif " + expression(2), depth);
        }
        if (chance(2)) {
          block(indent, "else", depth);
        }
      }
      case 1 -> {
        block(indent, "while " + expression(2), depth);
        if (chance(3)) {
          block(indent, "else", depth);
        }
      }
      case 2 -> {
        String head = chance(6) ? "async for " : "for ";
        block(indent, head + target(1) + " in " + several(2, ",", () -> element(2)), depth);
        if (chance(3)) {
          block(indent, "else", depth);
        }
      }
      case 3 -> attempt(indent, depth);
      case 4 -> {
        String items =
            chance(3)
                ? parenthesised(() -> several(2, ",", () -> expression(1) + " as " + name()) + ",")
                : several(2, ",", () -> expression(2) + (chance(2) ? " as " + target(0) : ""));
        block(indent, (chance(6) ? "async with " : "with ") + items, depth);
      }
      case 5, 6 -> {
        decorators(indent);
        String head = (chance(5) ? "async def " : "def ") + name();
        String result = chance(4) ? " -> " + expression(1) : "";
        block(indent, head + bracketed("(", () -> parameters(2, true), ")") + result, depth);
      }
      case 7 -> {
        decorators(indent);
        String bases = chance(2) ? bracketed("(", () -> plainArguments(2), ")") : "";
        block(indent, "class " + name() + bases, depth);
      }
      case 8 -> match(indent, depth);
      default -> line(indent, simple(3));
    }
  }

  private void decorators(String indent) {
    for (int i = random.nextInt(3); i > 0; i--) {
      line(indent, "@" + dotted() + (chance(2) ? bracketed("(", () -> arguments(2), ")") : " "));
    }
  }

  private void attempt(String indent, int depth) {
    block(indent, "try", depth);
    boolean star = chance(6);
    int handlers = random.nextInt(3);
    for (int i = handlers; i > 0; i--) {
      block(
          indent,
          (star ? "except* " : "except ") + expression(1) + (chance(2) ? " as " + name() : ""),
          depth);
    }
    if (handlers > 0 && chance(3)) {
      block(indent, "else", depth);
    }
    if (handlers == 0 || chance(3)) {
      block(indent, "finally", depth);
    }
  }

  private void match(String indent, int depth) {
    line(indent, "match " + expression(2) + ":");
    String inner = indent + "  ";
    for (int i = random.nextInt(3); i > 0; i--) {
      block(inner, "case " + pattern(2) + (chance(3) ? " if " + expression(1) : ""), depth);
    }
    block(inner, "case _", depth);
  }

  private String pattern(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 4)) {
      case 0 -> one("1", "-2.5", "1+3j", "None", "'a' 'b'", "b'x'");
      case 1 -> "x.y.z";
      case 2 -> "v" + random.nextInt(1_000_000);
      case 4 -> "[" + pattern(depth - 1) + ", *_]";
      case 5 -> "{'k': " + pattern(depth - 1) + ", **rest" + random.nextInt(1_000_000) + "}";
      case 6 -> "Point(" + pattern(depth - 1) + ", y=" + pattern(depth - 1) + ")";
      case 7 -> "(" + pattern(depth - 1) + ")";
      case 8 -> "(1 | 'x' | None) as w" + random.nextInt(1_000_000);
      default -> "'x'";
    };
  }

  private String simple(int depth) {
    return switch (random.nextInt(18)) {
      case 0, 1, 2 -> target(1) + gap() + "=" + gap() + assigned(depth);
      case 3 -> target(1) + "=" + target(1) + " = " + assigned(depth);
      case 4 ->
          one(name(), name() + "." + name()) + gap() + one(AUGMENTED) + gap() + assigned(depth);
      case 5 ->
          name() + gap() + ":" + gap() + expression(1) + (chance(2) ? " = " + assigned(depth) : "");
      case 6 -> "import " + several(3, ",", () -> dotted() + (chance(3) ? " as " + name() : ""));
      case 7 -> "from " + one("", ".", "..", "...") + dotted() + " import " + imported();
      case 8 -> "return " + (chance(3) ? "" : assigned(depth));
      case 9 -> "del " + several(2, ",", () -> target(0));
      case 10 -> "assert " + expression(depth) + (chance(2) ? ", " + expression(1) : "");
      case 11 -> "raise " + expression(depth) + (chance(3) ? " from " + expression(1) : "");
      case 12 -> one("pass", "global a, b", "nonlocal a", "...");
      case 13 -> "print " + bracketed("(", () -> arguments(depth), ")");
      default -> expression(depth);
    };
  }

  private String imported() {
    Supplier<String> each = () -> name() + (chance(3) ? " as " + name() : "");
    return switch (random.nextInt(3)) {
      case 0 -> "*";
      case 1 -> bracketed("(", () -> several(3, ",", each) + (chance(2) ? "," : ""), ")");
      default -> several(3, ",", each);
    };
  }

  private String assigned(int depth) {
    return chance(8)
        ? several(2, ",", () -> element(depth)) + (chance(3) ? "," : "")
        : expression(depth);
  }
}
