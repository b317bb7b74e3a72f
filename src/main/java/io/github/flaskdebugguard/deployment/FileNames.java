package io.github.flaskdebugguard.deployment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The files of a repository by base name and by the ending of that name, in lower case. One pass
 * sorts them, since each kind of deployment asks for other names.
 */
final class FileNames {
  private final Map<String, List<String>> byName = new HashMap<>();

  /** The base names, which are walked through faster than what they are the keys of. */
  private final List<String> all = new ArrayList<>();

  /** Base names by what stands after their last dot, with the dot; empty for names without. */
  private final Map<String, List<String>> byEnding = new HashMap<>();

  FileNames(List<String> files) {
    for (String file : files) {
      String name = ImagePath.name(file).toLowerCase(Locale.ROOT);
      List<String> known = byName.get(name);
      if (known == null) {
        known = new ArrayList<>(1);
        byName.put(name, known);
        all.add(name);
        int dot = name.lastIndexOf('.');
        byEnding
            .computeIfAbsent(dot < 0 ? "" : name.substring(dot), ending -> new ArrayList<>())
            .add(name);
      }
      known.add(file);
    }
  }

  /** {@return files with one of these base names, sorted} */
  List<String> named(String... names) {
    List<String> found = new ArrayList<>();
    for (String name : new TreeSet<>(Arrays.asList(names))) {
      found.addAll(byName.getOrDefault(name, List.of()));
    }
    Collections.sort(found);
    return found;
  }

  /** {@return files whose base name the test accepts, sorted} */
  List<String> matching(Predicate<String> test) {
    List<String> found = new ArrayList<>();
    for (String name : all) {
      if (test.test(name)) {
        found.addAll(byName.getOrDefault(name, List.of()));
      }
    }
    Collections.sort(found);
    return found;
  }

  /** {@return files whose base name ends in one of these, sorted} */
  List<String> endingWith(String... endings) {
    List<String> found = new ArrayList<>();
    for (String last : lastParts(endings)) {
      for (String name : byEnding.getOrDefault(last, List.of())) {
        if (endsWithAny(name, endings)) {
          found.addAll(byName.getOrDefault(name, List.of()));
        }
      }
    }
    Collections.sort(found);
    return found;
  }

  private static TreeSet<String> lastParts(String... endings) {
    TreeSet<String> parts = new TreeSet<>();
    for (String ending : endings) {
      parts.add(ending.substring(ending.lastIndexOf('.')));
    }
    return parts;
  }

  private static boolean endsWithAny(String name, String... endings) {
    for (String ending : endings) {
      if (name.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }
}
