package io.github.flaskdebugguard.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A file name pattern: {@code *}, {@code ?}, {@code [a-z]}, a backslash, and {@code **} where asked
 * for. Time is bounded by pattern times text.
 */
public final class DockerGlob {
  private enum Kind {
    LITERAL,
    ONE,
    RUN,
    DEEP,
    DEEP_FOLDERS,
    CLASS
  }

  private record Token(Kind kind, String text) {}

  private final List<Token> tokens = new ArrayList<>();

  private DockerGlob() {}

  /** {@return a pattern of which no part crosses a slash} */
  public static DockerGlob flat(String pattern) {
    return compile(pattern, false, true);
  }

  /** {@return a pattern in which {@code **} is any number of folders, as in a .dockerignore} */
  public static DockerGlob deep(String pattern) {
    return compile(pattern, true, true);
  }

  /** {@return a pattern over plain text, where a slash is like any other character} */
  public static DockerGlob text(String pattern) {
    return compile(pattern, false, false);
  }

  /** {@return whether a name holds a character that makes it a pattern} */
  public static boolean isPattern(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
  }

  private static DockerGlob compile(String pattern, boolean deep, boolean folders) {
    DockerGlob glob = new DockerGlob();
    int lastClose = pattern.lastIndexOf(']');
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '*' && deep && i + 1 < pattern.length() && pattern.charAt(i + 1) == '*') {
        i++;
        if (i + 1 < pattern.length() && pattern.charAt(i + 1) == '/') {
          i++;
          glob.star(Kind.DEEP_FOLDERS);
        } else {
          glob.star(Kind.DEEP);
        }
      } else if (c == '*') {
        glob.star(folders ? Kind.RUN : Kind.DEEP);
      } else if (c == '?') {
        glob.tokens.add(new Token(Kind.ONE, folders ? "/" : ""));
      } else if (c == '[' && lastClose >= i + 2) {
        int end = pattern.indexOf(']', i + 2);
        glob.tokens.add(new Token(Kind.CLASS, pattern.substring(i + 1, end)));
        i = end;
      } else {
        if (c == '\\' && i + 1 < pattern.length()) {
          c = pattern.charAt(++i);
        }
        glob.tokens.add(new Token(Kind.LITERAL, String.valueOf(c)));
      }
    }
    return glob;
  }

  /** Adds a token that takes any length, unless the one before it takes all that it could. */
  private void star(Kind kind) {
    Kind before = tokens.isEmpty() ? Kind.LITERAL : tokens.getLast().kind();
    if (before != kind && before != Kind.DEEP) {
      tokens.add(new Token(kind, ""));
    }
  }

  /** {@return whether the whole text matches} */
  public boolean matches(String text) {
    return ends(text)[text.length()];
  }

  /** {@return for each length whether the text up to it matches} */
  boolean[] ends(String text) {
    int n = text.length();
    boolean[] now = new boolean[n + 1];
    now[0] = true;
    for (Token token : tokens) {
      boolean[] next = new boolean[n + 1];
      boolean any = false;
      switch (token.kind()) {
        case LITERAL, ONE, CLASS -> {
          for (int i = 0; i < n; i++) {
            next[i + 1] = now[i] && accepts(token, text.charAt(i));
            any |= next[i + 1];
          }
        }
        case RUN, DEEP -> {
          boolean open = false;
          for (int i = 0; i <= n; i++) {
            if (i > 0 && token.kind() == Kind.RUN && text.charAt(i - 1) == '/') {
              open = false;
            }
            open |= now[i];
            next[i] = open;
            any |= open;
          }
        }
        case DEEP_FOLDERS -> {
          boolean open = false;
          for (int i = 0; i <= n; i++) {
            next[i] = now[i] || (open && i > 0 && text.charAt(i - 1) == '/');
            open |= now[i];
            any |= next[i];
          }
        }
      }
      if (!any) {
        Arrays.fill(next, false);
        return next;
      }
      now = next;
    }
    return now;
  }

  /** {@return for each index whether the text from it to the end matches} */
  boolean[] starts(String text) {
    boolean[] end = new boolean[text.length() + 1];
    end[text.length()] = true;
    return starts(text, end);
  }

  /** {@return for each index whether some of the text from it on matches} */
  boolean[] begins(String text) {
    boolean[] anywhere = new boolean[text.length() + 1];
    Arrays.fill(anywhere, true);
    return starts(text, anywhere);
  }

  private boolean[] starts(String text, boolean[] ends) {
    int n = text.length();
    boolean[] now = ends;
    for (Token token : tokens.reversed()) {
      boolean[] before = new boolean[n + 1];
      boolean any = false;
      boolean open = false;
      for (int i = n; i >= 0; i--) {
        before[i] =
            switch (token.kind()) {
              case LITERAL, ONE, CLASS -> i < n && now[i + 1] && accepts(token, text.charAt(i));
              case RUN -> now[i] || (open && text.charAt(i) != '/');
              case DEEP, DEEP_FOLDERS -> now[i] || open;
            };
        open =
            switch (token.kind()) {
              case DEEP_FOLDERS -> open || (now[i] && i > 0 && text.charAt(i - 1) == '/');
              default -> before[i];
            };
        any |= before[i];
      }
      now = before;
      if (!any) {
        break;
      }
    }
    return now;
  }

  private static boolean accepts(Token token, char c) {
    return switch (token.kind()) {
      case LITERAL -> token.text().charAt(0) == c;
      case ONE -> token.text().isEmpty() || c != '/';
      case CLASS -> inClass(token.text(), c);
      case RUN, DEEP, DEEP_FOLDERS -> false;
    };
  }

  private static boolean inClass(String set, char c) {
    boolean not = set.startsWith("^") || set.startsWith("!");
    boolean found = false;
    for (int i = not ? 1 : 0; i < set.length(); i++) {
      if (i + 2 < set.length() && set.charAt(i + 1) == '-') {
        found |= set.charAt(i) <= c && c <= set.charAt(i + 2);
        i += 2;
      } else {
        found |= set.charAt(i) == c;
      }
    }
    return found != not && c != '/';
  }
}
