package io.github.flaskdebugguard.document.shell;

import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A word before expansion.
 *
 * @param source the text as written, with its quotes
 */
public record Word(List<Part> parts, String source, Span span) {
  public Word {
    parts = List.copyOf(parts);
  }

  /** {@return the text when nothing in the word is expanded, quoted or not; null otherwise} */
  public @Nullable String literal() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (!(part instanceof Part.Literal literal)) {
        return null;
      }
      text.append(literal.text());
    }
    return text.toString();
  }

  /** A piece of a word. */
  public sealed interface Part {
    /** {@return whether it stands in quotes, so that its result is neither split nor a pattern} */
    boolean quoted();

    /** Text as it stands, with quotes and backslashes removed. */
    record Literal(String text, boolean quoted) implements Part {}

    /**
     * {@code $name} or {@code ${name...}}.
     *
     * @param index text of {@code [...]}, null without one
     * @param operator {@code :-}, {@code -}, {@code #}, {@code /} and so on as written; {@code
     *     length} for {@code ${#name}}, {@code indirect} for {@code ${!name}}, {@code bad} when it
     *     is none that a shell knows, empty without one
     * @param argument what follows the operator
     * @param replacement what follows the second {@code /} of a replacement
     */
    record Parameter(
        String name,
        @Nullable String index,
        String operator,
        @Nullable Word argument,
        @Nullable Word replacement,
        boolean quoted)
        implements Part {}

    /** {@code $(...)} or backticks. */
    record Substitution(Command.Block body, boolean quoted) implements Part {}

    /** {@code $((...))}. */
    record Arithmetic(Word expression, boolean quoted) implements Part {}

    /** {@code <(...)} or {@code >(...)}. */
    record Process(Command.Block body) implements Part {
      @Override
      public boolean quoted() {
        return true;
      }
    }
  }
}
