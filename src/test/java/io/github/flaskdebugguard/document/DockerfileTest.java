package io.github.flaskdebugguard.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfileTest {
  private static Dockerfile parse(String text) {
    return Dockerfile.parse(new SourceFile("Dockerfile", text));
  }

  private static String at(String text, Span span) {
    return text.substring(span.start(), span.end());
  }

  @ParameterizedTest
  @ValueSource(strings = {"${A%%%s}", "${A#%s}", "${A//%s/y}"})
  void aLongPatternOverALongValueIsNotWorkedOut(String word) {
    int length = Limits.PATTERN_STEPS / 16;
    assertThat(expanded(word.formatted("b".repeat(16)), "a".repeat(length))).isEmpty();
    assertThat(expanded(word.formatted("b".repeat(16)), "a".repeat(length + 1)))
        .singleElement()
        .matches(problem -> problem.contains("a long pattern over a long value"));
  }

  private static List<String> expanded(String word, String value) {
    Span span = new Span("f", 0, 0);
    List<String> problems = new ArrayList<>();
    DockerExpansion.expand(
        MappedText.at(span, word), '\\', name -> new Text.Known(value, span), problems::add);
    return problems;
  }

  @Test
  void everyAssignmentKnowsItsPlaceAcrossContinuedLines() {
    String text =
        """
        FROM python:3.12
        ENV A=1 \\
            # a comment goes away
            FLASK_DEBUG="1"
        """;
    var env = (DockerInstruction.Env) parse(text).stages().getFirst().instructions().getFirst();
    assertThat(env.assignments()).hasSize(2);
    assertThat(at(text, env.assignments().get(1).span())).isEqualTo("FLASK_DEBUG=\"1\"");
  }

  @Test
  void execFormWordsKnowTheirPlaces() {
    String text = "FROM scratch\nCMD [\"flask\", \"run\"] # text after it\n";
    var cmd = (DockerInstruction.Cmd) parse(text).stages().getFirst().instructions().getFirst();
    var exec = (DockerInstruction.Command.Exec) cmd.command();
    assertThat(exec.words()).extracting(Text.Known::value).containsExactly("flask", "run");
    assertThat(at(text, exec.words().get(1).span())).isEqualTo("\"run\"");
  }

  @Test
  void heredocsOfOneLineAreReadInOrder() {
    Dockerfile file = parse("FROM scratch\nCOPY <<a <<\"b\" /app/\n$X\na\n$Y\nb\nENV A=1\n");
    var copy = (DockerInstruction.Copy) file.stages().getFirst().instructions().getFirst();
    assertThat(copy.heredocs()).extracting(h -> h.content().text()).containsExactly("$X\n", "$Y\n");
    assertThat(copy.heredocs())
        .extracting(DockerInstruction.Heredoc::expand)
        .containsExactly(true, false);
    assertThat(file.stages().getFirst().instructions()).hasSize(2);
  }

  @Test
  void whatABuildRefusesIsAProblemAndTheRestIsRead() {
    Dockerfile file = parse("FROM scratch\nENVV A=1\nCMD [\"a\", 1]\nENV B=2\n");
    assertThat(file.problems()).hasSize(2).allMatch(p -> p.matters());
    assertThat(file.stages().getFirst().instructions()).hasSize(1);
  }

  @Test
  void tagsOfATemplateAreNotedOnce() {
    Dockerfile file = parse("FROM scratch\n{% if x %}\nENV B=2\n{% endif %}\n");
    assertThat(file.problems()).hasSize(1).noneMatch(p -> p.matters());
  }

  @Test
  void flagsAreTakenFromCopyAndFrom() {
    Dockerfile file =
        parse("FROM --platform=linux/amd64 a AS b\nCOPY --chown=1:1 --from=\"x\" s /d\n");
    var copy = (DockerInstruction.Copy) file.stages().getFirst().instructions().getFirst();
    assertThat(file.stages().getFirst().name()).isEqualTo("b");
    assertThat(copy.flags()).containsEntry("from", "x").containsEntry("chown", "1:1");
    assertThat(copy.sources()).extracting(MappedText::text).containsExactly("s");
  }

  @Test
  void aFileOverTheLimitIsAProblem() {
    assertThat(parse("#".repeat((1 << 20) + 1)).problems()).hasSize(1);
  }

  @Test
  void deepNestingOfDefaultsIsRefusedAndNotFollowed() {
    MappedText word = MappedText.at(new Span("f", 0, 0), "${A:-".repeat(5000) + "}".repeat(5000));
    List<String> problems = new ArrayList<>();
    Text value = DockerExpansion.expand(word, '\\', name -> null, problems::add);
    assertThat(value).isInstanceOf(Text.Unknown.class);
    assertThat(problems).hasSize(1);
  }

  @Test
  void anUnknownVariableMakesTheWordUnknownAndNamesIt() {
    Span span = new Span("f", 0, 0);
    MappedText word = MappedText.at(span, "x${A:-d}");
    Text value =
        DockerExpansion.expand(
            word, '\\', name -> new Text.Unknown("is a secret", name, span), problem -> {});
    assertThat(value).isEqualTo(new Text.Unknown("is a secret", "A", word.span()));
  }
}
