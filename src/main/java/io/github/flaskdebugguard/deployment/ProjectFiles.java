package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.TomlLines;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a project says that it needs: {@code pyproject.toml}, {@code Pipfile}, {@code
 * setup.cfg}, {@code setup.py} and Conda's {@code environment.yml}. Development groups are left
 * out.
 */
final class ProjectFiles {
  private final FileView files;
  private final PackageSet packages;
  private final Set<String> seen = new HashSet<>();

  ProjectFiles(FileView files, PackageSet packages) {
    this.files = files;
    this.packages = packages;
  }

  /** {@return whether a project file stands in the folder} */
  boolean read(String folder) {
    if (!seen.add(folder)) {
      return true;
    }
    boolean pyproject = pyproject(PosixPath.child(folder, "pyproject.toml"));
    boolean cfg = setupCfg(PosixPath.child(folder, "setup.cfg"));
    boolean py = setupPy(PosixPath.child(folder, "setup.py"));
    return pyproject | cfg | py;
  }

  /** {@return whether there is a file that names packages} */
  boolean pyproject(String path) {
    SourceFile file = files.read(path);
    if (file == null) {
      return false;
    }
    boolean names = false;
    for (TomlLines.Table table : TomlLines.parse(file).tables()) {
      switch (table.name()) {
        case "project" -> {
          TomlLines.Entry dependencies = table.entry("dependencies");
          if (dependencies != null) {
            names = true;
            packages.found();
            strings(file, dependencies);
          }
          packages.python(python(table.text("requires-python")));
        }
        case "tool.poetry.dependencies" -> {
          names = true;
          packages.found();
          keys(table);
        }
        default -> {}
      }
    }
    return names;
  }

  boolean pipfile(String path) {
    SourceFile file = files.read(path);
    if (file == null) {
      return false;
    }
    for (TomlLines.Table table : TomlLines.parse(file).tables()) {
      if (table.name().equals("packages")) {
        packages.found();
        keys(table);
      } else if (table.name().equals("requires")) {
        packages.python(table.text("python_version"));
      }
    }
    return true;
  }

  /**
   * Conda's list of packages, where {@code flask=2.2} stands for any 2.2, with pip's list inside
   * it.
   */
  boolean conda(String path) {
    SourceFile file = files.read(path);
    if (file == null) {
      return false;
    }
    boolean inside = false;
    int pip = -1;
    int begin = 0;
    for (int number = 1; number <= file.lineCount(); number++) {
      begin = number == 1 ? 0 : lineAfter(file, begin);
      String line = file.line(number);
      String item = line.strip();
      int indent = line.indexOf(item);
      if (item.startsWith("dependencies:")) {
        inside = true;
        packages.found();
      } else if (inside && item.startsWith("- ")) {
        String name = item.substring(2).split(" #", 2)[0].strip();
        if (name.equals("pip:")) {
          pip = indent;
        } else {
          int start = begin + indent;
          Span span = file.span(start, start + item.length());
          add(pip >= 0 && indent > pip ? name : ofConda(name), span);
        }
      } else if (inside && indent == 0 && !item.isEmpty() && !item.startsWith("#")) {
        inside = false;
      }
    }
    return true;
  }

  private void add(String requirement, Span span) {
    RequirementLine line = RequirementLine.parse(requirement);
    if (line == null) {
      return;
    }
    if (line.name().equals("python")) {
      String version =
          line.exact() == null
              ? line.specifier().replace("==", "").replace(".*", "")
              : line.exact();
      packages.python(
          Character.isDigit(version.isEmpty() ? ' ' : version.charAt(0)) ? version : null);
    } else {
      packages.add(line, span);
    }
  }

  private static String ofConda(String name) {
    String plain = name.replace("\"", "").replace("'", "");
    int channel = plain.indexOf("::");
    String spec = channel < 0 ? plain : plain.substring(channel + 2);
    int equals = spec.indexOf('=');
    if (equals <= 0
        || "<>!~".indexOf(spec.charAt(equals - 1)) >= 0
        || spec.startsWith("==", equals)) {
      return spec;
    }
    String version = spec.substring(equals + 1);
    int build = version.indexOf('=');
    if (build >= 0) {
      return spec.substring(0, equals) + "==" + version.substring(0, build);
    }
    // Three numbers are in practice the whole version.
    boolean whole = version.chars().filter(c -> c == '.').count() >= 2;
    return spec.substring(0, equals) + "==" + version + (whole ? "" : ".*");
  }

  private static int lineAfter(SourceFile file, int start) {
    int feed = file.text().indexOf('\n', start);
    return feed < 0 ? start : feed + 1;
  }

