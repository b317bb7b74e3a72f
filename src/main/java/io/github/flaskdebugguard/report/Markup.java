package io.github.flaskdebugguard.report;

/** Shows text of a repository as nothing but text, in HTML and in Markdown. */
public final class Markup {
  private Markup() {}

  /** {@return the text for HTML, also for an attribute in quotes} */
  static String html(String text) {
    String line = Neutral.line(text);
    StringBuilder out = new StringBuilder(line.length() + 16);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  /**
   * {@return the text for a line of Markdown} A character reference can never be markup (CommonMark
   * 0.31, 2.5), so all punctuation that could begin any becomes one.
   */
  public static String markdown(String text) {
    String line = Neutral.line(text);
    StringBuilder out = new StringBuilder(line.length() + 16);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (letter || c > '~' || " .,;-/'?".indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append("&#").append((int) c).append(';');
      }
    }
    return out.toString();
  }

  /** {@return the text as code in Markdown, in which nobody is mentioned and nothing is linked} */
  static String code(String text) {
    return "<code>" + markdown(text) + "</code>";
  }
}
