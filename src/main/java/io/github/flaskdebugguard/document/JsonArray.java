package io.github.flaskdebugguard.document;

import java.util.ArrayList;
import java.util.List;

/**
 * The exec form of an instruction, by the rules of Docker: a strict JSON array of strings; text
 * after it is ignored; an array that holds anything else is refused; what is no JSON is a shell
 * line (executed: Docker engine 26.1.5).
 */
record JsonArray(Form form, List<Text.Known> words) {
  enum Form {
    STRINGS,
    OTHER_VALUES,
    NOT_JSON
  }

  private static final int MAX_DEPTH = 20;

  static JsonArray read(MappedText text) {
    if (text.length() == 0 || text.at(0) != '[') {
      return new JsonArray(Form.NOT_JSON, List.of());
    }
    return new Reader(text).array();
  }

  private static final class Reader {
    private final MappedText text;
    private final List<Text.Known> words = new ArrayList<>();
    private int at;
    private boolean others;

    Reader(MappedText text) {
      this.text = text;
    }

    JsonArray array() {
      if (!value(0)) {
        return new JsonArray(Form.NOT_JSON, List.of());
      }
      return others
          ? new JsonArray(Form.OTHER_VALUES, List.of())
          : new JsonArray(Form.STRINGS, List.copyOf(words));
    }

    private boolean value(int depth) {
      blanks();
      if (at >= text.length() || depth > MAX_DEPTH) {
        return false;
      }
      char c = text.at(at);
      if (depth != 0 && !(c == '"' && depth == 1)) {
        others = true;
      }
      return switch (c) {
        case '"' -> string(depth == 1);
        case '[' -> sequence(']', false, depth);
        case '{' -> sequence('}', true, depth);
        default -> word();
      };
    }

    private boolean sequence(char close, boolean keys, int depth) {
      at++;
      blanks();
      if (take(close)) {
        return true;
      }
      do {
        blanks();
        if (keys) {
          if (at >= text.length() || text.at(at) != '"' || !string(false)) {
            return false;
          }
          blanks();
          if (!take(':')) {
            return false;
          }
        }
        if (!value(depth + 1)) {
          return false;
        }
        blanks();
      } while (take(','));
      return take(close);
    }

    private boolean word() {
      int start = at;
      while (at < text.length()
          && (Character.isLetterOrDigit(text.at(at)) || "+-.".indexOf(text.at(at)) >= 0)) {
        at++;
      }
      String word = text.text().substring(start, at);
      if (word.equals("true") || word.equals("false") || word.equals("null")) {
        return true;
      }
      try {
        return !word.isEmpty()
            && !Double.isNaN(Double.parseDouble(word))
            && !word.endsWith("f")
            && !word.endsWith("d");
      } catch (NumberFormatException e) {
        return false;
      }
    }

    private boolean string(boolean keep) {
      int start = at++;
      StringBuilder value = new StringBuilder();
      while (at < text.length()) {
        char c = text.at(at++);
        if (c == '"') {
          if (keep) {
            words.add(new Text.Known(value.toString(), text.span(start, at)));
          }
          return true;
        }
        if (c < ' ') {
          return false;
        }
        if (c == '\\') {
          if (!escape(value)) {
            return false;
          }
        } else {
          value.append(c);
        }
      }
      return false;
    }

    private boolean escape(StringBuilder value) {
      if (at >= text.length()) {
        return false;
      }
      char c = text.at(at++);
      switch (c) {
        case '"', '\\', '/' -> value.append(c);
        case 'b' -> value.append('\b');
        case 'f' -> value.append('\f');
        case 'n' -> value.append('\n');
        case 'r' -> value.append('\r');
        case 't' -> value.append('\t');
        case 'u' -> {
          if (at + 4 > text.length()) {
            return false;
          }
          int code = 0;
          for (int i = 0; i < 4; i++) {
            int digit = Character.digit(text.at(at++), 16);
            if (digit < 0) {
              return false;
            }
            code = code * 16 + digit;
          }
          value.append((char) code);
        }
        default -> {
          return false;
        }
      }
      return true;
    }

    private boolean take(char c) {
      if (at < text.length() && text.at(at) == c) {
        at++;
        return true;
      }
      return false;
    }

    private void blanks() {
      while (at < text.length() && " \t\r\n".indexOf(text.at(at)) >= 0) {
        at++;
      }
    }
  }
}
