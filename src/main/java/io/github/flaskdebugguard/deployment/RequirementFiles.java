package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads requirement and constraint files as pip does: {@code -r}, {@code -c}, {@code -e}, hashes,
 * comments, continued lines. Each file is read once, links outside are left alone.
 */
final class RequirementFiles {
  private static final int MOST_FILES = 200;

  private final FileView files;
  private final PackageSet packages;
  private final ProjectFiles projects;
  private final Set<String> seen = new HashSet<>();

  RequirementFiles(FileView files, PackageSet packages, ProjectFiles projects) {
    this.files = files;
    this.packages = packages;
    this.projects = projects;
  }

  /** {@return whether there is such a file} */
  boolean read(String path, boolean constraints) {
    if (!seen.add(path + (constraints ? "#" : ""))) {
      return true;
    }
    SourceFile file = files.read(path);
    if (file == null) {
      return false;
    }
    if (seen.size() > MOST_FILES) {
      LimitNotes.bites(
          file.span(0, 0), "more than " + MOST_FILES + " requirement files; this one is not read");
      return true;
    }
    if (!constraints) {
      packages.found();
    }
    String text = file.text();
    int start = text.startsWith("\uFEFF") ? 1 : 0;
    while (start < text.length()) {
      int end = lineEnd(text, start);
      line(file, path, start, end, constraints);
      start = end + 1;
    }
    return true;
  }

  private void line(SourceFile file, String path, int start, int end, boolean constraints) {
    String line =
        file.text().substring(start, end).replace("\\\r\n", " ").replace("\\\n", " ").strip();
    if (line.startsWith("#")) {
      return;
    }
    int comment = line.indexOf(" #");
    String content = (comment < 0 ? line : line.substring(0, comment)).strip();
    String folder = PosixPath.parent(path);
    String included = option(content, "-r", "--requirement");
    if (included != null) {
      read(PosixPath.resolve(folder, included), constraints);
      return;
    }
    String constrained = option(content, "-c", "--constraint");
    if (constrained != null) {
      read(PosixPath.resolve(folder, constrained), true);
      return;
    }
    String editable = option(content, "-e", "--editable");
    String requirement = editable == null ? content : editable;
    int options = requirement.indexOf(" --");
    RequirementLine parsed =
        RequirementLine.parse(options < 0 ? requirement : requirement.substring(0, options));
    int from = start;
    while (from < end && file.text().charAt(from) <= ' ') {
      from++;
    }
    if (parsed != null) {
      if (constraints) {
        packages.constrain(parsed, file.span(from, from + content.length()));
      } else {
        packages.add(parsed, file.span(from, from + content.length()));
      }
    } else if (requirement.startsWith(".") || requirement.startsWith("/")) {
      String project = requirement.split("\\[", 2)[0];
      projects.read(PosixPath.resolve(folder, project));
    }
  }

  private static @Nullable String option(String line, String letter, String word) {
    for (String option : new String[] {word, letter}) {
      if (line.startsWith(option)) {
        String rest = line.substring(option.length());
        if (rest.startsWith("=") || rest.startsWith(" ") || rest.startsWith("\t")) {
          return rest.substring(1).strip();
        }
        if (option.equals(letter) && !rest.isEmpty() && !rest.startsWith("-")) {
          return rest.strip();
        }
      }
    }
    return null;
  }

  /** The end of a line with the lines that continue it. */
  private static int lineEnd(String text, int start) {
    int end = text.indexOf('\n', start);
    while (end > 0) {
      int last = text.charAt(end - 1) == '\r' ? end - 2 : end - 1;
      if (last < start || text.charAt(last) != '\\') {
        return end;
      }
      end = text.indexOf('\n', end + 1);
    }
    return text.length();
  }
}
