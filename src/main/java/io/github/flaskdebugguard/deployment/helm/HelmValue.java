package io.github.flaskdebugguard.deployment.helm;

import io.github.flaskdebugguard.repository.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of a template. */
sealed interface HelmValue {
  /** Nothing: {@code null}, or a key that is not there. */
  Nil NIL = new Nil(null);

  /**
   * Nothing.
   *
   * @param expression what asked for it, {@code .Values.debug}; null for a plain null
   */
  record Nil(@Nullable String expression) implements HelmValue {}

  /** A bool or a number; {@code text} is how it prints. */
  record Plain(String text, boolean bool, @Nullable Span origin) implements HelmValue {}

  /** A string, in pieces that know where they are from. */
  record Str(List<Piece> pieces) implements HelmValue {
    public Str {
      pieces = List.copyOf(pieces);
    }

    static Str of(String text, @Nullable Span origin) {
      return new Str(text.isEmpty() ? List.of() : List.of(new Piece(text, origin)));
    }

    String text() {
      StringBuilder text = new StringBuilder();
      pieces.forEach(piece -> text.append(piece.text()));
      return text.toString();
    }

    @Nullable Span origin() {
      for (Piece piece : pieces) {
        if (piece.origin() != null) {
          return piece.origin();
        }
      }
      return null;
    }
  }

  /** A stretch of text; {@code origin} is null for what the template itself says. */
  record Piece(String text, @Nullable Span origin) {}

  /** A mapping; keys keep the order of the file. */
  record Dict(Map<String, HelmValue> entries) implements HelmValue {
    public Dict {
      entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    static final Dict EMPTY = new Dict(Map.of());
  }

  /** A list. */
  record Items(List<HelmValue> items) implements HelmValue {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** Something that cannot be known here. */
  record Unknown(String expression) implements HelmValue {}

  /** {@return whether {@code if} takes it for true; what is unknown is taken for true} */
  default boolean truth() {
    return switch (this) {
      case Nil nil -> false;
      case Plain plain -> plain.bool() ? plain.text().equals("true") : !isZero(plain.text());
      case Str str -> !str.pieces().isEmpty();
      case Dict dict -> !dict.entries().isEmpty();
      case Items items -> !items.items().isEmpty();
      case Unknown unknown -> true;
    };
  }

  private static boolean isZero(String number) {
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      if (c >= '1' && c <= '9') {
        return false;
      }
      if (c == 'e' || c == 'E') {
        break;
      }
    }
    return true;
  }

  /** {@return the value as a string; what is unknown becomes its expression in braces} */
  default Str string() {
    return switch (this) {
      case Nil nil -> nil.expression() == null ? Str.of("", null) : unknown(nil.expression());
      case Plain plain -> Str.of(plain.text(), plain.origin());
      case Str str -> str;
      case Dict dict -> HelmYaml.print(dict);
      case Items items -> HelmYaml.print(items);
      case Unknown unknown -> unknown(unknown.expression());
    };
  }

  private static Str unknown(String expression) {
    return Str.of("{{ " + expression + " }}", null);
  }
}
