package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of a YAML or JSON document as it is written: tags that YAML would guess are not guessed,
 * since {@code yes}, {@code 010} and {@code 1.0} mean different things to different readers.
 * Aliases are resolved and share their node, so an aliased node's span is that of its anchor.
 */
public sealed interface YamlNode {
  /** {@return where the node is written, without the blanks and comments after it} */
  Span span();

  /**
   * {@return the tag that is written at the node, for example {@code !reset} or {@code
   * tag:yaml.org,2002:str}; null when none is}
   */
  @Nullable String tag();

  /** How a scalar is written. */
  enum Style {
    PLAIN,
    SINGLE_QUOTED,
    DOUBLE_QUOTED,
    /** A block scalar with {@code |}. */
    LITERAL,
    /** A block scalar with {@code >}. */
    FOLDED
  }

  /** A key with its value. */
  record YamlEntry(YamlNode key, YamlNode value) {
    /** {@return the key's text, or null when the key is not a scalar} */
    public @Nullable String name() {
      return key instanceof YamlScalar scalar ? scalar.text() : null;
    }

    /**
     * {@return the span from key to value; of the key alone when an alias took the value from
     * elsewhere}
     */
    public Span span() {
      Span from = key.span();
      Span to = value.span();
      return to.start() >= from.end() && to.path().equals(from.path())
          ? new Span(from.path(), from.start(), to.end())
          : from;
    }
  }

  /**
   * A mapping.
   *
   * @param entries in the order in which they are written, repeated keys included
   */
  record YamlMap(List<YamlEntry> entries, @Nullable String tag, Span span) implements YamlNode {
    public YamlMap {
      entries = List.copyOf(entries);
    }

    /** {@return the last entry with this key, or null} */
    public @Nullable YamlEntry entry(String key) {
      for (int i = entries.size() - 1; i >= 0; i--) {
        if (key.equals(entries.get(i).name())) {
          return entries.get(i);
        }
      }
      return null;
    }

    /**
     * {@return the value of the last entry with this key, or null; a key without a value has a
     * scalar for which {@link YamlScalar#isNull} holds}
     */
    public @Nullable YamlNode get(String key) {
      YamlEntry entry = entry(key);
      return entry == null ? null : entry.value();
    }

    /**
     * {@return the value below a chain of keys, or null when one of them is missing or not a
     * mapping}
     */
    public @Nullable YamlNode at(String... keys) {
      YamlNode node = this;
      for (String key : keys) {
        if (!(node instanceof YamlMap map)) {
          return null;
        }
        node = map.get(key);
      }
      return node;
    }

    /** {@return the scalar of a key, or null when it is missing, null or no scalar} */
    public @Nullable YamlScalar scalar(String key) {
      return get(key) instanceof YamlScalar scalar && !scalar.isNull() ? scalar : null;
    }

    /** {@return the raw text of a key's scalar, or null when it is missing, null or no scalar} */
    public @Nullable String text(String key) {
      YamlScalar scalar = scalar(key);
      return scalar == null ? null : scalar.text();
    }

    /** {@return the mapping of a key, or null when it is missing or no mapping} */
    public @Nullable YamlMap map(String key) {
      return get(key) instanceof YamlMap map ? map : null;
    }

    /** {@return the items of a key's list; empty when it is missing or no list} */
    public List<YamlNode> list(String key) {
      return get(key) instanceof YamlList list ? list.items() : List.of();
    }
  }

  /** A sequence. */
  record YamlList(List<YamlNode> items, @Nullable String tag, Span span) implements YamlNode {
    public YamlList {
      items = List.copyOf(items);
    }

    /** {@return the items that are mappings} */
    public List<YamlMap> maps() {
      List<YamlMap> maps = new ArrayList<>();
      for (YamlNode item : items) {
        if (item instanceof YamlMap map) {
          maps.add(map);
        }
      }
      return List.copyOf(maps);
    }
  }

  /**
   * A scalar.
   *
   * @param text the text after YAML's own decoding (quotes, escapes, folding); template expressions
   *     stand in it as written
   * @param template the first template expression in it without its braces ({@code .Values.debug}),
   *     or null when it holds none
   */
  record YamlScalar(
      String text, Style style, @Nullable String tag, Span span, @Nullable String template)
      implements YamlNode {

    /** {@return whether the scalar is YAML's null: nothing, {@code ~} or {@code null}, unquoted} */
    public boolean isNull() {
      return style == Style.PLAIN
          && (tag == null || tag.equals("tag:yaml.org,2002:null"))
          && switch (text) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
          };
    }

    /**
     * {@return whether the scalar is written without quotes, so that a reader may take it for a
     * number, a bool or null}
     */
    public boolean isPlain() {
      return style == Style.PLAIN;
    }

    /** {@return the text, or an unknown when a template expression decides it} */
    public Text value() {
      String expression = template;
      return expression == null
          ? new Text.Known(text, span)
          : new Text.Unknown("comes from the template expression " + expression, null, span);
    }
  }
}
