package io.github.flaskdebugguard.python;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A class. Its attributes are its slots. */
public final class ClassObj extends Value.Obj {
  private final String name;
  private final List<ClassObj> order;
  private final Value.@Nullable Unknown open;

  /** Makes an empty object of a class that inherits from this one; null for plain instances. */
  final @Nullable BiFunction<ClassObj, Origin, Value.Obj> allocator;

  /** Runs when this class itself is called, for types such as {@code int}; null otherwise. */
  final Value.Native.@Nullable Body conversion;

  /** Runs when a subclass is made. */
  final @Nullable SubclassHook subclassHook;

  /** All attributes that an open class has beside those of its slots; null when not known. */
  final @Nullable Set<String> further;

  /** What a model does to each subclass. */
  @FunctionalInterface
  public interface SubclassHook {
    /** Called once with the finished class. */
    void made(Interpreter interpreter, ClassObj subclass);
  }

  ClassObj(
      String name,
      List<ClassObj> bases,
      Value.@Nullable Unknown open,
      @Nullable BiFunction<ClassObj, Origin, Value.Obj> allocator,
      Value.Native.@Nullable Body conversion,
      @Nullable SubclassHook subclassHook,
      @Nullable Set<String> further,
      Origin origin) {
    super(origin);
    this.name = name;
    this.order = MethodOrder.of(this, bases);
    this.allocator = allocator;
    this.conversion = conversion;
    this.subclassHook = subclassHook;
    this.further = further;
    Value.Unknown inherited = open;
    for (ClassObj base : bases) {
      inherited = inherited == null ? base.open : inherited;
    }
    this.open = inherited;
  }

  /** {@return the class's name} */
  public String name() {
    return name;
  }

  /** {@return this class and its bases in method resolution order} */
  public List<ClassObj> order() {
    return order;
  }

  /** {@return why attributes may exist that are not known, or null} */
  public Value.@Nullable Unknown open() {
    return open;
  }

  /** {@return whether an attribute that is not seen may be there all the same} */
  boolean mayHave(String attribute) {
    for (ClassObj each : order) {
      if (each.further != null && each.open == open) {
        return each.further.contains(attribute);
      }
    }
    return open != null;
  }

  /** {@return whether this class is, or inherits from, another} */
  public boolean inherits(ClassObj other) {
    return order.contains(other);
  }

  /** {@return whether a class of this name is among its bases or itself} */
  public boolean inherits(String className) {
    for (int i = 0; i < order.size(); i++) {
      if (order.get(i).name.equals(className)) {
        return true;
      }
    }
    return false;
  }
}
