package io.github.flaskdebugguard.deployment;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of POSIX regular expressions that start scripts use on env files: literals, {@code .},
 * brackets, {@code * + ?}, anchors, alternatives. Its own matcher, because the expressions come
 * from the repository: it does a bounded number of steps for each line.
 */
final class LinePattern {
  private static final int STEPS = 20_000;
  private static final int LENGTH = 300;

  /** What is repeated over a long stretch costs more than one step. */
  private static final int CHARS_PER_STEP = 100;

  private final List<List<Item>> alternatives;

  private LinePattern(List<List<Item>> alternatives) {
    this.alternatives = alternatives;
  }

  /** Where a pattern was found. */
  record Match(int start, int end) {}

  /** One character class and how often it comes; {@code most} is 0 for anchors. */
  private record Item(String kind, String members, int least, int most) {
    boolean fits(char c) {
      return switch (kind) {
        case "any" -> true;
        case "none" -> !in(c);
        default -> in(c);
      };
    }

    private boolean in(char c) {
      for (int i = 0; i < members.length(); i++) {
        char from = members.charAt(i);
        if (i + 2 < members.length() && members.charAt(i + 1) == '-' && kind.length() == 4) {
          if (from <= c && c <= members.charAt(i + 2)) {
            return true;
          }
          i += 2;
        } else if (from == c) {
          return true;
        }
      }
      return false;
    }
  }

  static LinePattern literal(String text) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      items.add(new Item("char", text.substring(i, i + 1), 1, 1));
    }
    return new LinePattern(List.of(items));
  }

  /** {@return the pattern, or null when it uses more than is understood} */
  static @Nullable LinePattern of(String text, boolean extended) {
    if (text.length() > LENGTH) {
      return null;
    }
    List<List<Item>> alternatives = new ArrayList<>();
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : '\0';
      if ((extended && c == '|') || (!extended && c == '\\' && next == '|')) {
        i += extended ? 0 : 1;
        alternatives.add(items);
        items = new ArrayList<>();
        continue;
      }
      if (c == '^' && items.isEmpty()) {
        items.add(new Item("start", "", 0, 0));
        continue;
      }
      if (c == '$' && (next == '\0' || next == '|' || text.startsWith("\\|", i + 1))) {
        items.add(new Item("end", "", 0, 0));
        continue;
      }
      Item item;
      if (c == '\\') {
        i++;
        item =
            switch (next) {
              case 's' -> new Item("char", " \t\r\f", 1, 1);
              case 'd' -> new Item("char", "0123456789", 1, 1);
              case 'S' -> new Item("none", " \t\r\f", 1, 1);
              case '.', '/', '*', '$', '^', '#', '-', '\\', '"', '[', ']', '&', '=' ->
                  new Item("char", String.valueOf(next), 1, 1);
              default -> null;
            };
        if (item == null) {
          return null;
        }
      } else if (c == '[') {
        int start = i + 1;
        boolean negated = next == '^';
        start += negated ? 1 : 0;
        int close = text.indexOf(']', start + 1);
        while (close > 0
            && text.charAt(close - 1) == ':'
            && text.lastIndexOf("[:", close) > start - 1) {
          close = text.indexOf(']', close + 1);
        }
        if (close < 0) {
          return null;
        }
        String members =
            text.substring(start, close)
                .replace("[:space:]", " \t\r\f")
                .replace("[:blank:]", " \t")
                .replace("[:alnum:]", "a-zA-Z0-9")
                .replace("[:alpha:]", "a-zA-Z")
                .replace("[:digit:]", "0-9");
        item = new Item(negated ? "none" : "some", members, 1, 1);
        i = close;
      } else if (c == '(' || c == ')' || c == '{' || c == '}') {
        if (extended) {
          return null;
        }
        item = new Item("char", String.valueOf(c), 1, 1);
      } else if (c == '.') {
        item = new Item("any", "", 1, 1);
      } else {
        item = new Item("char", String.valueOf(c), 1, 1);
      }
      char repeat = i + 1 < text.length() ? text.charAt(i + 1) : '\0';
      if (repeat == '*') {
        item = new Item(item.kind(), item.members(), 0, Integer.MAX_VALUE);
        i++;
      } else if (extended && (repeat == '+' || repeat == '?')) {
        item =
            new Item(
                item.kind(),
                item.members(),
                repeat == '+' ? 1 : 0,
                repeat == '+' ? Integer.MAX_VALUE : 1);
        i++;
      }
      items.add(item);
    }
    alternatives.add(items);
    return new LinePattern(alternatives);
  }

  /** {@return the first match, or null when there is none or looking took too many steps} */
  @Nullable Match find(String line) {
    return find(line, 0);
  }

  @Nullable Match find(String line, int from) {
    int[] steps = {STEPS};
    for (int start = from; start <= line.length() && steps[0] >= 0; start++) {
      for (List<Item> items : alternatives) {
        int end = match(items, 0, line, start, steps);
        if (end >= 0) {
          return new Match(start, end);
        }
      }
    }
    return null;
  }

  private static int match(List<Item> items, int index, String line, int at, int[] steps) {
    if (--steps[0] < 0) {
      return -1;
    }
    if (index == items.size()) {
      return at;
    }
    Item item = items.get(index);
    if (item.kind().equals("start") || item.kind().equals("end")) {
      boolean fits = item.kind().equals("start") ? at == 0 : at == line.length();
      return fits ? match(items, index + 1, line, at, steps) : -1;
    }
    int most = at;
    while (most < line.length() && most - at < item.most() && item.fits(line.charAt(most))) {
      most++;
    }
    steps[0] -= (most - at) / CHARS_PER_STEP;
    for (int end = most; end - at >= item.least(); end--) {
      int result = match(items, index + 1, line, end, steps);
      if (result >= 0) {
        return result;
      }
    }
    return -1;
  }
}
