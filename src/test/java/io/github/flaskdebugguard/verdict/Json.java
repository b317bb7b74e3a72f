package io.github.flaskdebugguard.verdict;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A node of a JSON file of test data.
 *
 * @param members of an object, in the order of the file
 * @param items of an array
 * @param text of a scalar as written, empty for null
 */
record Json(Map<String, Json> members, List<Json> items, String text) {
  static Json read(InputStream in) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(in)) {
      parser.nextToken();
      return node(parser);
    }
  }

  private static Json node(JsonParser parser) throws IOException {
    Map<String, Json> members = new LinkedHashMap<>();
    List<Json> items = new ArrayList<>();
    String text = "";
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          members.put(name, node(parser));
        }
      }
      case START_ARRAY -> {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(node(parser));
        }
      }
      case VALUE_NULL -> {}
      default -> text = parser.getText();
    }
    return new Json(members, items, text);
  }

  /** {@return a member, or an empty node when there is none} */
  Json get(String name) {
    Json member = members.get(name);
    return member == null ? new Json(Map.of(), List.of(), "") : member;
  }

  /** {@return the texts of the members} */
  Map<String, String> memberTexts() {
    Map<String, String> texts = new LinkedHashMap<>();
    members.forEach((key, item) -> texts.put(key, item.text()));
    return texts;
  }

  /** {@return the texts of the items} */
  List<String> itemTexts() {
    return items.stream().map(Json::text).toList();
  }
}
