package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A scope in execution. */
final class Frame {
  final Slots locals;
  final ModuleObj module;
  final @Nullable Frame enclosing;

  /** The class whose body this is, or in whose method we are. */
  final @Nullable ClassObj owner;

  /** The first argument of the method that runs here. */
  @Nullable Value self;

  /** Whether names of this scope are seen by nested functions. */
  final boolean classBody;

  /** What a generator has yielded so far; null where nothing can be yielded. */
  @Nullable List<Value> yielded;

  /** The exception that a handler is at, for a bare {@code raise}. */
  @Nullable Raised handling;

  /** The history of the condition because of which the current block runs, where variables did. */
  @Nullable Origin decidedBy;

  private final String file;
  private @Nullable Map<String, Boolean> declared;

  Frame(
      Slots locals,
      ModuleObj module,
      @Nullable Frame enclosing,
      @Nullable ClassObj owner,
      boolean classBody) {
    this.locals = locals;
    this.module = module;
    this.enclosing = enclosing;
    this.owner = owner;
    this.classBody = classBody;
    SourceFile source = module.source();
    this.file = source == null ? "" : source.path();
  }

  static Frame of(ModuleObj module) {
    return new Frame(module.slots, module, null, null, false);
  }

  /**
   * {@return a scope for a function or lambda defined here}
   *
   * @param expected how many names it is likely to bind
   */
  Frame inner(@Nullable ClassObj ownerClass, int expected) {
    Frame seen = this;
    while (seen.classBody && seen.enclosing != null) {
      seen = seen.enclosing;
    }
    Frame frame = new Frame(new Slots(expected), module, seen, ownerClass, false);
    return frame;
  }

  /** {@return a scope for a comprehension: it sees class names too, which is close enough} */
  Frame comprehension() {
    Frame frame = new Frame(new Slots(Slots.FEW), module, this, owner, false);
    frame.self = self;
    frame.yielded = new ArrayList<>();
    return frame;
  }

  /** {@return whether names that are bound here are the module's} */
  boolean isGlobal() {
    return locals == module.slots;
  }

  /** {@return the repository path of the file whose code runs here; empty for a library} */
  String file() {
    return file;
  }

  void declare(String name, boolean global) {
    Map<String, Boolean> all = declared;
    if (all == null) {
      all = new HashMap<>();
      declared = all;
    }
    all.put(name, global);
  }

  /** {@return true for global, false for nonlocal, null when not declared} */
  @Nullable Boolean declaration(String name) {
    return declared == null ? null : declared.get(name);
  }
}
