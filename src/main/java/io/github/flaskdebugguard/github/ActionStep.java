package io.github.flaskdebugguard.github;

import io.github.flaskdebugguard.config.Configuration;
import io.github.flaskdebugguard.config.ConfigurationException;
import io.github.flaskdebugguard.github.ActionInputs.When;
import io.github.flaskdebugguard.report.Format;
import io.github.flaskdebugguard.report.Reports;
import io.github.flaskdebugguard.repository.ChangedLines;
import io.github.flaskdebugguard.repository.Location;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.RemoteCommits.Pause;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.Secret;
import io.github.flaskdebugguard.repository.Subfolder;
import io.github.flaskdebugguard.repository.UnreadableRepositoryException;
import io.github.flaskdebugguard.rule.Acceptance;
import io.github.flaskdebugguard.rule.Level;
import io.github.flaskdebugguard.rule.Scan;
import io.github.flaskdebugguard.rule.ScanResult;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One step of a workflow: fetches the commit of the event, judges it, and writes all that GitHub
 * shows. Everything is written before the exit code fails the step.
 */
public final class ActionStep {
  private static final int CLEAN = 0;
  private static final int FINDINGS = 1;
  private static final int FAILURE = 3;

  private final RunnerLog log;
  private final StepFiles files;
  private final Event event;
  private final ActionInputs inputs;
  private final String version;
  private final Pause pause;
  private final Clock clock;

  /**
   * @param environment of the step
   * @param out the log
   * @param version of the tool
   * @throws InputException when the environment is not that of a step, or inputs contradict it
   */
  public ActionStep(
      ActionInputs inputs,
      Map<String, String> environment,
      OutputStream out,
      String version,
      Pause pause,
      Clock clock)
      throws InputException {
    this.inputs = inputs;
    this.event = Event.of(environment);
    this.log = new RunnerLog(out);
    this.files = new StepFiles(environment);
    this.version = version;
    this.pause = pause;
    this.clock = clock;
    if (inputs.upload() == When.ALWAYS && !Checkout.isHome(inputs, event)) {
      throw new InputException(
          "input upload: 'always' contradicts the input repository; results of another repository"
              + " are never uploaded to this one");
    }
  }

  /** Tells a runner that a step cannot start, as an annotation on the run. */
  public static void refuse(OutputStream out, String message) {
    new RunnerLog(out).error(message);
  }

  /**
   * {@return 0 when clean, 1 with findings at or above the threshold, 3 when the tool failed or
   * could not read a file that matters}
   *
   * @param overrides what the inputs say
   * @param compare adds to a result what live probes show
   */
  public int run(Configuration.Overrides overrides, UnaryOperator<ScanResult> compare)
      throws InputException, IOException {
    Path sarif = files.below("sarif-file", inputs.sarifFile());
    try (Checkout checkout = Checkout.of(inputs, event, pause)) {
      Repository head = checkout.head(files.workspace());
      Configuration own = own(head);
      boolean reviewed = event.isPullRequest() && Checkout.isEventCommit(inputs, event);
      if (!reviewed) {
        Configuration counts = own.with(overrides);
        ScanResult result = compare.apply(scan(head, options(counts)));
        Reports reports = new Reports(result, version, head::read).category(category());
        return tell(result, reports, place -> false, sarif, threshold(counts), true);
      }
      return review(head, base(checkout, head), own, overrides, compare, sarif);
    } catch (UnreadableRepositoryException e) {
      String message = String.valueOf(e.getMessage());
      log.error(message);
      Problem problem = new Problem("", null, message, true);
      Repository.Source source =
          new Repository.Source(event.repository(), event.sha(), event.ref());
      ScanResult nothing = new ScanResult(source, List.of(), List.of(), List.of(problem), 0, 0);
      Reports reports = new Reports(nothing, version, path -> null).category(category());
      return tell(nothing, reports, place -> false, sarif, null, false);
    }
  }

  /**
   * Judges a pull request by the configuration and the exceptions of the commit that it goes into:
   * a change must not silence what is found in it.
   */
  private int review(
      Repository head,
      @Nullable Repository base,
      Configuration own,
      Configuration.Overrides overrides,
      UnaryOperator<ScanResult> compare,
      Path sarif)
      throws InputException, IOException {
    Configuration earlier = base == null ? Configuration.DEFAULT : earlier(base);
    Configuration counts = earlier.with(overrides);
    Scan.Options options = options(counts);
    List<Acceptance> known = List.of();
    ScanResult before = null;
    if (base != null) {
      before = scan(base, options);
      known = before.exceptions();
    }
    ScanResult result =
        compare.apply(scan(head, options.with(options.exceptions().trusting(known))));
    result = result.declaring(Acceptance.comments(result.exceptions(), own.accepted()));
    Reports reports = new Reports(result, version, head::read).category(category());
    Predicate<Location> inDiff = place -> false;
    if (base != null && before != null) {
      reports = reports.since(baseName(base), before, base::read, earlier.changes(own), true);
      inDiff = new ChangedLines(base, head)::hold;
    }
    return tell(result, reports, inDiff, sarif, threshold(counts), true);
  }

  private ScanResult scan(Repository whole, Scan.Options options) throws InputException {
    return Scan.runWhole(view(whole), options, Scan.Listener.NONE);
  }

