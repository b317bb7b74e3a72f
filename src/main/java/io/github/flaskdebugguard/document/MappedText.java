package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.repository.Span;
import java.util.Arrays;

/**
 * Text put together from a file, of which every character still knows its offset there: lines
 * joined by a continuation, a heredoc without its tabs, what {@code echo} writes. Immutable.
 */
public final class MappedText {
  private final String path;
  private final String text;
  private final int[] offsets;
  private final int anchor;

  private MappedText(String path, String text, int[] offsets, int anchor) {
    this.path = path;
    this.text = text;
    this.offsets = offsets;
    this.anchor = anchor;
  }

  /** {@return a stretch of a file as it stands} */
  public static MappedText of(String path, String fileText, int start, int end) {
    int[] offsets = new int[end - start];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = start + i;
    }
    return new MappedText(path, fileText.substring(start, end), offsets, start);
  }

  /** {@return text that stands elsewhere; every character points to the start of the place} */
  public static MappedText at(Span place, String text) {
    int[] offsets = new int[text.length()];
    Arrays.fill(offsets, place.start());
    return new MappedText(place.path(), text, offsets, place.start());
  }

  /** {@return the characters} */
  public String text() {
    return text;
  }

  /** {@return the repository-relative file that holds the characters} */
  public String path() {
    return path;
  }

  /** {@return the file offset of each character} */
  public int[] offsets() {
    return offsets.clone();
  }

  /** {@return number of UTF-16 units} */
  public int length() {
    return text.length();
  }

  /** {@return the character at an index} */
  public char at(int index) {
    return text.charAt(index);
  }

  /** {@return the file offset of the character at an index, also of the end} */
  public int offset(int index) {
    if (index < offsets.length) {
      return offsets[index];
    }
    return offsets.length == 0 ? anchor : offsets[offsets.length - 1] + 1;
  }

  /** {@return a part of it} */
  public MappedText sub(int from, int to) {
    return new MappedText(
        path, text.substring(from, to), Arrays.copyOfRange(offsets, from, to), offset(from));
  }

  /** {@return it without blanks and tabs at both ends} */
  public MappedText strip() {
    int from = 0;
    int to = length();
    while (from < to && Character.isWhitespace(at(from))) {
      from++;
    }
    while (to > from && Character.isWhitespace(at(to - 1))) {
      to--;
    }
    return from == 0 && to == length() ? this : sub(from, to);
  }

  /** {@return the place of the whole text in the file} */
  public Span span() {
    return span(0, length());
  }

  /** {@return the place of a part of it; an empty part is where it would start} */
  public Span span(int from, int to) {
    if (from >= to) {
      return new Span(path, offset(from), offset(from));
    }
    int start = offsets[from];
    return new Span(path, start, Math.max(start, offsets[to - 1] + 1));
  }

  /** {@return the characters and where they stand, as a document's value} */
  public Text.Known known() {
    return new Text.Known(text, span());
  }

  @Override
  public String toString() {
    return text;
  }

  /** Puts a text together. */
  public static final class Builder {
    private final String path;
    private final int anchor;
    private final StringBuilder text = new StringBuilder();
    private int[] offsets = new int[32];

    /**
     * @param anchor offset that an empty result has
     */
    public Builder(String path, int anchor) {
      this.path = path;
      this.anchor = anchor;
    }

    /** Adds one character that stands at an offset. */
    public Builder append(char c, int offset) {
      int length = text.length();
      if (length == offsets.length) {
        offsets = Arrays.copyOf(offsets, length * 2);
      }
      offsets[length] = offset;
      text.append(c);
      return this;
    }

    /** Adds characters that all stand at one offset. */
    public Builder append(String added, int offset) {
      for (int i = 0; i < added.length(); i++) {
        append(added.charAt(i), offset);
      }
      return this;
    }

    /** Adds another text. */
    public Builder append(MappedText other) {
      for (int i = 0; i < other.length(); i++) {
        append(other.at(i), other.offset(i));
      }
      return this;
    }

    /** {@return how long the text is so far} */
    public int length() {
      return text.length();
    }

    /** {@return the text so far} */
    public MappedText build() {
      return new MappedText(path, text.toString(), Arrays.copyOf(offsets, text.length()), anchor);
    }
  }
}
