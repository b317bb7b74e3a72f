package io.github.flaskdebugguard.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One change of one file, as an editor, a merge or a bad disk makes it.
 *
 * @param path the file
 * @param text what it holds afterwards
 */
record Mutation(String path, Kind kind, String text) {
  enum Kind {
    CUT,
    DROP_LINE,
    DOUBLE_LINE,
    SWAP_LINES,
    FLIP,
    NUL
  }

  /** {@return a change of one of the files that always is the same for a seed} */
  static Mutation of(Map<String, String> files, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Map.Entry<String, String>> sorted = new ArrayList<>(new TreeMap<>(files).entrySet());
    sorted.removeIf(file -> file.getKey().equals("expected.txt") || file.getValue().isEmpty());
    Map.Entry<String, String> file = sorted.get(random.nextInt(sorted.size()));
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    return new Mutation(file.getKey(), kind, changed(file.getValue(), kind, random));
  }

  private static String changed(String text, Kind kind, SplittableRandom random) {
    int at = random.nextInt(text.length());
    return switch (kind) {
      case CUT -> text.substring(0, at);
      case FLIP -> with(text, at, (char) (text.charAt(at) ^ (1 << random.nextInt(7))));
      case NUL -> with(text, at, '\0');
      case DROP_LINE, DOUBLE_LINE, SWAP_LINES -> {
        List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)")));
        int line = random.nextInt(lines.size());
        switch (kind) {
          case DROP_LINE -> lines.remove(line);
          case DOUBLE_LINE -> lines.add(line, lines.get(line));
          default -> lines.add(random.nextInt(lines.size()), lines.remove(line));
        }
        yield String.join("", lines);
      }
    };
  }

  private static String with(String text, int at, char c) {
    return text.substring(0, at) + c + text.substring(at + 1);
  }

  /** {@return the files with this change} */
  Map<String, String> in(Map<String, String> files) {
    Map<String, String> changed = new TreeMap<>(files);
    changed.put(path, text);
    return changed;
  }
}
