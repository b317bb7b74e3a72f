package io.github.flaskdebugguard.deployment.compose;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text after interpolation in which each part that cannot be known is one private-use character,
 * so that it can still be split.
 *
 * @param text the text; {@code MARK + i} stands for {@code unknowns[i]}
 * @param notes which variables were filled in, and from where
 */
record Interpolated(String text, List<Text.Unknown> unknowns, List<Note> notes) {
  static final char MARK = '\uE100';
  static final int MOST = 1_000;

  Interpolated {
    unknowns = List.copyOf(unknowns);
    notes = List.copyOf(notes);
  }

  static Interpolated plain(String text) {
    return new Interpolated(text, List.of(), List.of());
  }

  /** {@return a piece of the text as a value at a place; unknown when any of its parts is} */
  Text value(String piece, Span span) {
    for (int i = 0; i < piece.length(); i++) {
      Text.Unknown unknown = unknownAt(piece.charAt(i));
      if (unknown != null) {
        return new Text.Unknown(unknown.reason(), unknown.variable(), span);
      }
    }
    return new Text.Known(piece, span);
  }

  /** {@return the piece for people, with {@code ${NAME}} for what is not known} */
  String readable(String piece) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < piece.length(); i++) {
      Text.Unknown unknown = unknownAt(piece.charAt(i));
      if (unknown == null) {
        out.append(piece.charAt(i));
      } else {
        out.append(unknown.variable() == null ? "${?}" : "${" + unknown.variable() + "}");
      }
    }
    return out.toString();
  }

  boolean isKnown() {
    return unknowns.isEmpty();
  }

  private Text.@Nullable Unknown unknownAt(char c) {
    int index = c - MARK;
    return index >= 0 && index < unknowns.size() ? unknowns.get(index) : null;
  }
}
