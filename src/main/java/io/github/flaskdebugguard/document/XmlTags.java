package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The opening tags of an XML file with their attributes and places. Entities other than the five of
 * XML itself are never resolved, comments are left out, nothing is nested, so no text can make it
 * cost more than its length.
 */
public final class XmlTags {
  /** An opening tag. */
  public record Tag(String name, Map<String, Text.Known> attributes, Span span) {
    public Tag {
      attributes = Map.copyOf(attributes);
    }

    /** {@return the value of an attribute, or null} */
    public Text.@Nullable Known attribute(String name) {
      return attributes.get(name);
    }
  }

  private XmlTags() {}

  /** {@return the opening tags of a file in order} */
  public static List<Tag> parse(SourceFile file) {
    String text = file.text();
    List<Tag> tags = new ArrayList<>();
    int at = text.indexOf('<');
    while (at >= 0 && at + 1 < text.length()) {
      if (text.startsWith("<!--", at)) {
        int end = text.indexOf("-->", at);
        at = end < 0 ? -1 : text.indexOf('<', end);
        continue;
      }
      int next = at + 1;
      if (Character.isLetter(text.charAt(next))) {
        next = tag(file, at, tags);
      }
      at = text.indexOf('<', next);
    }
    return tags;
  }

  private static int tag(SourceFile file, int start, List<Tag> tags) {
    String text = file.text();
    int at = start + 1;
    int nameEnd = at;
    while (nameEnd < text.length() && isName(text.charAt(nameEnd))) {
      nameEnd++;
    }
    String name = text.substring(at, nameEnd);
    Map<String, Text.Known> attributes = new TreeMap<>();
    at = nameEnd;
    while (at < text.length() && text.charAt(at) != '>') {
      int key = at;
      while (at < text.length() && isName(text.charAt(at))) {
        at++;
      }
      if (at == key) {
        at++;
        continue;
      }
      String attribute = text.substring(key, at);
      while (at < text.length()
          && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '=')) {
        at++;
      }
      if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
        int close = text.indexOf(text.charAt(at), at + 1);
        int end = close < 0 ? text.length() : close;
        attributes.put(
            attribute, new Text.Known(plain(text.substring(at + 1, end)), file.span(at + 1, end)));
        at = Math.min(text.length(), end + 1);
      }
    }
    tags.add(new Tag(name, attributes, file.span(start, Math.min(text.length(), at + 1))));
    return at;
  }

  private static boolean isName(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == ':' || c == '.';
  }

  private static String plain(String text) {
    return text.indexOf('&') < 0
        ? text
        : text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&apos;", "'")
            .replace("&amp;", "&");
  }
}