  private boolean setupCfg(String path) {
    SourceFile file = files.read(path);
    if (file == null) {
      return false;
    }
    String section = "";
    boolean inside = false;
    boolean names = false;
    int start = 0;
    for (String line : file.text().split("\n", -1)) {
      String item = line.strip();
      boolean continued = !line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
      if (item.startsWith("[") && !continued) {
        section = item;
        inside = false;
      } else if (!continued && section.equals("[options]")) {
        inside = item.startsWith("install_requires");
        int equals = item.indexOf('=');
        if (inside) {
          names = true;
          packages.found();
          item = equals < 0 ? "" : item.substring(equals + 1).strip();
        }
      }
      if (inside && !item.isEmpty() && !item.startsWith("#")) {
        int at = start + Math.max(line.indexOf(item), 0);
        add(item.split(" #", 2)[0], file.span(at, at + item.length()));
      }
      start += line.length() + 1;
    }
    return names;
  }

  /** The strings of a literal {@code install_requires=[...]}; anything computed is not seen. */
  private boolean setupPy(String path) {
    SourceFile file = files.read(path);
    if (file == null) {
      return false;
    }
    String text = file.text();
    int at = text.indexOf("install_requires");
    while (at >= 0) {
      int i = at + "install_requires".length();
      while (i < text.length() && (text.charAt(i) <= ' ' || text.charAt(i) == '=')) {
        i++;
      }
      if (i < text.length() && (text.charAt(i) == '[' || text.charAt(i) == '(')) {
        packages.found();
        literals(file, i + 1, text.charAt(i) == '[' ? ']' : ')');
        return true;
      }
      at = text.indexOf("install_requires", at + 1);
    }
    return false;
  }

  private void literals(SourceFile file, int start, char close) {
    String text = file.text();
    int i = start;
    while (i < text.length() && text.charAt(i) != close) {
      char c = text.charAt(i);
      if (c == '#') {
        int end = text.indexOf('\n', i);
        i = end < 0 ? text.length() : end;
      } else if (c == '\'' || c == '"') {
        int end = text.indexOf(c, i + 1);
        int line = text.indexOf('\n', i);
        if (end < 0 || (line >= 0 && line < end)) {
          return;
        }
        add(text.substring(i + 1, end), file.span(i, end + 1));
        i = end + 1;
      } else {
        i++;
      }
    }
  }

  private void strings(SourceFile file, TomlLines.Entry dependencies) {
    for (TomlLines.Quoted quoted : dependencies.strings()) {
      add(quoted.text(), file.span(quoted.start(), quoted.end()));
    }
  }

  /** Tables of Poetry and Pipenv: a name and a version, or an inline table with one. */
  private void keys(TomlLines.Table table) {
    for (TomlLines.Entry entry : table.entries()) {
      String version = entry.text();
      boolean inline = entry.value().startsWith("{");
      if (inline) {
        version = entry.inline("version");
      }
      if (entry.key().toLowerCase(Locale.ROOT).equals("python")) {
        packages.python(python(version));
        continue;
      }
      if (inline && entry.value().replace(" ", "").contains("optional=true")) {
        continue;
      }
      String specifier = RequirementLine.ofPoetry(version == null ? "" : version);
      String marker = inline ? entry.inline("markers") : null;
      packages.add(
          new RequirementLine(
              RequirementLine.normalised(entry.key()),
              extras(entry),
              specifier,
              RequirementLine.exact(specifier),
              marker == null ? "" : marker),
          entry.span());
    }
  }

  private static List<String> extras(TomlLines.Entry entry) {
    int at = entry.value().startsWith("{") ? entry.value().indexOf("extras") : -1;
    int open = at < 0 ? -1 : entry.value().indexOf('[', at);
    int close = open < 0 ? -1 : entry.value().indexOf(']', open);
    if (close < 0) {
      return List.of();
    }
    return new TomlLines.Entry("", entry.value().substring(open, close), 0, entry.span())
        .strings().stream().map(quoted -> RequirementLine.normalised(quoted.text())).toList();
  }

  /** A range names no version; an exact one or {@code ~=3.11} does. */
  private static @Nullable String python(@Nullable String specifier) {
    if (specifier == null) {
      return null;
    }
    String text = specifier.replace(" ", "");
    for (String prefix : List.of("==", "~=", "~", "")) {
      if (text.startsWith(prefix)) {
        String version = text.substring(prefix.length()).replace(".*", "");
        boolean plain =
            !version.isEmpty() && version.chars().allMatch(c -> Character.isDigit(c) || c == '.');
        return plain ? version : null;
      }
    }
    return null;
  }
}
