package io.github.flaskdebugguard.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a report is written. */
public enum Format {
  TEXT,
  CONCISE,
  JSON,
  SARIF,
  MARKDOWN,
  HTML,
  GITLAB,
  RDJSON,
  GITHUB;

  /** {@return the word in options} */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return the format of this word, or null} */
  public static @Nullable Format of(String word) {
    for (Format format : values()) {
      if (format.word().equals(word)) {
        return format;
      }
    }
    return null;
  }
}
