package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.deployment.Deployment;
import io.github.flaskdebugguard.deployment.Fact;
import io.github.flaskdebugguard.deployment.Role;
import io.github.flaskdebugguard.repository.Span;
import io.github.flaskdebugguard.verdict.Dependency;
import io.github.flaskdebugguard.verdict.Observation;
import io.github.flaskdebugguard.verdict.State;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;

/** What the rules ask of a verdict and how they word it, so that all of them say it alike. */
final class Judged {
  /** Places that a report can show beside a finding and a person can still follow. */
  private static final int RELATED = 24;

  private Judged() {}

  /** {@return whether strangers may reach what the deployment serves} */
  static boolean exposed(Verdict verdict) {
    return verdict.deployment().role().exposed() && verdict.starts() != State.OFF;
  }

  /** {@return how messages name a deployment: {@code 'web' of compose.yaml}} */
  static String name(Deployment deployment) {
    String id = deployment.id();
    int hash = id.lastIndexOf('#');
    int colon = id.indexOf(':');
    String file = id.substring(colon + 1, hash > colon ? hash : id.length());
    return hash > colon && hash + 1 < id.length()
        ? "'" + id.substring(hash + 1) + "' of " + file
        : file;
  }

  /** {@return a sentence that ends a message where nothing tells what a deployment is for} */
  static String role(Verdict verdict) {
    return verdict.deployment().role() == Role.UNKNOWN
        ? " Nothing tells what it is for, so it is judged as production."
        : "";
  }

  /** {@return {@code (gunicorn, app:app)}, what serves and what it serves} */
  static String served(Verdict verdict) {
    String entryPoint = verdict.entryPoint();
    if (verdict.server().isEmpty()) {
      return entryPoint == null ? "" : " (" + entryPoint + ")";
    }
    return entryPoint == null
        ? " (" + verdict.server() + ")"
        : " (" + verdict.server() + ", " + entryPoint + ")";
  }

  /** {@return a finding at a place, with the facts that decide as related places} */
  static Finding finding(RuleInfo rule, Verdict verdict, Span span, String message, String advice) {
    List<Finding.Related> related = new ArrayList<>();
    for (Fact fact : verdict.trail()) {
      if (fact.decides() && related.size() < RELATED) {
        related.add(new Finding.Related(fact.span(), fact.message()));
      }
    }
    return new Finding(
        rule,
        rule.level(),
        span,
        message,
        advice,
        List.of(verdict.deployment().id()),
        related,
        null);
  }

  /** {@return one finding for each observation of a kind, where strangers may reach the app} */
  static List<Finding> observed(
      RuleInfo rule, Verdict verdict, Observation.Kind kind, String consequence, String advice) {
    List<Finding> findings = new ArrayList<>();
    for (Observation observation : verdict.observations()) {
      if (observation.kind() == kind) {
        findings.add(
            finding(
                rule,
                verdict,
                observation.span(),
                sentence(observation.message())
                    + " This is part of "
                    + name(verdict.deployment())
                    + served(verdict)
                    + ": "
                    + consequence,
                advice));
      }
    }
    return findings;
  }

  /** {@return text with a capital letter first and a full stop last} */
  static String sentence(String text) {
    String trimmed = text.strip();
    if (trimmed.isEmpty()) {
      return trimmed;
    }
    char last = trimmed.charAt(trimmed.length() - 1);
    return last == '.' || last == '!' || last == '?' ? trimmed : trimmed + ".";
  }

  /** {@return which variables would change the verdict, as one sentence, or an empty text} */
  static String dependsOn(Verdict verdict) {
    if (verdict.dependsOn().isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder(" It depends on ");
    int shown = 0;
    for (Dependency dependency : verdict.dependsOn()) {
      if (shown == 3) {
        text.append(" and others");
        break;
      }
      text.append(shown == 0 ? "" : "; ").append(dependency.variable());
      if (!dependency.description().isEmpty()) {
        text.append(" (").append(dependency.description()).append(')');
      }
      shown++;
    }
    return text.append('.').toString();
  }
}
