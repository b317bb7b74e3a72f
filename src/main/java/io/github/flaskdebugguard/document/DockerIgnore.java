package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A {@code .dockerignore}: which files of a build context the build does not see. The last matching
 * line wins; a line that matches a folder matches all below it (executed: BuildKit of Docker engine
 * 26.1.5).
 */
public final class DockerIgnore {
  /** Nothing is ignored. */
  public static final DockerIgnore NONE = new DockerIgnore(List.of());

  private record Rule(DockerGlob glob, boolean ignores) {}

  private final List<Rule> rules;

  private DockerIgnore(List<Rule> rules) {
    this.rules = rules;
  }

  /** {@return the rules of a file} */
  public static DockerIgnore parse(SourceFile file) {
    List<Rule> rules = new ArrayList<>();
    String text = file.text().startsWith("\uFEFF") ? file.text().substring(1) : file.text();
    List<String> lines = text.lines().limit(Limits.ELEMENTS + 1).toList();
    if (lines.size() > Limits.ELEMENTS) {
      LimitNotes.bites(
          file.span(0, 0), "more than " + Limits.ELEMENTS + " lines; the rest was not read");
    }
    for (String line : lines.subList(0, Math.min(lines.size(), Limits.ELEMENTS))) {
      if (line.startsWith("#")) {
        continue;
      }
      String pattern = line.strip();
      boolean ignores = !pattern.startsWith("!");
      String cleaned = clean(ignores ? pattern : pattern.substring(1).strip());
      if (!cleaned.isEmpty()) {
        rules.add(new Rule(DockerGlob.deep(cleaned), ignores));
      }
    }
    return new DockerIgnore(List.copyOf(rules));
  }

  /** {@return whether the build does not see the path, relative to the context} */
  public boolean ignores(String path) {
    boolean ignored = false;
    for (Rule rule : rules) {
      if (rule.ignores() != ignored && matches(rule.glob(), path)) {
        ignored = rule.ignores();
      }
    }
    return ignored;
  }

  /** {@return whether files below an ignored folder may still be seen} */
  public boolean hasExceptions() {
    return rules.stream().anyMatch(rule -> !rule.ignores());
  }

  /** A pattern matches a path when it matches it or one of its parents. */
  private static boolean matches(DockerGlob glob, String path) {
    boolean[] ends = glob.ends(path);
    if (ends[path.length()]) {
      return true;
    }
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (ends[slash]) {
        return true;
      }
    }
    return false;
  }

  private static String clean(String pattern) {
    if (pattern.isEmpty()) {
      return "";
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : pattern.split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }
}
