package io.github.flaskdebugguard.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.github.flaskdebugguard.document.YamlNode.Style;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.SourceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON file, as nodes of YAML: strings are double-quoted scalars, numbers, bools and null plain
 * ones. Comments and trailing commas, which the tools that read such files mostly accept, are
 * accepted. Bounds: 1 MiB, 100 levels.
 *
 * @param root the value, or null when it could not be read
 * @param problems what could not be read
 */
public record JsonFile(@Nullable YamlNode root, List<Problem> problems) {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(Limits.LEVELS).build())
          .build();

  private static final JsonFactory STRICT =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(Limits.LEVELS).build())
          .build();

  public JsonFile {
    problems = List.copyOf(problems);
  }

  /** {@return the value of a file} */
  public static JsonFile parse(SourceFile file) {
    return file.as(JsonFile.class, text -> parse(text, FACTORY));
  }

  /** {@return the value of a file as Python's json reads it: without comments} */
  public static JsonFile strict(SourceFile file) {
    return parse(file, STRICT);
  }

  private static JsonFile parse(SourceFile file, JsonFactory factory) {
    if (file.text().length() > Limits.FILE_BYTES) {
      return failed(file, 0, "JSON file is larger than 1 MiB and was not read");
    }
    String text = file.text();
    int base = text.startsWith("\uFEFF") ? 1 : 0;
    try (JsonParser parser = factory.createParser(text.substring(base))) {
      if (parser.nextToken() == null) {
        return failed(file, 0, "JSON file is empty");
      }
      YamlNode root = node(parser, file, base);
      if (parser.nextToken() != null) {
        return failed(file, offset(parser, base), "JSON could not be read: text after the value");
      }
      return new JsonFile(root, List.of());
    } catch (JsonProcessingException e) {
      long at = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getCharOffset());
      return failed(file, (int) at + base, "JSON could not be read: " + e.getOriginalMessage());
    } catch (IOException | RuntimeException e) {
      return failed(file, 0, "JSON could not be read: the parser gave up");
    }
  }

  /** {@return the value when it is an object, else null} */
  public @Nullable YamlMap map() {
    return root instanceof YamlMap map ? map : null;
  }

  private static YamlNode node(JsonParser parser, SourceFile file, int base) throws IOException {
    int start = offset(parser, base);
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      List<YamlEntry> entries = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        YamlNode key = scalar(parser, file, base, Style.DOUBLE_QUOTED);
        parser.nextToken();
        entries.add(new YamlEntry(key, node(parser, file, base)));
      }
      return new YamlMap(entries, null, file.span(start, end(parser, base)));
    }
    if (token == JsonToken.START_ARRAY) {
      List<YamlNode> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(node(parser, file, base));
      }
      return new YamlList(items, null, file.span(start, end(parser, base)));
    }
    return scalar(
        parser, file, base, token == JsonToken.VALUE_STRING ? Style.DOUBLE_QUOTED : Style.PLAIN);
  }

  private static YamlScalar scalar(JsonParser parser, SourceFile file, int base, Style style)
      throws IOException {
    int start = offset(parser, base);
    // The text is read lazily, and only then is the parser's place after it.
    String text = parser.getText();
    int end = style == Style.PLAIN ? start + text.length() : stringEnd(file.text(), start);
    return new YamlScalar(text, style, null, file.span(start, end), null);
  }

  /** The parser's place after a key is after its colon, so the closing quote is looked up. */
  private static int stringEnd(String text, int start) {
    int at = start + 1;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private static int offset(JsonParser parser, int base) {
    return (int) parser.currentTokenLocation().getCharOffset() + base;
  }

  private static int end(JsonParser parser, int base) {
    return (int) parser.currentLocation().getCharOffset() + base;
  }

  private static JsonFile failed(SourceFile file, int at, String message) {
    String line = message.lines().findFirst().orElse(message);
    return new JsonFile(null, List.of(new Problem(file.path(), file.span(at, at), line, true)));
  }
}
