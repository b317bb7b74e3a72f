package io.github.flaskdebugguard.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.flaskdebugguard.repository.LimitNotes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * npm foreman's reader (executed: 3.0.1): a value ends at {@code #} also without a blank before it,
 * an empty value sets nothing, and a file that is a JSON object gives its nested keys joined by
 * {@code _} in capitals.
 */
final class NodeForemanEnvReader {
  private final EnvEntries entries;

  NodeForemanEnvReader(EnvEntries entries) {
    this.entries = entries;
  }

  void read() {
    List<EnvEntries.Line> lines = entries.lines(true);
    if (!lines.isEmpty() && lines.getFirst().text().stripLeading().startsWith("{")) {
      json(lines);
      return;
    }
    for (EnvEntries.Line line : lines) {
      if (!line(line)) {
        return;
      }
    }
  }

  private boolean line(EnvEntries.Line line) {
    String text = line.text();
    int equals = text.indexOf('=');
    if (equals < 0) {
      return true;
    }
    String name = text.substring(0, equals).strip();
    String raw = text.substring(equals + 1).strip();
    int start = line.start();
    int end = start + text.length();
    if (!SystemdEnvReader.isName(name) || raw.isEmpty()) {
      return true;
    }
    char quote = raw.charAt(0);
    if (quote != '"' && quote != '\'') {
      int comment = raw.indexOf('#');
      entries.set(name, comment < 0 ? raw : raw.substring(0, comment).stripTrailing(), start, end);
      return true;
    }
    int close = raw.indexOf(quote, 1);
    if (close < 0) {
      entries.refuse("foreman refuses the file: a quote is not closed", start, end);
      return false;
    }
    entries.set(name, raw.substring(1, close), start, end);
    return true;
  }

  private void json(List<EnvEntries.Line> lines) {
    int start = lines.getFirst().start();
    int end = lines.getLast().start() + lines.getLast().text().length();
    StringBuilder text = new StringBuilder();
    for (EnvEntries.Line line : lines) {
      text.append(line.text()).append('\n');
    }
    List<String> path = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(text.toString())) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          path.add(parser.currentName());
        } else if (token.isScalarValue()) {
          if (entries.isFull()) {
            LimitNotes.bites(entries.span(start, end), "names that are too long together");
            return;
          }
          if (!path.isEmpty()) {
            entries.set(
                String.join("_", path).toUpperCase(Locale.ROOT), parser.getText(), start, end);
            path.removeLast();
          }
        } else if (token == JsonToken.END_OBJECT && !path.isEmpty()) {
          path.removeLast();
        } else if (token == JsonToken.START_ARRAY) {
          parser.skipChildren();
          if (!path.isEmpty()) {
            path.removeLast();
          }
        }
      }
    } catch (IOException e) {
      entries.refuse("foreman refuses the file: it starts like JSON and is not", start, end);
    }
  }
}
