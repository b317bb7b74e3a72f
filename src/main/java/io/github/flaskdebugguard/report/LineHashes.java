package io.github.flaskdebugguard.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * GitHub's {@code primaryLocationLineHash} of every line of a file, so that alerts keep their
 * identity when lines move. Source: codeql-action {@code src/fingerprints.ts}; its test vectors are
 * in the tests. A hash covers the next 100 characters from the start of the line, without blanks
 * and tabs, with one kind of line end.
 */
final class LineHashes {
  private static final int BLOCK = 100;
  private static final long MODULUS = 37;
  private static final int END = 65_535;

  private final int[] window = new int[BLOCK];
  private final boolean[] opens = new boolean[BLOCK];
  private final List<String> hashes = new ArrayList<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final long firstPower;
  private long hash;
  private int index;
  private boolean lineStart = true;

  private LineHashes() {
    long power = 1;
    for (int i = 0; i < BLOCK; i++) {
      power *= MODULUS;
    }
    firstPower = power;
  }

  /** {@return the hash of each line, the first line first} */
  static List<String> of(String text) {
    LineHashes hashes = new LineHashes();
    boolean afterReturn = false;
    for (int i = 0; i < text.length(); i++) {
      int c = text.charAt(i);
      if (c == ' ' || c == '\t' || (afterReturn && c == '\n')) {
        afterReturn = false;
        continue;
      }
      afterReturn = c == '\r';
      hashes.feed(afterReturn ? '\n' : c);
    }
    hashes.feed(END);
    for (int i = 0; i < BLOCK; i++) {
      hashes.emit();
      hashes.push(0);
    }
    return List.copyOf(hashes.hashes);
  }

  private void feed(int c) {
    emit();
    if (lineStart) {
      opens[index] = true;
    }
    lineStart = c == '\n';
    push(c);
  }

  /**
   * When the slot that is about to be overwritten begins a line, the hash of that line is complete.
   */
  private void emit() {
    if (opens[index]) {
      String hex = Long.toHexString(hash);
      hashes.add(hex + ":" + counts.merge(hex, 1, Integer::sum));
      opens[index] = false;
    }
  }

  private void push(int c) {
    int leaving = window[index];
    window[index] = c;
    hash = MODULUS * hash + c - firstPower * leaving;
    index = (index + 1) % BLOCK;
  }
}
