package io.github.flaskdebugguard.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptProblemsTest {
  private static final String IMAGE =
      "FROM python:3.12\nWORKDIR /app\nCOPY . .\nENTRYPOINT [\"/app/start.sh\"]\n";

  private static List<Problem> problems(Map<String, String> files) {
    return Deployments.find(new InMemoryRepository(files)).problems();
  }

  private static List<Problem> started(String script) {
    return problems(Map.of("Dockerfile", IMAGE, "start.sh", script, "app.py", "app.run()\n"));
  }

  private static Problem one(String script) {
    List<Problem> found = started(script);
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().path()).isEqualTo("start.sh");
    return found.getFirst();
  }

  private static String from(Problem problem, String script) {
    Span span = Objects.requireNonNull(problem.span());
    return script.substring(span.start());
  }

  @Test
  void aQuoteThatNothingClosesIsNamedWhereItOpens() {
    String script = "#!/bin/sh\nexport A=\"abc\nexport B=1\nexec python app.py\n";
    Problem problem = one(script);
    assertThat(from(problem, script)).startsWith("\"abc");
    assertThat(problem.matters()).isFalse();
  }

  @Test
  void aHereDocumentThatNothingEndsIsNamedAtItsWord() {
    String script = "#!/bin/sh\ncat <<END\nexec python app.py\n";
    assertThat(from(one(script), script)).startsWith("END\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"$(", "${A:-", "( ", "if true; then ", "{ "})
  void nestingThatIsTooDeepToBeReadMatters(String opening) {
    Problem problem = one("#!/bin/bash\n" + opening.repeat(2_000) + "\nexec python app.py\n");
    assertThat(problem.message()).contains("nested more deeply");
    assertThat(problem.matters()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ". ./start.sh\n",
        "f() { f; }\nf\n",
        "exec ./start.sh\n",
        "while :; do A=\"x$A\"; B=\"$A\"; C=\"$B\"; D=\"$C\"; E=\"$D\"; F=\"$E\"; done\n"
      })
  void aScriptThatIsNotFollowedToItsEndMatters(String body) {
    Problem problem = one("#!/bin/bash\n" + body + "exec python app.py\n");
    assertThat(problem.message()).startsWith("limit: ");
    assertThat(problem.matters()).isTrue();
  }

  @Test
  void whatIsJustWithinTheLimitsIsNoProblem() {
    String deep = "( ".repeat(40) + "true" + " )".repeat(40);
    assertThat(started("#!/bin/bash\nA=\"$(cat <<END\nx\nEND\n)\"\n" + deep + "\nexec flask run\n"))
        .isEmpty();
  }

  @Test
  void aLineThatGoesOnAfterAReservedWordIsOrdinaryShell() {
    String script =
        """
        #!/bin/sh
        for each in a b; do\\
          if [ -e $each ]; then\\
            echo $each;\\
          else\\
            echo none;\\
          fi;\\
        done;
        exec flask run
        """;
    assertThat(started(script)).isEmpty();
  }

  @Test
  void aFileIsNamedOnceForTheSameScriptOfTwoDeployments() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("Dockerfile", IMAGE);
    files.put("docker-compose.yml", "services:\n  a:\n    build: .\n  b:\n    build: .\n");
    files.put("start.sh", "#!/bin/sh\necho 'x\nexec python app.py\n");
    assertThat(problems(files)).hasSize(1);
  }

  @Test
  void aScriptThatStartsNoServerIsNotSpokenOf() {
    Map<String, String> files =
        Map.of("lint.sh", "#!/bin/sh\necho 'x\n", "tools/deep", "#!/bin/sh\n" + "$(".repeat(500));
    assertThat(problems(files)).isEmpty();
  }

  @Test
  void aTemplateThatIsNoYamlAfterItsTagsAreMaskedIsNamed() {
    Map<String, String> files =
        Map.of(
            "docker-compose.yml",
            "services:\n  {% for s in all %}\n  web: {{ s }}\n    image: [a\n  {% endfor %}\n");
    assertThat(problems(files)).anyMatch(each -> each.path().equals("docker-compose.yml"));
  }
}
