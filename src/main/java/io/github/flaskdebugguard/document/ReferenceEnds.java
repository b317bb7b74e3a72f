package io.github.flaskdebugguard.document;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Where the references of a text end that are written with braces: each {@code }} closes the last
 * <code>${</code> that is open. One pass answers for all of them, also those that nothing closes.
 */
public final class ReferenceEnds {
  private final String text;
  private int[] ends = {};

  public ReferenceEnds(String text) {
    this.text = text;
  }

  /**
   * {@return the offset of the brace that closes a reference, or -1}
   *
   * @param start offset of its dollar sign
   */
  public int of(int start) {
    if (ends.length == 0) {
      ends = all(text);
    }
    return ends[start];
  }

  private static int[] all(String text) {
    int[] ends = new int[text.length()];
    Arrays.fill(ends, -1);
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("${", i)) {
        open.push(i);
      } else if (text.charAt(i) == '}' && !open.isEmpty()) {
        ends[open.pop()] = i;
      }
    }
    return ends;
  }
}