  private Scan.Options options(Configuration configuration) {
    return configuration.options(true, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
  }

  private static @Nullable Level threshold(Configuration configuration) {
    return configuration.failOn().value().level();
  }

  private Configuration own(Repository repository) throws InputException {
    try {
      return configuration(repository);
    } catch (ConfigurationException e) {
      String input = inputs.config() == null ? "" : "input config: ";
      throw new InputException(input + e.getMessage());
    }
  }

  /** The base of a pull request may lack what the workflow names, and may hold what is wrong. */
  private Configuration earlier(Repository base) {
    try {
      return configuration(base);
    } catch (ConfigurationException e) {
      log.notice(
          "The base of the pull request has no configuration that counts: " + e.getMessage());
      return Configuration.DEFAULT;
    }
  }

  private Configuration configuration(Repository repository) throws ConfigurationException {
    String path = inputs.config();
    return path == null ? Configuration.in(repository) : Configuration.in(repository, path);
  }

  private int tell(
      ScanResult result,
      Reports reports,
      Predicate<Location> inDiff,
      Path sarif,
      @Nullable Level threshold,
      boolean fetched)
      throws IOException {
    files.write(sarif, reports::writeUpload);
    log.line(text(reports, Format.TEXT).lines().toArray(String[]::new));
    Uploaded uploaded = fetched ? upload(sarif) : null;
    boolean failed = false;
    String id = "";
    if (uploaded != null) {
      String[] lines = uploaded.lines().toArray(String[]::new);
      switch (uploaded) {
        case Uploaded.Accepted accepted -> {
          id = accepted.id();
          log.line(lines);
        }
        case Uploaded.Unavailable unavailable when inputs.upload() == When.AUTO ->
            log.notice(lines);
        case Uploaded.Unavailable unavailable -> {
          log.error(lines);
          failed = true;
        }
        case Uploaded.Failed failure -> {
          log.line(lines);
          log.error(lines);
          failed = true;
        }
      }
    }
    if (fetched && annotates(uploaded)) {
      reports.annotate(inDiff, log.annotations());
    }
    if (inputs.summary() && !files.summary(text(reports, Format.MARKDOWN))) {
      log.line("This runner takes no job summary (GITHUB_STEP_SUMMARY is not set).");
    }
    Verdicts verdicts = new Verdicts(result);
    Map<String, String> outputs = verdicts.outputs();
    outputs.put("sarif-file", inputs.sarifFile());
    outputs.put("sarif-id", id);
    if (!files.outputs(outputs)) {
      log.line("This runner takes no outputs (GITHUB_OUTPUT is not set).");
    }
    if (verdicts.fails(threshold)) {
      return FINDINGS;
    }
    return failed || !verdicts.complete() ? FAILURE : CLEAN;
  }

  private boolean annotates(@Nullable Uploaded uploaded) {
    return switch (inputs.annotations()) {
      case ALWAYS -> true;
      case NEVER -> false;
      // Code scanning annotates a pull request itself, and twice is once too often.
      case AUTO -> !(uploaded instanceof Uploaded.Accepted);
    };
  }

  private @Nullable Uploaded upload(Path sarif) {
    Secret token = inputs.token();
    if (inputs.upload() == When.NEVER || token == null) {
      return null;
    }
    if (!Checkout.isHome(inputs, event)) {
      log.notice("Results of another repository are not uploaded to this one.");
      return null;
    }
    if (event.isMergeQueue()) {
      log.notice("A merge queue's branch is gone before its alerts are seen: nothing is uploaded.");
      return null;
    }
    if (!Checkout.isEventCommit(inputs, event)) {
      String line = "The input ref names another commit than the event, so nothing is uploaded.";
      return new Uploaded.Unavailable(List.of(line));
    }
    if (!event.hasUploadableRef()) {
      return new Uploaded.Unavailable(
          List.of("Code scanning takes no results for " + event.ref() + "."));
    }
    try (Api api = new Api(event.apiUrl(), token, version)) {
      return new SarifUpload(api, event, pause, clock.instant())
          .upload(sarif, inputs.waitForProcessing());
    }
  }

  /** The summary of a pull request is worth an attempt, but its lack fails nothing. */
  private @Nullable Repository base(Checkout checkout, Repository head) {
    try {
      return checkout.base(head);
    } catch (UnreadableRepositoryException e) {
      log.notice(
          "Without the base of the pull request no comparison, no configuration and no exception: "
              + e.getMessage());
      return null;
    }
  }

  private static String baseName(Repository base) {
    String commit = base.source().commit();
    return commit == null ? "base" : commit.substring(0, 12);
  }

  private Repository view(Repository whole) throws InputException {
    return inputs.path().equals(".") ? whole : below(whole, inputs.path());
  }

  private Repository below(Repository whole, String path) throws InputException {
    // A pull request may add the folder, so its base need not have it.
    if (!whole.isFolder(path) && !event.isPullRequest()) {
      throw new InputException("input path: the commit has no folder '" + path + "'");
    }
    return new Subfolder(whole, path);
  }

  /** Alerts of one scope must not close those of another. */
  private String category() {
    if (!inputs.category().isEmpty() || inputs.path().equals(".")) {
      return inputs.category();
    }
    return inputs.path();
  }

  private static String text(Reports reports, Format format) throws IOException {
    StringWriter out = new StringWriter();
    reports.write(format, out, false);
    return out.toString();
  }
}
