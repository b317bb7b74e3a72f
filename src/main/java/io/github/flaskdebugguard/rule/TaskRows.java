package io.github.flaskdebugguard.rule;

/**
 * Deals out numbered tasks to threads. Neighbours are often alike, and the second of two that are
 * alike costs little when it begins after the first has ended: so each thread has a row of its own,
 * and only one whose row is done takes from the end of the longest other. Safe for use by several
 * threads.
 */
final class TaskRows {
  private final int[] next;
  private final int[] end;

  /** Deals tasks numbered from 0 into so many rows. */
  TaskRows(int tasks, int rows) {
    this.next = new int[rows];
    this.end = new int[rows];
    for (int row = 0; row < rows; row++) {
      next[row] = (int) ((long) tasks * row / rows);
      end[row] = (int) ((long) tasks * (row + 1) / rows);
    }
  }

  /** {@return the next task for the thread of a row, -1 when there is none left} */
  synchronized int take(int row) {
    if (next[row] < end[row]) {
      return next[row]++;
    }
    int longest = row;
    for (int other = 0; other < next.length; other++) {
      if (end[other] - next[other] > end[longest] - next[longest]) {
        longest = other;
      }
    }
    return next[longest] < end[longest] ? --end[longest] : -1;
  }
}
