package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text from a file that may not be knowable. Nothing can read characters out of an unknown. */
public sealed interface Text {
  /** {@return where it is written} */
  Span span();

  /** {@return the same text without its place: equal for all that say the same} */
  Text unplaced();

  /** {@return the same texts without their places} */
  static List<Text> unplaced(List<Text> texts) {
    List<Text> result = new ArrayList<>(texts.size());
    texts.forEach(each -> result.add(each.unplaced()));
    return List.copyOf(result);
  }

  /** A text that is known, also the empty one. */
  record Known(String value, Span span) implements Text {
    @Override
    public Text unplaced() {
      return new Known(value, Span.NOWHERE);
    }
  }

  /**
   * A text that something outside the repository decides.
   *
   * @param reason why, as a clause: "comes from the secret app-secrets"
   * @param variable name of the outside variable that decides, if one does
   */
  record Unknown(String reason, @Nullable String variable, Span span) implements Text {
    @Override
    public Text unplaced() {
      return new Unknown(reason, variable, Span.NOWHERE);
    }
  }
}
