package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.TomlLines;
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

/** The packages of a {@code poetry.lock}, {@code pdm.lock} or {@code uv.lock}, by name. */
final class LockedPackages {
  /** One locked package and what it needs. */
  static final class Locked {
    private final String name;
    private final @Nullable String version;
    private final Span span;
    private final boolean main;
    private final boolean root;
    private final List<String> needs = new ArrayList<>();

    private Locked(String name, @Nullable String version, Span span, boolean main, boolean root) {
      this.name = name;
      this.version = version;
      this.span = span;
      this.main = main;
      this.root = root;
    }

    String name() {
      return name;
    }

    @Nullable String version() {
      return version;
    }

    Span span() {
      return span;
    }
  }

  private final Map<String, Locked> locked = new LinkedHashMap<>();

  private LockedPackages(SourceFile file) {
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
  }

  /** {@return what a lock file holds; a large file that several deployments ask for, so once} */
  static LockedPackages of(SourceFile file) {
    return file.as(LockedPackages.class, LockedPackages::new);
  }

  /**
   * {@return the packages that an installation gets: those for production that the project reaches,
   * all for production when nothing tells where to start}
   *
   * @param wanted names that the project itself requires, empty when not known
   */
  List<Locked> installed(Set<String> wanted) {
    Set<String> reached = reached(wanted);
    List<Locked> installed = new ArrayList<>();
    for (Locked one : locked.values()) {
      if (one.main && !one.root && (reached.isEmpty() || reached.contains(one.name))) {
        installed.add(one);
      }
    }
    return installed;
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
  private Set<String> reached(Set<String> wanted) {
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
