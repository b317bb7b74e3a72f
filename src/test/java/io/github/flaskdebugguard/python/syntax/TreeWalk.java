package io.github.flaskdebugguard.python.syntax;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Visits every record of a tree, whatever its type, without recursion. */
@NullMarked
final class TreeWalk {
  private static final ClassValue<List<Method>> CHILDREN =
      new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
          List<Method> methods = new ArrayList<>();
          for (RecordComponent component : type.getRecordComponents()) {
            Class<?> kind = component.getType();
            if (List.class.isAssignableFrom(kind)
                || kind.isRecord()
                || Node.class.isAssignableFrom(kind)) {
              Method accessor = component.getAccessor();
              accessor.setAccessible(true);
              methods.add(accessor);
            }
          }
          return List.copyOf(methods);
        }
      };

  private TreeWalk() {}

  static void visit(Object root, Consumer<Object> visitor) {
    visitWhere(
        root,
        node -> {
          visitor.accept(node);
          return true;
        });
  }

  /** Visits what is inside a record only where {@code visitor} says so. */
  static void visitWhere(Object root, Predicate<Object> visitor) {
    Deque<Object> todo = new ArrayDeque<>();
    todo.push(root);
    while (!todo.isEmpty()) {
      Object node = todo.pop();
      if (!visitor.test(node)) {
        continue;
      }
      for (Method accessor : CHILDREN.get(node.getClass())) {
        @Nullable Object child = call(accessor, node);
        if (child instanceof List<?> list) {
          for (Object item : list) {
            if (item instanceof Record) {
              todo.push(item);
            }
          }
        } else if (child != null) {
          todo.push(child);
        }
      }
    }
  }

  private static @Nullable Object call(Method accessor, Object node) {
    try {
      return accessor.invoke(node);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }
}
