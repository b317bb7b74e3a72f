package io.github.flaskdebugguard.cli;

import io.github.flaskdebugguard.deployment.DeploymentPattern;
import io.github.flaskdebugguard.probe.Comparison;
import io.github.flaskdebugguard.probe.Failure;
import io.github.flaskdebugguard.probe.Header;
import io.github.flaskdebugguard.probe.Probe;
import io.github.flaskdebugguard.probe.ProbeResult;
import io.github.flaskdebugguard.probe.Target;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.rule.Finding;
import io.github.flaskdebugguard.rule.ScanResult;
import io.github.flaskdebugguard.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code scan --probe}: asks running deployments and adds what contradicts their verdicts. */
final class LiveProbes {
  private final List<Live> probes = new ArrayList<>();

  private record Live(String url, Probe.Options options, DeploymentPattern deployment) {}

  /**
   * How to ask all of them.
   *
   * @param paths pages that may fail
   * @param headers {@code NAME: VALUE}, sent with each request
   * @param timeout seconds for one answer
   * @param patience seconds that a service may take to come up
   */
  record Manner(List<String> paths, List<String> headers, String timeout, String patience) {

    Manner {
      paths = List.copyOf(paths);
      headers = List.copyOf(headers);
    }

    /** {@return the manner in which nothing but pages is named} */
    static Manner of(List<String> paths) {
      return new Manner(paths, List.of(), "10", "0");
    }
  }

  /**
   * @param texts {@code URL=DEPLOYMENT}
   */
  LiveProbes(List<String> texts, Manner manner) throws UsageException {
    for (String path : manner.paths()) {
      if (!ProbeCommand.isPath(path)) {
        throw new UsageException("--probe-path " + path + " is no path");
      }
    }
    Duration timeout = ProbeCommand.seconds("--probe-timeout", manner.timeout());
    Duration patience = ProbeCommand.seconds("--probe-wait", manner.patience());
    List<Header> headers = ProbeCommand.headers(manner.headers());
    for (String text : texts) {
      int equals = text.lastIndexOf('=');
      if (equals <= 0 || equals + 1 == text.length()) {
        throw new UsageException("the probe '" + text + "' is not of the form URL=DEPLOYMENT");
      }
      String url = text.substring(0, equals);
      try {
        Probe.Options plain = Probe.Options.of(Target.of(url));
        probes.add(
            new Live(
                url,
                new Probe.Options(
                    plain.target(),
                    manner.paths(),
                    plain.consoles(),
                    headers,
                    timeout,
                    plain.insecure(),
                    patience),
                new DeploymentPattern(text.substring(equals + 1))));
      } catch (IllegalArgumentException e) {
        throw new UsageException(String.valueOf(e.getMessage()));
      }
    }
  }

  /** {@return the result with what the probes found; an address that is silent is a problem} */
  ScanResult compared(ScanResult scan) {
    if (probes.isEmpty()) {
      return scan;
    }
    List<Finding> findings = new ArrayList<>(scan.findings());
    List<Problem> problems = new ArrayList<>(scan.problems());
    for (Live live : probes) {
      List<Verdict> verdicts = new ArrayList<>();
      for (Verdict verdict : scan.verdicts()) {
        if (live.deployment().matches(verdict.deployment())) {
          verdicts.add(verdict);
        }
      }
      if (verdicts.isEmpty()) {
        problems.add(
            problem(
                "probe of " + live.url() + ": no deployment is named " + live.deployment().text()));
        continue;
      }
      ProbeResult result = Probe.run(live.options());
      Failure failure = result.failure();
      if (failure != null) {
        problems.add(problem("probe of " + live.url() + ": " + failure.message()));
      }
      for (Verdict verdict : verdicts) {
        findings.addAll(Comparison.of(verdict, result, live.url()));
      }
    }
    findings.sort(
        Comparator.comparing(Finding::level)
            .thenComparing(Finding::span)
            .thenComparing(finding -> finding.rule().id()));
    return scan.with(findings, problems);
  }

  private static Problem problem(String message) {
    return new Problem("", null, message, true);
  }
}
