package io.github.flaskdebugguard.cli;

import io.github.flaskdebugguard.fix.Fixes;
import io.github.flaskdebugguard.fix.UnifiedDiff;
import io.github.flaskdebugguard.report.Format;
import io.github.flaskdebugguard.report.Neutral;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.Rewriting;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.WorkTree;
import io.github.flaskdebugguard.rule.Scan;
import io.github.flaskdebugguard.rule.ScanResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The options {@code --diff} and {@code --fix} of a scan. */
final class FixRun {
  private final Console console;
  private final boolean diff;
  private final boolean fix;
  private final boolean force;

  FixRun(Console console, ParseResult line) throws UsageException {
    this.console = console;
    diff = line.hasMatchedOption("--diff");
    fix = line.hasMatchedOption("--fix");
    force = line.hasMatchedOption("--force");
    if (diff && fix) {
      throw new UsageException("--diff shows what --fix changes; give one of them");
    }
    if (force && !fix) {
      throw new UsageException("--force is for --fix only");
    }
  }

  static void options(CommandSpec spec) {
    spec.addOption(
            CommandTree.flag("--diff")
                .description("Print the fixes that are certain as a unified diff.")
                .build())
        .addOption(
            CommandTree.flag("--fix")
                .description("Make those fixes, then judge again what is left.")
                .build())
        .addOption(
            CommandTree.flag("--force")
                .description("Let --fix change files with changes that are not committed.")
                .build());
  }

  boolean isDiff() {
    return diff;
  }

  /**
   * What is reported.
   *
   * @param repository as it is after the fixes
   */
  record Fixed(Repository repository, ScanResult result) {}

  /** {@return the result with its fixes, after they were shown or made where that is asked for} */
  Fixed run(Scanned scanned, List<Output> wanted, ScanResult result, Scan.Options options)
      throws UsageException, IOException {
    Repository repository = scanned.repository();
    boolean told =
        wanted.stream()
            .anyMatch(output -> output.format() == Format.JSON || output.format() == Format.SARIF);
    if (!diff && !fix && !told) {
      return new Fixed(repository, result);
    }
    Function<Repository, ScanResult> again =
        changed -> Scan.runWhole(changed, options, Scan.Listener.NONE);
    int budget = diff || fix ? Fixes.ASKED_FOR : Fixes.FOR_REPORTS;
    ScanResult offered = Fixes.offered(repository, result, budget, again);
    if (diff) {
      diff(repository, offered, again);
    }
    return fix ? fix(scanned, offered, again, options) : new Fixed(repository, offered);
  }

  private void diff(
      Repository repository, ScanResult offered, Function<Repository, ScanResult> again)
      throws IOException {
    Fixes.Whole whole = Fixes.together(repository, offered, again);
    UnaryOperator<String> shown =
        console.outIsTerminal() ? FixRun::harmless : UnaryOperator.identity();
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, SourceFile> each : new TreeMap<>(whole.files()).entrySet()) {
      SourceFile before = repository.read(each.getKey());
      if (before != null) {
        text.append(UnifiedDiff.of(before, each.getValue(), shown));
      }
    }
    console.print(text.toString());
    told(whole, offered, "would be fixed");
  }

  /** A terminal obeys signs that stand in a file; what is shown there need not be applied. */
  private static String harmless(String line) {
    return Neutral.line(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
  }

  private Fixed fix(
      Scanned scanned,
      ScanResult offered,
      Function<Repository, ScanResult> again,
      Scan.Options options)
      throws UsageException, IOException {
    WorkTree tree = scanned.workTree();
    if (tree == null) {
      throw new UsageException("--fix changes a folder, not a commit; see --diff");
    }
    Fixes.Whole whole = Fixes.together(tree, offered, again);
    Rewriting rewriting = Rewriting.of(tree, whole.files(), force);
    if (!rewriting.obstacles().isEmpty()) {
      throw new UsageException("nothing is changed: " + String.join("; ", rewriting.obstacles()));
    }
    rewriting.write();
    told(whole, offered, "fixed");
    if (whole.files().isEmpty()) {
      return new Fixed(tree, offered);
    }
    Repository changed = scanned.reopened();
    return new Fixed(changed, Scan.runWhole(changed, options, Scan.Listener.NONE));
  }

  private void told(Fixes.Whole whole, ScanResult result, String how) {
    int fixed = whole.fixed().size();
    int files = whole.files().size();
    console
        .err()
        .println(
            "flask-debug-guard: "
                + fixed
                + " of "
                + result.findings().size()
                + " findings "
                + how
                + " in "
                + files
                + (files == 1 ? " file" : " files")
                + (whole.left().isEmpty()
                    ? ""
                    : "; " + whole.left().size() + " more contradict these, run it again"));
  }
}
