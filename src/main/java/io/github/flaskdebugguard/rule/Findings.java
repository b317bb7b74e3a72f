package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Collects findings; what a rule finds at one place for several deployments becomes one finding.
 */
final class Findings {

  private static final int NAMED = 5;

  /** By level, file, place and rule. */
  static final Comparator<Finding> ORDER = Findings::inOrder;

  private final Map<Key, Finding> byPlace = new LinkedHashMap<>();

  /**
   * What becomes one finding.
   *
   * @param message told apart only where no deployment is what the findings differ in
   */
  private record Key(String rule, Span span, String message) {}

  void add(Finding finding) {
    boolean ofException = finding.rule().id().equals("exception-without-effect");
    Key key = new Key(finding.rule().id(), finding.span(), ofException ? finding.message() : "");
    byPlace.merge(key, finding, Findings::merged);
  }

  /** {@return all findings by level, file, place and rule} */
  List<Finding> sorted() {
    List<Finding> all = new ArrayList<>(byPlace.size());
    for (Finding finding : byPlace.values()) {
      all.add(worded(finding));
    }
    all.sort(ORDER);
    return all;
  }

  private static int inOrder(Finding left, Finding right) {
    int byLevel = left.level().compareTo(right.level());
    int byPlace = byLevel != 0 ? byLevel : left.span().compareTo(right.span());
    return byPlace != 0 ? byPlace : left.rule().id().compareTo(right.rule().id());
  }

  private static Finding merged(Finding first, Finding second) {
    TreeSet<String> deployments = new TreeSet<>(first.deployments());
    deployments.addAll(second.deployments());
    List<Finding.Related> related = new ArrayList<>(first.related());
    for (Finding.Related place : second.related()) {
      if (!related.contains(place)) {
        related.add(place);
      }
    }
    return new Finding(
        first.rule(),
        first.level().compareTo(second.level()) <= 0 ? first.level() : second.level(),
        first.span(),
        first.message(),
        first.advice(),
        List.copyOf(deployments),
        related,
        first.fix() == null ? second.fix() : first.fix());
  }

  /** Says for which other deployments it holds, and keeps the message within its limit. */
  private static Finding worded(Finding finding) {
    StringBuilder message = new StringBuilder(finding.message());
    int count = finding.deployments().size();
    if (count > 1 && !finding.rule().id().equals("environment-drift")) {
      message.append(" It holds for ").append(count).append(" deployments: ");
      for (int i = 0; i < Math.min(count, NAMED); i++) {
        message.append(i == 0 ? "" : ", ").append(finding.deployments().get(i));
      }
      message.append(count > NAMED ? " and others." : ".");
    }
    String text = message.toString();
    if (text.length() > Limits.MESSAGE_CHARS) {
      text = text.substring(0, Limits.MESSAGE_CHARS - 2) + " …";
    }
    return new Finding(
        finding.rule(),
        finding.level(),
        finding.span(),
        text,
        finding.advice(),
        finding.deployments(),
        finding.related(),
        finding.fix());
  }
}
