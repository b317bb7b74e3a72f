package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.SourceFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A module. Its globals are its slots. */
public final class ModuleObj extends Value.Obj {
  private final String name;
  private final @Nullable String file;
  private final @Nullable SourceFile source;
  private Value.@Nullable Unknown open;
  private Map<String, DeferredImport> deferred = Map.of();

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

  /** {@return the import that would bind a name and that waits for it to be used, or null} */
  @Nullable DeferredImport deferred(String variable) {
    return deferred.isEmpty() ? null : deferred.get(variable);
  }

  /** {@return the names that imports wait to bind} */
  Set<String> deferred() {
    return Set.copyOf(deferred.keySet());
  }

  /** Leaves an import until the name that it binds is used. */
  void defer(String variable, DeferredImport by) {
    if (deferred.isEmpty()) {
      deferred = new LinkedHashMap<>();
    }
    deferred.put(variable, by);
  }

  /** States that the module may hold more names than are known. */
  void open(Value.Unknown reason) {
    open = reason;
  }
}
