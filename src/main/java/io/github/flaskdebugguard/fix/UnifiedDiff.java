package io.github.flaskdebugguard.fix;

import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.rule.SecretNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A unified diff of one file, as {@code git apply} and {@code patch} read it. Line ends are part of
 * the lines and kept.
 */
public final class UnifiedDiff {
  private static final int CONTEXT = 3;

  private final List<String> before;
  private final List<String> after;
  private final UnaryOperator<String> shown;

  /** Whether lines may hold secrets, which no context shows. */
  private final boolean variables;

  private UnifiedDiff(SourceFile before, SourceFile after, UnaryOperator<String> shown) {
    this.before = lines(before.text());
    this.after = lines(after.text());
    this.shown = shown;
    this.variables = SecretNames.isEnvFile(before.path());
  }

  private boolean isSecret(String line) {
    int equals = line.indexOf('=');
    return variables
        && equals > 0
        && (SecretNames.isSecret(line.substring(0, equals))
            || SecretNames.hasPassword(line.substring(equals)));
  }

  /**
   * {@return the diff of two texts of a file, empty when they are the same}
   *
   * @param shown how a line is written: as it is for a program, made harmless for a terminal
   */
  public static String of(SourceFile before, SourceFile after, UnaryOperator<String> shown) {
    if (before.text().equals(after.text())) {
      return "";
    }
    String hunks = new UnifiedDiff(before, after, shown).hunks();
    return "--- "
        + name("a/" + before.path())
        + "\n+++ "
        + name("b/" + after.path())
        + "\n"
        + hunks;
  }

  /** One stretch of lines that differ: lines from-to before, and lines from-to after. */
  private record Block(int from, int to, int newFrom, int newTo) {}

  private String hunks() {
    StringBuilder out = new StringBuilder();
    List<Block> group = new ArrayList<>();
    for (Block block : blocks()) {
      if (!group.isEmpty() && isApart(group.getLast(), block)) {
        hunk(group, out);
        group.clear();
      }
      group.add(block);
    }
    if (!group.isEmpty()) {
      hunk(group, out);
    }
    return out.toString();
  }

  private boolean isApart(Block one, Block next) {
    return next.from() - one.to() > 2 * CONTEXT
        || before.subList(one.to(), next.from()).stream().anyMatch(this::isSecret);
  }

  /**
   * Fixes change and remove single lines, so looking a few lines ahead finds where both texts meet
   * again.
   */
  private List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    int old = 0;
    int now = 0;
    while (old < before.size() || now < after.size()) {
      if (old < before.size() && now < after.size() && before.get(old).equals(after.get(now))) {
        old++;
        now++;
        continue;
      }
      int[] meet = meet(old, now);
      blocks.add(new Block(old, meet[0], now, meet[1]));
      old = meet[0];
      now = meet[1];
    }
    return blocks;
  }

  private int[] meet(int old, int now) {
    int most = before.size() - old + after.size() - now;
    for (int distance = 1; distance <= Math.min(most, 400); distance++) {
      for (int removed = distance; removed >= 0; removed--) {
        int i = old + removed;
        int j = now + distance - removed;
        boolean end = i == before.size() && j == after.size();
        if (end || (i < before.size() && j < after.size() && before.get(i).equals(after.get(j)))) {
          return new int[] {i, j};
        }
      }
    }
    return new int[] {before.size(), after.size()};
  }

  private void hunk(List<Block> group, StringBuilder out) {
    Block first = group.getFirst();
    Block last = group.getLast();
    int start = first.from();
    while (start > 0 && first.from() - start < CONTEXT && !isSecret(before.get(start - 1))) {
      start--;
    }
    int end = last.to();
    while (end < before.size() && end - last.to() < CONTEXT && !isSecret(before.get(end))) {
      end++;
    }
    int newStart = first.newFrom() - (first.from() - start);
    int newEnd = last.newTo() + (end - last.to());
    out.append("@@ -").append(range(start, end)).append(" +").append(range(newStart, newEnd));
    out.append(" @@\n");
    int at = start;
    for (Block block : group) {
      for (; at < block.from(); at++) {
        line(' ', before.get(at), out);
      }
      for (; at < block.to(); at++) {
        line('-', before.get(at), out);
      }
      for (int i = block.newFrom(); i < block.newTo(); i++) {
        line('+', after.get(i), out);
      }
    }
    for (; at < end; at++) {
      line(' ', before.get(at), out);
    }
  }

  private static String range(int start, int end) {
    int count = end - start;
    return (count == 0 ? start : start + 1) + (count == 1 ? "" : "," + count);
  }

  private void line(char mark, String line, StringBuilder out) {
    boolean ended = line.endsWith("\n");
    out.append(mark).append(shown.apply(ended ? line.substring(0, line.length() - 1) : line));
    out.append(ended ? "\n" : "\n\\ No newline at end of file\n");
  }

  /** {@return lines with their line feeds; a lone carriage return ends no line of a diff} */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        lines.add(text.substring(start, i + 1));
        start = i + 1;
      }
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  /** {@return a name as Git writes it: in quotes with octal escapes where it is not plain} */
  private static String name(String path) {
    StringBuilder quoted = new StringBuilder("\"");
    boolean plain = true;
    for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
      int c = each & 0xff;
      if (c < ' ' || c >= 0x7f) {
        quoted.append('\\').append(c >> 6).append((c >> 3) & 7).append(c & 7);
        plain = false;
      } else if (c == '"' || c == '\\') {
        quoted.append('\\').append((char) c);
        plain = false;
      } else {
        quoted.append((char) c);
      }
    }
    return plain ? path + (path.indexOf(' ') >= 0 ? "\t" : "") : quoted.append('"').toString();
  }
}
