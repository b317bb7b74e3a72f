package io.github.flaskdebugguard.repository;

import java.io.File;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps JGit away from the machine: by itself it runs {@code git}, obeys the configuration of the
 * system and of the home folder, in which an earlier step of a job may have planted something, and
 * writes {@code ~/.config/jgit/config} (executed: JGit 7.8).
 */
final class Isolation extends SystemReader.Delegate {
  /** How exactly file systems of Linux keep times, with room. */
  private static final Duration RESOLUTION = Duration.ofMillis(20);

  private Isolation(SystemReader real) {
    super(real);
  }

  /** Makes all of JGit see no configuration but that of a repository. */
  static synchronized void enter() {
    if (!(SystemReader.getInstance() instanceof Isolation)) {
      SystemReader.setInstance(new Isolation(SystemReader.getInstance()));
    }
  }

  @Override
  public @Nullable String getenv(String variable) {
    return variable.startsWith("GIT_") || variable.startsWith("XDG_")
        ? null
        : super.getenv(variable);
  }

  @Override
  public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
    return new Nothing(parent, fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
    return new Nothing(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
    return new Nothing(parent, fs);
  }

  /** A configuration that is empty and stays so. */
  private static final class Nothing extends FileBasedConfig {
    Nothing(@Nullable Config parent, FS fs) {
      super(parent, new File("/dev/null"), fs);
    }

    @Override
    public void load() {
      // There is nothing to load.
    }

    @Override
    public void save() {
      // JGit stores what it measures of a disk.
    }

    /** Without an answer JGit writes files into the repository to find it out. */
    @Override
    public long getTimeUnit(
        String section, @Nullable String subsection, String name, long otherwise, TimeUnit unit) {
      return section.equals("filesystem") ? unit.convert(RESOLUTION) : otherwise;
    }

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
