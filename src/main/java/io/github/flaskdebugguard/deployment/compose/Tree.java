package io.github.flaskdebugguard.deployment.compose;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Span;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of a compose file after merge keys and interpolation. */
sealed interface Tree {
  Span span();

  /** {@return {@code !reset}, {@code !override} or null} */
  @Nullable String tag();

  /**
   * A scalar.
   *
   * @param kind what an unquoted scalar is taken for; TEXT when it is quoted or was interpolated
   * @param base folder to which a path in it is relative; null when that is outside the repository
   * @param entry the place of the key with the value, or of the list item
   * @param overridden what stood here in an earlier file, or null
   */
  record Leaf(
      Interpolated text,
      boolean isNull,
      GoScalar.Kind kind,
      @Nullable String base,
      Span span,
      Span entry,
      @Nullable String tag,
      @Nullable Leaf overridden)
      implements Tree {

    Leaf over(@Nullable Leaf earlier) {
      return new Leaf(text, isNull, kind, base, span, entry, tag, earlier);
    }

    /** {@return the text as compose prints it} */
    String printed() {
      return kind == GoScalar.Kind.TEXT ? text.text() : GoScalar.print(text.text());
    }

    /** {@return the text at the scalar's place} */
    Text value() {
      return text.value(printed(), span);
    }

    /** {@return the text when all of it is known, or null} */
    @Nullable String known() {
      return text.isKnown() && !isNull ? printed() : null;
    }
  }

  /** A list. */
  record Items(List<Tree> items, Span span, @Nullable String tag) implements Tree {
    public Items {
      items = List.copyOf(items);
    }
  }

  /**
   * A mapping.
   *
   * @param keys places of the keys
   */
  record Fields(Map<String, Tree> fields, Map<String, Span> keys, Span span, @Nullable String tag)
      implements Tree {
    public Fields {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
      keys = Map.copyOf(keys);
    }

    @Nullable Tree get(String key) {
      return fields.get(key);
    }

    @Nullable Leaf leaf(String key) {
      return fields.get(key) instanceof Leaf leaf && !leaf.isNull() ? leaf : null;
    }

    /** {@return the known text of a key, or null} */
    @Nullable String text(String key) {
      Leaf leaf = leaf(key);
      return leaf == null ? null : leaf.known();
    }

    @Nullable Fields map(String key) {
      return fields.get(key) instanceof Fields map ? map : null;
    }

    Fields with(String key, Tree value, Span place) {
      return edit().put(key, value, place).done();
    }

    Fields without(String key) {
      return edit().remove(key).done();
    }

    Editor edit() {
      return new Editor(this);
    }
  }

  /** A copy of a mapping that is being changed. A key keeps the place where it first stood. */
  final class Editor {
    private final Fields original;
    private final Map<String, Tree> fields;
    private final Map<String, Span> keys;

    private Editor(Fields original) {
      this.original = original;
      this.fields = new LinkedHashMap<>(original.fields());
      this.keys = new LinkedHashMap<>(original.keys());
    }

    @Nullable Tree get(String key) {
      return fields.get(key);
    }

    Editor put(String key, Tree value, Span place) {
      fields.put(key, value);
      keys.putIfAbsent(key, place);
      return this;
    }

    Editor remove(String key) {
      fields.remove(key);
      return this;
    }

    Fields done() {
      return new Fields(fields, keys, original.span(), original.tag());
    }
  }

  /** {@return a scalar, or the scalars of a list} */
  static List<Leaf> leaves(@Nullable Tree tree) {
    return switch (tree) {
      case Leaf leaf when !leaf.isNull() -> List.of(leaf);
      case Items items ->
          items.items().stream().filter(Leaf.class::isInstance).map(Leaf.class::cast).toList();
      case null -> List.of();
      default -> List.of();
    };
  }
}
