package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.SourceFile;
import org.jspecify.annotations.Nullable;

/** A module. Its globals are its slots. */
public final class ModuleObj extends Value.Obj {
  private final String name;
  private final @Nullable String file;
  private final @Nullable SourceFile source;
  private Value.@Nullable Unknown open;

  ModuleObj(String name, @Nullable String file, @Nullable SourceFile source, Origin origin) {
    super(origin);
    this.source = source;
    this.name = name;
    this.file = file;
  }

  /** {@return the dotted name} */
  public String name() {
    return name;
  }

  /** {@return the absolute path of its file as the process sees it, or null for a library} */
  public @Nullable String file() {
    return file;
  }

  /** {@return its source, or null for a library} */
  public @Nullable SourceFile source() {
    return source;
  }

  /** {@return why it may hold names that are not known, or null} */
  public Value.@Nullable Unknown open() {
    return open;
  }

  /** States that the module may hold more names than are known. */
  void open(Value.Unknown reason) {
    open = reason;
  }
}
