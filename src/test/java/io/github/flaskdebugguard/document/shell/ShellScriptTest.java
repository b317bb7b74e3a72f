package io.github.flaskdebugguard.document.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellScriptTest {
  private static List<Command> commands(String text) {
    return ShellScript.parse(new SourceFile("run.sh", text)).body().commands();
  }

  @Test
  void aSimpleCommandKnowsItsAssignmentsWordsAndPlaces() {
    String text = "# start\nA=1 exec \"$@\" > log 2>&1 # end\n";
    Command.Simple command = (Command.Simple) commands(text).getFirst();
    assertThat(command.source()).isEqualTo("A=1 exec \"$@\"");
    assertThat(command.redirections()).hasSize(2);
    Span assignment = command.assignments().getFirst().span();
    assertThat(text.substring(assignment.start(), assignment.end())).isEqualTo("A=1");
    Span word = command.words().getLast().span();
    assertThat(text.substring(word.start(), word.end())).isEqualTo("\"$@\"");
  }

  @Test
  void compoundCommandsNest() {
    List<Command> commands =
        commands(
            """
            if [ -f .env ]; then . ./.env; elif true; then :; else exit 1; fi
            case "$1" in
              web|api) exec gunicorn app:app ;;
              *) exec "$@"
            esac
            for x in a b; do echo $x; done
            while read l; do export "$l"; done < .env
            f() { cd sub && ./run; }
            ( cd x ) &
            """);
    assertThat(commands)
        .extracting(command -> command.getClass().getSimpleName())
        .containsExactly("If", "Case", "For", "Redirected", "Function", "Background");
    assertThat(((Command.Case) commands.get(1)).items()).hasSize(2);
  }

  @Test
  void hereDocumentsAreTakenOutOfTheLines() {
    List<Command> commands = commands("cat > .env <<EOF && echo x\nA=$V\nEOF\nexec run\n");
    assertThat(commands).hasSize(2);
    Command.Chain chain = (Command.Chain) commands.getFirst();
    Word body = ((Command.Simple) chain.first()).redirections().getLast().body();
    assertThat(body).extracting(Word::source).isEqualTo("A=$V\n");
    assertThat(commands.getLast().source()).isEqualTo("exec run");
  }

  /** bash, dash and busybox read the body behind the line feed that ends the command. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"x\ny\"",
        "'x\ny'",
        "`echo\n`",
        "$(echo q\n)",
        "$(echo \"a\nb\" (c\n))",
        "${A:-x\ny}",
        "\\\n x",
        "\"$(echo ')\n')\"",
        "$'\\''",
        "$(\n# don't\ndate\n)",
        "\"${x:-it's}\"",
        "<(echo\n)",
        "|| (echo \"a\nb\")",
        "$(cat <<B\nb\nB\n)",
        "# it's",
        "# a \"b"
      })
  void hereDocumentsBeginBehindWordsOfSeveralLines(String word) {
    List<Command> commands = commands("cat <<EOF " + word + "\nbody\nEOF\nexec run\n");
    assertThat(commands).hasSize(2);
    Command cat = commands.getFirst() instanceof Command.Chain c ? c.first() : commands.getFirst();
    assertThat(((Command.Simple) cat).redirections().getLast().body())
        .extracting(Word::source)
        .isEqualTo("body\n");
    assertThat(commands.getLast().source()).isEqualTo("exec run");
  }

  @Test
  void aQuoteThatNothingClosesDoesNotMoveAHereDocument() {
    List<Command> commands = commands("cat <<EOF it's\nbody\nEOF\nexec run\n");
    assertThat(commands.getLast().source()).isEqualTo("exec run");
    commands = commands("x=\"$(cat <<EOF)\"\nbody\nEOF\nexec \"run\"\n");
    assertThat(commands.getLast().source()).isEqualTo("exec \"run\"");
  }

  /** A body is read again in every body around it. */
  @Test
  void hereDocumentsInHereDocumentsAreReadToADepth() {
    ShellScript few = ShellScript.parse(new SourceFile("run.sh", nested(8) + "exec run\n"));
    assertThat(few.problems()).isEmpty();
    ShellScript many = ShellScript.parse(new SourceFile("run.sh", nested(60) + "exec run\n"));
    assertThat(many.problems()).singleElement().matches(Problem::matters);
    assertThat(many.body().commands().getLast().source()).isEqualTo("exec run");
  }

  private static String nested(int depth) {
    return depth == 0
        ? "echo x\n".repeat(1_000)
        : "cat <<A%d\n$(\n%s)\nA%d\n".formatted(depth, nested(depth - 1), depth);
  }

  @Test
  void readingGoesOnAtTheNextLine() {
    ShellScript script =
        ShellScript.parse(new SourceFile("run.sh", "a ; ; b\nexport A=1\necho \"open\nexec run\n"));
    assertThat(script.problems()).isNotEmpty();
    assertThat(script.body().commands())
        .extracting(Command::source)
        .contains("export A=1", "exec run");
  }

  @Test
  void textWithinAnotherFilePointsThere() {
    ShellScript script =
        ShellScript.parse(new Text.Known("A=1 flask run", new Span("Procfile", 5, 18)));
    Command.Simple command = (Command.Simple) script.body().commands().getFirst();
    assertThat(command.words().getFirst().span()).isEqualTo(new Span("Procfile", 9, 14));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(", "((", "$(", "${a:-", "\"${a:-\"", "`", "\"", "'", "f() ", "if ", "{ ", "case x in a) ",
            "a && ", "a | ", "! ", "<<E ", "$((", "[[ ( ",
        "a=(", "for x in ", "while ", "<(", "\\\n", ";;", "&", ")", "}", "fi;", "\n\"", "${",
            "$((a) ", "<<E\n", "function f ", "`\\`", "until do ", "then\n"
      })
  void hostileTextIsReadInBoundedTimeAndDepth(String piece) {
    String text = piece.repeat(60_000 / piece.length());
    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> commands(text));
  }
}
