package io.github.flaskdebugguard.python.syntax;

import java.util.Arrays;

/**
 * Tokens in columns. {@code link} is the partner's index for brackets and f-strings (-1 for a
 * bracket without one), and the indentation of the next line for {@link Token#NEWLINE}.
 */
final class TokenList {
  /** Stands for "no partner". */
  static final int NONE = -1;

  Token[] kinds;
  int[] starts;
  int[] ends;
  int[] links;
  int size;

  TokenList(int expected) {
    int capacity = Math.max(16, expected);
    kinds = new Token[capacity];
    starts = new int[capacity];
    ends = new int[capacity];
    links = new int[capacity];
  }

  void add(Token kind, int start, int end) {
    if (size == kinds.length) {
      grow();
    }
    kinds[size] = kind;
    starts[size] = start;
    ends[size] = end;
    links[size] = NONE;
    size++;
  }

  private void grow() {
    int capacity = kinds.length * 2;
    kinds = Arrays.copyOf(kinds, capacity);
    starts = Arrays.copyOf(starts, capacity);
    ends = Arrays.copyOf(ends, capacity);
    links = Arrays.copyOf(links, capacity);
  }

  void connect(int first, int second) {
    links[first] = second;
    links[second] = first;
  }

  /** Moves the token at {@code from} down to {@code to}. */
  void move(int from, int to) {
    kinds[to] = kinds[from];
    starts[to] = starts[from];
    ends[to] = ends[from];
    links[to] = links[from];
  }
}
