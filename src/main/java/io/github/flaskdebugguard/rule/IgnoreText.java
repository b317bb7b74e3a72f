package io.github.flaskdebugguard.rule;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The text of a comment that accepts findings: {@code ignore[rule, rule] reason until=2027-03-31
 * by=name}.
 *
 * @param rules known ids, sorted
 * @param faults what keeps it, or a part of it, from having an effect; sentences
 */
record IgnoreText(
    List<String> rules,
    String reason,
    @Nullable String by,
    @Nullable LocalDate until,
    List<String> faults) {
  static final String MARKER = "flask-debug-guard:";

  private static final int REASON = 500;
  private static final int NAME = 100;

  /** Words with which people who know other tools begin. */
  private static final List<String> LIKE =
      List.of("ignore", "allow", "accept", "disable", "skip", "noqa", "nosec", "suppress");

  IgnoreText {
    rules = List.copyOf(rules);
    faults = List.copyOf(faults);
  }

  /** {@return whether it accepts something} */
  boolean counts() {
    return !rules.isEmpty() && !reason.isEmpty();
  }

  /**
   * {@return the text behind the marker, or null when it speaks of something else}
   *
   * @param text up to the end of the comment
   */
  static @Nullable IgnoreText parse(String text) {
    String body = withoutCloser(text).strip();
    int open = body.indexOf('[');
    if (!body.startsWith("ignore") || open < 0 || !body.substring(6, open).isBlank()) {
      return meansTo(body) ? faulty("It is not of the form ignore[RULE] REASON.") : null;
    }
    int close = body.indexOf(']', open);
    if (close < 0) {
      return faulty("Its list of rules has no end: ignore[RULE] REASON.");
    }
    List<String> faults = new ArrayList<>();
    TreeSet<String> rules = rules(body.substring(open + 1, close), faults);
    String by = null;
    LocalDate until = null;
    StringBuilder reason = new StringBuilder();
    for (String word : body.substring(close + 1).strip().split("\\s+")) {
      if (word.startsWith("until=")) {
        until = date(word.substring(6));
        if (until == null) {
          faults.add("until= is followed by no day such as 2027-03-31.");
          rules.clear();
        }
      } else if (word.startsWith("by=") && word.length() > 3) {
        by = word.substring(3, Math.min(word.length(), 3 + NAME));
      } else {
        reason.append(reason.isEmpty() ? "" : " ").append(word);
      }
    }
    String why = stripped(reason.toString());
    if (why.isEmpty()) {
      faults.add("It states no reason.");
    }
    return new IgnoreText(List.copyOf(rules), why, by, until, faults);
  }

  private static TreeSet<String> rules(String list, List<String> faults) {
    TreeSet<String> rules = new TreeSet<>();
    if (list.isBlank()) {
      faults.add("It names no rule.");
      return rules;
    }
    List<String> ids = Rules.infos().stream().map(RuleInfo::id).toList();
    for (String item : list.split(",")) {
      String id = item.strip();
      RuleInfo rule = Rules.info(id);
      if (rule != null && Acceptance.isFor(rule)) {
        rules.add(id);
      } else if (!id.isEmpty()) {
        faults.add("There is no rule '" + id + "' to accept" + Nearest.hint(id, ids) + ".");
      }
    }
    return rules;
  }

  /** {@return the day of {@code 2027-03-31}, or null} */
  static @Nullable LocalDate date(String text) {
    try {
      return text.length() == 10 ? LocalDate.parse(text) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static IgnoreText faulty(String fault) {
    return new IgnoreText(List.of(), "", null, null, List.of(fault));
  }

  private static boolean meansTo(String body) {
    int end = 0;
    while (end < body.length() && Character.isLetter(body.charAt(end))) {
      end++;
    }
    return LIKE.contains(body.substring(0, end).toLowerCase(java.util.Locale.ROOT));
  }

  /** {@return the reason without what joins it to the list of rules} */
  private static String stripped(String reason) {
    int start = 0;
    while (start < reason.length() && !Character.isLetterOrDigit(reason.charAt(start))) {
      start++;
    }
    return reason.substring(start, Math.min(reason.length(), start + REASON)).strip();
  }

  private static String withoutCloser(String text) {
    int end = text.length();
    for (String closer : List.of("-->", "#}", "*/")) {
      int at = text.indexOf(closer);
      end = at >= 0 ? Math.min(end, at) : end;
    }
    return text.substring(0, end);
  }
}
