package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Packages.Requirement;
import io.github.flaskdebugguard.document.JsonFile;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads lock files: {@code poetry.lock}, {@code pdm.lock}, {@code uv.lock} and {@code
 * Pipfile.lock}. Packages that only development needs are left out as far as the file or the
 * project file tells.
 */
final class LockFiles {
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
    LockedPackages locked = LockedPackages.of(file);
    for (LockedPackages.Locked one : locked.installed(wanted)) {
      add(one.name(), one.version(), one.span());
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
}
