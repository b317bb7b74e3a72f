package io.github.flaskdebugguard.repository;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A text file of the repository, or text that a deployment writes into its image from one. Line
 * ends are kept as they are; {@code \n}, {@code \r\n} and {@code \r} end lines.
 */
public final class SourceFile {
  private final String path;
  private final String text;
  private final int @Nullable [] origins;
  private final Map<Class<?>, Object> forms = new ConcurrentHashMap<>(1);
  private int @Nullable [] lineStarts;

  /**
   * @param path repository-relative path of the file that holds the text
   * @param text the decoded text
   */
  public SourceFile(String path, String text) {
    this(path, text, null);
  }

  private SourceFile(String path, String text, int @Nullable [] origins) {
    this.path = path;
    this.text = text;
    this.origins = origins;
  }

  /**
   * {@return text that a deployment writes, of which each character stands somewhere in a
   * repository file; its spans point there}
   *
   * @param path the file in which the characters stand
   * @param origins file offset of each character
   */
  public static SourceFile written(String path, String text, int[] origins) {
    if (origins.length != text.length()) {
      throw new IllegalArgumentException(
          origins.length + " origins of " + text.length() + " characters");
    }
    return new SourceFile(path, text, origins.clone());
  }

  /** {@return the repository-relative path} */
  public String path() {
    return path;
  }

  /** {@return the whole text} */
  public String text() {
    return text;
  }

  /**
   * {@return the text in another form, a parsed one for example, which is made once and kept as
   * long as the file} Several threads that ask at once may each make it; all get the same one.
   *
   * @param form immutable; tells one form from another
   * @param reader looks at nothing but this file, and has nothing to tell but its result
   */
  public <T> T as(Class<T> form, Function<SourceFile, T> reader) {
    Object known = forms.get(form);
    if (known == null) {
      T read = reader.apply(this);
      Object faster = forms.putIfAbsent(form, read);
      known = faster == null ? read : faster;
    }
    return form.cast(known);
  }

  /**
   * {@return the span of these offsets of the text, cut to its length; of written text the place
   * where the characters stand}
   */
  public Span span(int start, int end) {
    int last = Math.min(Math.max(end, 0), text.length());
    int first = Math.min(Math.max(start, 0), last);
    int[] places = origins;
    if (places == null) {
      return new Span(path, first, last);
    }
    if (places.length == 0) {
      return new Span(path, 0, 0);
    }
    if (first == last) {
      int place = first < places.length ? places[first] : places[places.length - 1] + 1;
      return new Span(path, place, place);
    }
    return new Span(path, places[first], Math.max(places[first], places[last - 1] + 1));
  }

  /** {@return lines and columns of a span of this file} */
  public Location locate(Span span) {
    int start = Math.min(span.start(), text.length());
    int end = Math.min(span.end(), text.length());
    int line = lineOf(start);
    int last = lineOf(end > start ? end - 1 : end);
    int[] starts = starts();
    return new Location(
        span.path(), line, start - starts[line - 1] + 1, last, end - starts[last - 1] + 1);
  }

  /** {@return the 1-based line that holds this offset} */
  public int lineOf(int offset) {
    int found = Arrays.binarySearch(starts(), offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** {@return how many lines the text has; an empty text has one} */
  public int lineCount() {
    return starts().length;
  }

  /** {@return the text of a 1-based line without its line end} */
  public String line(int number) {
    int[] starts = starts();
    int start = starts[number - 1];
    int end = number < starts.length ? starts[number] : text.length();
    while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(start, end);
  }

  private synchronized int[] starts() {
    int[] known = lineStarts;
    if (known != null) {
      return known;
    }
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    lineStarts = Arrays.copyOf(starts, count);
    return lineStarts;
  }
}
