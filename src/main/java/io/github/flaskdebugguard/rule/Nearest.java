package io.github.flaskdebugguard.rule;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the word that somebody meant. */
public final class Nearest {
  private static final int LONGEST = 64;

  private Nearest() {}

  /** {@return the known word that is most like a word, or null when none is much like it} */
  public static @Nullable String of(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return null;
    }
    String nearest = null;
    int least = Math.max(2, word.length() / 3) + 1;
    for (String candidate : known) {
      int distance = distance(word, candidate);
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** {@return a hint that ends a message about an unknown word, or an empty text} */
  public static String hint(String word, Collection<String> known) {
    String nearest = of(word, known);
    return nearest == null ? "" : " (did you mean " + nearest + "?)";
  }

  /** Levenshtein's, in one row. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int above = row[j];
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? diagonal : diagonal + 1;
        row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[other.length()];
  }
}
