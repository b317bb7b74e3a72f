package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Packages.Requirement;
import io.github.flaskdebugguard.document.JsonFile;
import io.github.flaskdebugguard.document.TomlLines;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads lock files: {@code poetry.lock}, {@code pdm.lock}, {@code uv.lock} and {@code
 * Pipfile.lock}. Packages that only development needs are left out as far as the file or the
 * project file tells.
 */
final class LockFiles {
  /** One locked package and what it needs. */
  private static final class Locked {
    private final String name;
    private final @Nullable String version;
    private final Span span;
    private final boolean main;
    private final boolean root;
    private final List<String> needs = new ArrayList<>();

    Locked(String name, @Nullable String version, Span span, boolean main, boolean root) {
      this.name = name;
      this.version = version;
      this.span = span;
      this.main = main;
      this.root = root;
    }
  }

  private final FileView files;
  private final PackageSet packages;

  LockFiles(FileView files, PackageSet packages) {
    this.files = files;
    this.packages = packages;
  }

  /**
   * {@return whether there is such a lock file}
   *
   * @param wanted names that the project itself requires, empty when not known
   */
  boolean toml(String path, Set<String> wanted) {
    SourceFile file = files.read(path);
    if (file == null) {
      return false;
    }
    packages.found();
    Map<String, Locked> locked = new LinkedHashMap<>();
    Locked current = null;
    for (TomlLines.Table table : TomlLines.parse(file).tables()) {
      if (table.name().equals("package") && table.isItem()) {
        current = locked(table);
        if (current != null) {
          locked.put(current.name, current);
        }
      } else if (table.name().equals("package.dependencies") && current != null) {
        for (TomlLines.Entry entry : table.entries()) {
          if (!entry.value().replace(" ", "").contains("optional=true")) {
            current.needs.add(RequirementLine.normalised(entry.key()));
          }
        }
      }
    }
    Set<String> installed = installed(locked, wanted);
    for (Locked one : locked.values()) {
      if (one.main && !one.root && (installed.isEmpty() || installed.contains(one.name))) {
        add(one.name, one.version, one.span);
      }
    }
    return true;
  }

  boolean pipfile(String path) {
    SourceFile file = files.read(path);
    if (file == null) {
      return false;
    }
    packages.found();
    YamlMap root = JsonFile.parse(file).map();
    if (root == null) {
      return true;
    }
    YamlMap meta = root.map("_meta");
    YamlMap requires = meta == null ? null : meta.map("requires");
    packages.python(requires == null ? null : requires.text("python_version"));
    YamlMap main = root.map("default");
    for (YamlEntry entry : main == null ? List.<YamlEntry>of() : main.entries()) {
      String version = entry.value() instanceof YamlMap value ? value.text("version") : null;
      String name = entry.name();
      if (name != null) {
        add(
            RequirementLine.normalised(name),
            version == null ? null : RequirementLine.exact(version),
            entry.span());
      }
    }
    return true;
  }

  private void add(String name, @Nullable String version, Span span) {
    packages.add(
        new Requirement(name, version == null ? "" : "==" + version, version, span), List.of());
  }

  private static @Nullable Locked locked(TomlLines.Table table) {
    String name = table.text("name");
    if (name == null) {
      return null;
    }
    TomlLines.Entry groups = table.entry("groups");
    boolean main =
        !"dev".equals(table.text("category"))
            && (groups == null
                || groups.strings().stream()
                    .anyMatch(g -> g.text().equals("main") || g.text().equals("default")));
    TomlLines.Entry source = table.entry("source");
    boolean root = false;
    if (source != null) {
      String here = source.inline("virtual");
      String editable = source.inline("editable");
      root = ".".equals(here) || ".".equals(editable);
    }
    TomlLines.Entry version = table.entry("version");
    Span span = version == null ? table.span() : version.span();
    Locked locked =
        new Locked(RequirementLine.normalised(name), table.text("version"), span, main, root);
    TomlLines.Entry needs = table.entry("dependencies");
    if (needs != null) {
      for (String part : needs.value().split("\\{", -1)) {
        String needed = TomlLines.Entry.inline(part, "name");
        if (needed != null) {
          locked.needs.add(RequirementLine.normalised(needed));
        }
      }
      for (TomlLines.Quoted quoted :
          needs.value().contains("{") ? List.<TomlLines.Quoted>of() : needs.strings()) {
        RequirementLine line = RequirementLine.parse(quoted.text());
        if (line != null) {
          locked.needs.add(line.name());
        }
      }
    }
    return locked;
  }

  /** Names that the project reaches; empty when nothing tells where to start. */
  private static Set<String> installed(Map<String, Locked> locked, Set<String> wanted) {
    Map<String, Locked> start = new HashMap<>();
    for (Locked one : locked.values()) {
      if (one.root || wanted.contains(one.name)) {
        start.put(one.name, one);
      }
    }
    ArrayDeque<Locked> open = new ArrayDeque<>(start.values());
    Set<String> reached = new HashSet<>(start.keySet());
    while (!open.isEmpty()) {
      for (String need : open.pop().needs) {
        Locked next = locked.get(need);
        if (next != null && reached.add(need)) {
          open.push(next);
        }
      }
    }
    return reached;
  }
}
