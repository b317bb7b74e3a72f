package io.github.flaskdebugguard.python.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class PythonParserTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        // Python 2
        "print",
        "print 'a', b",
        "print >>f, a,",
        "print >>f",
        "print `a, b`",
        "print -1, [a for a in b]",
        "print not a",
        "exec code",
        "exec code in a, b",
        "exec 'x' % y in d",
        "x = `a` + ur'\\d' + 0777L + 0xFFl + 1l",
        "a <> b",
        "try:\n  pass\nexcept (A, B), e:\n  pass\nexcept X, e: pass",
        "raise E, v, tb",
        "raise E, 'a %s' % b",
        "def f(a, (b, c)=x, *d): pass",
        "lambda (a, b), c: a",
        "if a:\n\tb\n        c",
        "[x for x in 1, 2, 3 if x]",
        "True = 1",
        "foo(async=True)",
        "self.async = await",
        "from a import async",
        "print (a), b",
        "print ('a %s') % b, c",
        "[x for x in lambda: y, 1 if x]",
        // Python 3
        "print(a, file=b, end='')",
        "p = print",
        "print = 1",
        "print[0] = 1",
        "print.x",
        "match = 1",
        "match(x)",
        "match.case",
        "match[x]: int = 3",
        "case = type",
        "type = 1",
        "type(x)",
        "type X = int",
        "type X[T: int = str, *Ts = *a, **P] = f[T]",
        "type type = type",
        "_ = match, case",
        "def f[T: (int, str) = int, *Ts, **P](a: T, /, b, *, c=1, **d: P) -> T: pass",
        "class A[T](B, metaclass=M, *a, **k): x: int = 1",
        "async def f():\n  async with a as b, c: await d\n  async for x in y: pass",
        "[x async for x in y if await z]",
        "x = (y := 1)",
        "if (a := b) and c: pass",
        "while chunk := read(): pass",
        "f(a := 1, *b, c=d, **e)",
        "x[a := 1]",
        "x[*a, b:c, ::d]",
        "x[a, b,]",
        "def f(*args: *Ts): pass",
        "with (a as b, c as (d, e),): pass",
        "with (a, b): pass",
        "with (a): pass",
        "with (yield a): pass",
        "with (a, b) as c: pass",
        "with (open(x)) as f, (g): pass",
        "with (a for a in b): pass",
        "try: pass\nexcept* A, B: pass",
        "try: pass\nexcept A, B, C: pass",
        "try: pass\nexcept (A, B) as e: pass\nelse: pass\nfinally: pass",
        "f'{a!r:>{width}} {b=} {{}} {f\"{c}\"}'",
        "f'{a['x']}'",
        "f'{a:{b:{c}}}'",
        "f'''{\n a # comment '\n}'''",
        "t'{a}' 'b' f\"{c}\"",
        "rf'\\{a}' Rb'x'",
        "f'{lambda_}{x:%H:%M}{yield_!s}'",
        "f'{(lambda x: 1)}'",
        "f'\\N{DASH} {a}'",
        "f'{ {1: 2}[1] }'",
        "f'{a != b}'",
        "lambda *, a=1, **k: (yield)",
        "lambda: 1 if a else 2",
        "*a, b = *c, d",
        "for *a, b in *c, d: pass",
        "return *a, b",
        "yield *a, b",
        "del a, (b, c), d[0]",
        "x: int",
        "(x): int = 3",
        "a.b[c]: d = yield",
        "a @= b @ c",
        "a **= b ** -c ** d",
        "a //= b >> c",
        "global a, b",
        "nonlocal a",
        "assert a, b",
        "from . import (a as b, c,)",
        "from ...a.b import *",
        "import a.b as c, d",
        "@a.b(c)[0]\n@(d)\nclass A: pass",
        "{**a, 1: 2}",
        "{*a, b}",
        "{a: b for c in d}",
        "{a for b in c if d if e}",
        "a if b else c if d else e",
        "not a in b",
        "a not in b is not c",
        "1if a else 2",
        "[1for x in y]",
        "1_000.5e-3j",
        "1..real",
        "...",
        "x = yield",
        "await x",
        "a = b = c = d,",
        "if a: b; c;",
        "()",
        "x = {}",
        "match x, *y:\n"
            + "  case 1 | -2.5 | 3+4j | 'a' 'b' | None: pass\n"
            + "  case {'k': v, a.b: [c, *_], **rest} if v: pass\n"
            + "  case A.B(c, d=e) as f: pass\n"
            + "  case (g, (h)), *i: pass\n"
            + "  case _: pass",
        "match (x):\n case [a]: pass",
        "match -x:\n case (): pass",
        "if a:\n  pass\n \f\nelse: pass",
        "a = 1 \\\n  + 2",
        "if a:\n  b\n\n # c\n  d",
        "\uFEFFa = 1",
        "a = 1\r\nif a:\r\n  b\r\n",
        "a = 1\rif a:\r  b\r",
        "é = ª = x",
        "x = '''a\n''' \"\"\"b\"\"\""
      })
  void everyFormIsUnderstood(String source) {
    assertThat(broken(source)).isEmpty();
    assertThat(broken("def outer():\n    pass\n" + source.replace("\uFEFF", "") + "\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x = (1,",
        "x = [1,\n  2",
        "x = f(a, 'b)",
        "x = 'abc",
        "x = 1 +",
        "x = ?",
        "<<<<<<< HEAD",
        "=======",
        ">>>>>>> branch",
        "{% if a %}",
        "{# b #}",
        "x = {{ a }} b",
        "{{ a }} = {% b %}",
        "def (",
        "def g(a, b:\n    x = 1",
        "def g(a b): pass",
        "class {{ name }}(Base):\n    x = 1",
        "if a b:\n    x = 1",
        "else:\n    x = 1",
        "  x = 1",
        "for x of y:\n    x = 1",
        "x = f'{a'",
        "x = f'{'",
        "x = f'{a b}'",
        "f() = 1",
        "1 = x",
        "import",
        "from a import",
        "x = )",
        "x = ]}",
        "x = \u0000",
        "%matplotlib inline",
        "!ls -l",
        "x = 0b12 3",
        "@",
        "lambda",
        "with (a as b: pass",
        "try:\nx = 1",
        "match x:\n    x = 1",
        "x = y[",
        "a = {'x': 1,",
        "x = \"\"\"abc",
        "return return",
        "x = a.\n",
        "f(a=1, b=",
        "async x",
        "if a:",
        "def g():",
        "  def g(:\n    pass"
      })
  void aBrokenStatementLosesOnlyItself(String statement) {
    String source =
        "import a\ndef before():\n    b()\n" + statement + "\ndef after(x):\n    c()\nd()\n";

    ModuleTree tree = PythonParser.parse(source);

    assertThat(tree.broken()).isNotEmpty();
    assertThat(tree.broken().getFirst().start())
        .isBetween(source.indexOf(statement), source.indexOf("def after"));
    assertThat(names(tree)).contains("before", "after");
    assertThat(calls(tree)).contains("b", "c", "d");
    assertThat(tree.body().getLast()).isInstanceOf(Statement.ExpressionStatement.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x = (1,",
        "y = f('a",
        "if a b:\n            c()",
        "x = {\n            'a': 1,",
        "@a(",
        "else: c()"
      })
  void aBrokenStatementInAMethodKeepsTheClass(String statement) {
    String source =
        "class A:\n    def one(self):\n        "
            + statement
            + "\n        d()\n    def two(self):\n        e()\nf()\n";

    ModuleTree tree = PythonParser.parse(source);

    assertThat(tree.broken()).isNotEmpty();
    assertThat(tree.body()).hasSize(2);
    assertThat(((Statement.ClassDefinition) tree.body().getFirst()).body()).hasSize(2);
    assertThat(calls(tree)).contains("d", "e", "f");
  }

  @Test
  void aBrokenHeaderKeepsNameAndBlock() {
    ModuleTree tree = PythonParser.parse("def f(a, b:\n    return run(a)\n\nx = 1\n");

    assertThat(tree.body()).hasSize(3);
    assertThat(tree.body().get(0)).isInstanceOf(Statement.Broken.class);
    assertThat(tree.body().get(1))
        .isInstanceOfSatisfying(
            Statement.FunctionDefinition.class,
            function -> {
              assertThat(function.name()).isEqualTo("f");
              assertThat(function.parameters()).isEmpty();
              assertThat(function.body()).hasSize(1);
            });
  }

  @Test
  void aDocstringWithoutItsEndDoesNotTurnTheFileInsideOut() {
    String source =
        "def f():\n"
            + "    \"\"\"One.\n"
            + "    return 1\n\n"
            + "def g():\n"
            + "    \"\"\"Two.\"\"\"\n"
            + "    return 2\n\n"
            + "def h():\n"
            + "    \"\"\"Three.\"\"\"\n";

    assertThat(names(PythonParser.parse(source))).contains("f", "g", "h");
  }

  @Test
  void textsAreDecoded() {
    assertThat(text("'a\\n\\x41\\u00e9\\101\\q' r'\\n' \"\"\"b\"\"\""))
        .isEqualTo("a\nA\u00e9A\\q\\nb");
    assertThat(text("'a\\\n b'")).isEqualTo("a b");
    assertThat(text("b'\\xff\\u0041'")).isEqualTo("\u00ff\\u0041");
    assertThat(text("'\\N{BULLET}\\U0001F600'")).isEqualTo("\u2022\uD83D\uDE00");
    assertThat(text("'''a\r\nb'''")).isEqualTo("a\nb");
  }

  @Test
  void formattedTextHasItsParts() {
    Expression value = expression("f'a{{{x!r:>{w}}}}b' 'c'");

    assertThat(value).isInstanceOf(Expression.FormattedText.class);
    List<Expression> parts = ((Expression.FormattedText) value).parts();
    assertThat(parts).hasSize(4);
    assertThat(((Expression.Text) parts.get(0)).value()).isEqualTo("a{");
    Expression.FormattedValue field = (Expression.FormattedValue) parts.get(1);
    assertThat(field.conversion()).isEqualTo('r');
    assertThat(((Expression.Name) field.value()).id()).isEqualTo("x");
    assertThat(((Expression.Text) parts.get(2)).value()).isEqualTo("}b");
  }

  @Test
  void spansAreThoseOfPython() {
    assertThat(spanned("((a)) + b")).isEqualTo("((a)) + b");
    assertThat(spanned("((a))")).isEqualTo("a");
    assertThat(spanned("(a, b)")).isEqualTo("(a, b)");
    assertThat(spanned("a, b,")).isEqualTo("a, b,");
    assertThat(spanned("'\uD83D\uDE00', x")).isEqualTo("'\uD83D\uDE00', x");
    Expression.Call call = (Expression.Call) expression("f(x for x in y)");
    Expression argument = call.arguments().getFirst().value();
    assertThat("f(x for x in y)".substring(argument.start(), argument.end()))
        .isEqualTo("(x for x in y)");
  }

  @Test
  void commentsKeepTheirPlaces() {
    String source = "a = 1  # one\n# two\nx = f'{b # three\n}'\ny = '# no'";
    List<Comment> comments = PythonParser.parse(source).comments();

    assertThat(comments).extracting(Comment::text).containsExactly("# one", "# two", "# three");
    assertThat(comments)
        .allSatisfy(c -> assertThat(source.substring(c.start(), c.end())).isEqualTo(c.text()));
  }

  @Test
  void chainsAreFlat() {
    assertThat(((Expression.BinaryOperation) expression("a + b - c + d")).operands()).hasSize(4);
    assertThat(((Expression.BooleanOperation) expression("a and b and c")).operands()).hasSize(3);
    assertThat(((Expression.UnaryOperation) expression("not not a")).operators())
        .containsExactly("not", "not");
    assertThat(((Expression.Comparison) expression("a < b not in c <> d")).operators())
        .containsExactly("<", "not in", "!=");
  }

  @Test
  void pythonTwoFormsHaveTheirMeaning() {
    Statement.Try statement =
        (Statement.Try)
            PythonParser.parse("try: pass\nexcept E, e: pass\nexcept A, B: pass").body().getFirst();
    assertThat(statement.handlers().get(0).name()).isEqualTo("e");
    assertThat(statement.handlers().get(1).type()).isInstanceOf(Expression.TupleDisplay.class);
    Statement.FunctionDefinition function =
        (Statement.FunctionDefinition)
            PythonParser.parse("def f(a, (b, c)): pass").body().getFirst();
    assertThat(function.parameters()).extracting(Parameter::name).containsExactly("a", ".1");
  }

  private static List<Statement.Broken> broken(String source) {
    return PythonParser.parse(source).broken();
  }

  private static Expression expression(String source) {
    return ((Statement.ExpressionStatement) PythonParser.parse(source).body().getFirst()).value();
  }

  private static String text(String source) {
    return ((Expression.Text) expression(source)).value();
  }

  private static String spanned(String source) {
    Expression value = expression(source);
    return source.substring(value.start(), value.end());
  }

  private static List<String> names(ModuleTree tree) {
    List<String> names = new ArrayList<>();
    TreeWalk.visit(
        tree,
        node -> {
          if (node instanceof Statement.FunctionDefinition function) {
            names.add(function.name());
          }
        });
    return names;
  }

  private static List<String> calls(ModuleTree tree) {
    List<String> names = new ArrayList<>();
    TreeWalk.visit(
        tree,
        node -> {
          if (node instanceof Expression.Call call
              && call.function() instanceof Expression.Name name) {
            names.add(name.id());
          }
        });
    return names;
  }
}
