package io.github.flaskdebugguard.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.repository.Location;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.rule.Finding;
import io.github.flaskdebugguard.rule.Level;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A flood of findings must not push the one that counts out of what a runner keeps. */
class AnnotationsTest {
  private static final int FLOOD = 30_000;

  @Test
  void theWorstFindingIsAnnotatedHoweverManyOthersThereAre() throws IOException {
    List<Report.Alert> findings = new ArrayList<>();
    for (int i = 0; i < FLOOD; i++) {
      findings.add(alert(Level.WARNING, "decoy.py", i + 1));
    }
    findings.add(alert(Level.ERROR, "real.py", 3));
    String text = annotations(findings);
    assertThat(text.lines().filter(line -> line.startsWith("::warning")).count()).isEqualTo(9);
    assertThat(text).startsWith("::error file=real.py,line=3,");
    assertThat(text).contains("::notice::" + (FLOOD - 9) + " more are not annotated");
  }

  @Test
  void findingsOfTheChangeComeBeforeOthersOfTheirLevel() throws IOException {
    List<Report.Alert> findings = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      findings.add(alert(Level.ERROR, "old.py", i + 1));
    }
    findings.add(alert(Level.ERROR, "new.py", 7));
    assertThat(annotations(findings)).startsWith("::error file=new.py,line=7,");
  }

  @Test
  void theSummaryStaysBelowTheLimitOfARunner() throws IOException {
    List<Report.Alert> findings = new ArrayList<>();
    for (int i = 0; i < FLOOD; i++) {
      findings.add(alert(Level.ERROR, "decoy.py", i + 1));
    }
    StringWriter out = new StringWriter();
    new MarkdownReport(report(findings), path -> null).write(out);
    assertThat(out.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
        .isLessThan(1_000_000);
    assertThat(out.toString()).contains("more entries are not shown");
  }

  @Test
  void aPictureHoldsNoTextThatMermaidOrMarkdownRead() {
    String label = "x\"] --> y; ``` <b> #35; %%{init}%% ##[error] \n::error::z";
    Report.Row row = Places.report(Sample.result(), "1", path -> null).deployments().getFirst();
    Report.Row hostile =
        new Report.Row(
            label,
            row.kind(),
            row.role(),
            row.roleReason(),
            row.place(),
            label,
            row.server(),
            row.entryPoint(),
            row.flaskVersion(),
            row.debug(),
            row.debugger(),
            row.leak(),
            row.reloader(),
            row.starts(),
            row.reason(),
            row.bind(),
            row.ports(),
            row.dependsOn(),
            List.of(new Report.Step(new Location(label, 1, 1, 1, 2), label, true)));
    String picture = DecisionPicture.of(hostile);
    String[] lines = picture.split("\n");
    assertThat(lines[0]).isEqualTo("```mermaid");
    assertThat(lines).hasSize(8);
    assertThat(picture.substring(10)).containsOnlyOnce("```");
    assertThat(picture).doesNotContain("<b>", "%%", "##[", "\"] --> y");
    for (String line : lines) {
      assertThat(line.stripLeading().toLowerCase(Locale.ROOT)).doesNotStartWith("::");
    }
  }

  private static String annotations(List<Report.Alert> findings) throws IOException {
    StringWriter out = new StringWriter();
    GithubReport.annotate(report(findings), place -> place.path().equals("new.py"), out);
    return out.toString();
  }

  private static Report report(List<Report.Alert> findings) {
    Repository.Source source = new Repository.Source("x", null, null);
    return new Report("1", source, List.of(), findings, List.of(), 1, 0, List.of(), "", null);
  }

  private static Report.Alert alert(Level level, String path, int line) {
    return new Report.Alert(
        "debug-state-unknown",
        level,
        5,
        new Location(path, line, 1, line, 5),
        "Message.",
        "Do.",
        List.of(),
        "0",
        List.of(),
        new Finding.Fix("Change it.", List.of()));
  }
}
