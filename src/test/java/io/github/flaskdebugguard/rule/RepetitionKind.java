package io.github.flaskdebugguard.rule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What files of one name are put together from, as {@code repetition-words.txt} has it.
 *
 * @param before how such a file may begin, so that what follows is read as one thing or another
 * @param after how it may end
 * @param words what its format has words for
 * @param signs what stands in any file
 */
record RepetitionKind(
    String path, List<String> before, List<String> after, List<String> words, List<String> signs) {
  private static final Path WORDS = Path.of("src/test/resources/repetition-words.txt");

  static List<RepetitionKind> all() throws IOException {
    List<RepetitionKind> kinds = new ArrayList<>();
    List<String> signs = new ArrayList<>();
    for (String line : Files.readAllLines(WORDS)) {
      List<String> row = List.of(line.split("\t", -1));
      List<String> rest =
          row.subList(1, row.size()).stream().map(String::translateEscapes).toList();
      switch (row.getFirst()) {
        case "signs" -> signs.addAll(rest);
        case "file" ->
            kinds.add(
                new RepetitionKind(
                    rest.getFirst(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    signs));
        case "before" -> kinds.getLast().before().addAll(rest);
        case "after" -> kinds.getLast().after().addAll(rest);
        case "words" -> kinds.getLast().words().addAll(rest);
        default -> throw new IllegalStateException("no kind of line: " + line);
      }
    }
    return kinds;
  }

  /** {@return a file of this kind that repeats one to four words} */
  Repetition random(Random random) {
    StringBuilder again = new StringBuilder();
    for (int count = 1 + random.nextInt(4); count > 0; count--) {
      again.append(pick(random.nextBoolean() ? signs : words, random));
    }
    int letter = random.nextInt(again.length());
    if (random.nextInt(4) == 0 && Character.isLetter(again.charAt(letter))) {
      again.insert(letter + 1, '№');
    }
    return new Repetition(path, pick(before, random), again.toString(), pick(after, random));
  }

  private static String pick(List<String> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
