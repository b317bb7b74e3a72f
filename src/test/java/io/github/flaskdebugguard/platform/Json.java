package io.github.flaskdebugguard.platform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Recorded runs of real tools as plain maps and lists. */
public record Json(Object value) {
  /** {@return the records of a resource that is a list of objects} */
  public static List<Json> records(String resource) {
    try (InputStream in =
            Objects.requireNonNull(Json.class.getResourceAsStream(resource), resource);
        JsonParser parser = new JsonFactory().createParser(in)) {
      parser.nextToken();
      return new Json(read(parser)).items();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object read(JsonParser parser) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          map.put(name, read(parser));
        }
        return map;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(read(parser));
        }
        return list;
      }
      case VALUE_NULL -> {
        return null;
      }
      case VALUE_TRUE, VALUE_FALSE -> {
        return parser.getBooleanValue();
      }
      default -> {
        return parser.getText();
      }
    }
  }

  /** {@return a member of an object} */
  public Json get(String name) {
    return new Json(((Map<?, ?>) value).get(name));
  }

  /** {@return the text of a string} */
  public String text() {
    return (String) value;
  }

  /** {@return the items of a list} */
  public List<Json> items() {
    return ((List<?>) value).stream().map(Json::new).toList();
  }

  /** {@return the texts of a list of strings} */
  public List<String> texts() {
    return items().stream().map(Json::text).toList();
  }

  /** {@return an object of strings; a null stays null} */
  public Map<String, String> map() {
    Map<String, String> map = new LinkedHashMap<>();
    ((Map<?, ?>) value).forEach((name, item) -> map.put((String) name, (String) item));
    return map;
  }
}
