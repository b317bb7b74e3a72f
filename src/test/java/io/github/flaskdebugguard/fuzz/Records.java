package io.github.flaskdebugguard.fuzz;

import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Walks through documents, which are records, lists and maps of records, without recursion. */
final class Records {
  private static final ClassValue<List<Method>> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
          List<Method> methods = new ArrayList<>();
          for (RecordComponent component : type.getRecordComponents()) {
            Class<?> kind = component.getType();
            if (!kind.isPrimitive() && !kind.isEnum() && kind != String.class) {
              Method accessor = component.getAccessor();
              accessor.setAccessible(true);
              methods.add(accessor);
            }
          }
          return List.copyOf(methods);
        }
      };

  private Records() {}

  /** Is told of each record and of the record that holds it, null for the outermost. */
  @FunctionalInterface
  interface Visitor {
    void visit(@Nullable Record parent, Record child);
  }

  private record Step(@Nullable Record parent, Object value) {}

  /** Visits every record once. */
  static void walk(Object root, Visitor visitor) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Step> todo = new ArrayDeque<>();
    todo.push(new Step(null, root));
    while (!todo.isEmpty()) {
      Step step = todo.pop();
      switch (step.value()) {
        case Record child -> {
          visitor.visit(step.parent(), child);
          if (seen.add(child)) {
            for (Method accessor : COMPONENTS.get(child.getClass())) {
              Object value = call(accessor, child);
              if (value != null) {
                todo.push(new Step(child, value));
              }
            }
          }
        }
        case Map<?, ?> map -> push(map.values(), step.parent(), todo);
        case Collection<?> items -> push(items, step.parent(), todo);
        default -> {}
      }
    }
  }

  private static void push(Collection<?> items, @Nullable Record parent, Deque<Step> todo) {
    for (Object item : items) {
      if (item != null) {
        todo.push(new Step(parent, item));
      }
    }
  }

  /** Fails when a place is not in the file. */
  static void areIn(SourceFile file, Object root) {
    walk(
        root,
        (parent, child) -> {
          if (child instanceof Span span) {
            Property.holds(
                span.path().equals(file.path()) && span.end() <= file.text().length(),
                "%s of %s is outside of the file of %d characters",
                span,
                parent,
                file.text().length());
          }
        });
  }

  /**
   * Fails when a part stands outside of what it is a part of.
   *
   * @param elsewhere tells the parts that may
   */
  static void areNested(Object root, Predicate<Record> elsewhere) {
    walk(
        root,
        (parent, child) -> {
          Span outer = parent == null ? null : spanOf(parent);
          Span inner = spanOf(child);
          if (outer != null && inner != null && !elsewhere.test(child)) {
            Property.holds(
                outer.start() <= inner.start() && inner.end() <= outer.end(),
                "%s is not inside of %s",
                child,
                parent);
          }
        });
  }

  private static @Nullable Span spanOf(Record record) {
    for (Method accessor : COMPONENTS.get(record.getClass())) {
      if (accessor.getName().equals("span")) {
        return (Span) call(accessor, record);
      }
    }
    return null;
  }

  private static @Nullable Object call(Method accessor, Object owner) {
    try {
      return accessor.invoke(owner);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }
}
