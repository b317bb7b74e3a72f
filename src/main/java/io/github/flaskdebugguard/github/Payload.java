package io.github.flaskdebugguard.github;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON document of GitHub; what it lacks is null. */
record Payload(@Nullable Object root) {
  static final Payload NONE = new Payload(null);

  static Payload parse(byte[] json) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      return parser.nextToken() == null ? NONE : new Payload(value(parser));
    }
  }

  /** {@return the text or number at a path of names, or null} */
  @Nullable String text(String... path) {
    Object at = at(path);
    return at instanceof String || at instanceof Number ? at.toString() : null;
  }

  /** {@return the texts of a list, of objects their messages} */
  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    if (at(name) instanceof List<?> list) {
      for (Object item : list) {
        Object text = item instanceof Map<?, ?> map ? map.get("message") : item;
        if (text != null) {
          texts.add(text.toString());
        }
      }
    }
    return texts;
  }

  boolean has(String... path) {
    return at(path) != null;
  }

  private @Nullable Object at(String... path) {
    Object at = root;
    for (String name : path) {
      at = at instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return at;
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          map.put(name, value(parser));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser));
        }
        yield list;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getBigIntegerValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      default -> null;
    };
  }
}
