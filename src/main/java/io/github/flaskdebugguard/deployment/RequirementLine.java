package io.github.flaskdebugguard.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One requirement as pip reads it (PEP 508, and the older forms with {@code #egg=}).
 *
 * @param name normalised (PEP 503)
 * @param extras normalised, in order
 * @param specifier version constraint without blanks, empty when any version does
 * @param exact the version when exactly one is allowed
 * @param marker text after {@code ;}, empty when there is none
 */
record RequirementLine(
    String name, List<String> extras, String specifier, @Nullable String exact, String marker) {
  RequirementLine {
    extras = List.copyOf(extras);
  }

  /** {@return the requirement, or null when the text is none (a path, an option)} */
  static @Nullable RequirementLine parse(String text) {
    String line = text.strip();
    if (line.isEmpty() || line.charAt(0) == '-' || line.charAt(0) == '.' || line.charAt(0) == '/') {
      return null;
    }
    int url = line.indexOf("://");
    int at = line.indexOf('@');
    if (url >= 0 && (at < 0 || at > url || !name(line.substring(0, at)))) {
      return ofUrl(line, null, List.of());
    }
    int end = 0;
    while (end < line.length() && isName(line.charAt(end))) {
      end++;
    }
    if (end == 0) {
      return null;
    }
    String name = normalised(line.substring(0, end));
    int rest = blanks(line, end);
    List<String> extras = new ArrayList<>();
    if (rest < line.length() && line.charAt(rest) == '[') {
      int close = line.indexOf(']', rest);
      if (close < 0) {
        return null;
      }
      for (String extra : line.substring(rest + 1, close).split(",", -1)) {
        if (!extra.isBlank()) {
          extras.add(normalised(extra.strip()));
        }
      }
      rest = blanks(line, close + 1);
    }
    if (rest < line.length() && line.charAt(rest) == '@') {
      return ofUrl(line.substring(rest + 1).strip(), name, extras);
    }
    int semicolon = line.indexOf(';', rest);
    String marker = semicolon < 0 ? "" : line.substring(semicolon + 1).strip();
    String specifier =
        line.substring(rest, semicolon < 0 ? line.length() : semicolon)
            .replace(" ", "")
            .replace("\t", "")
            .replace("(", "")
            .replace(")", "");
    if (!specifier.isEmpty() && "=<>!~".indexOf(specifier.charAt(0)) < 0) {
      return null;
    }
    return new RequirementLine(name, extras, specifier, exact(specifier), marker);
  }

  /** {@return the name as PEP 503 compares it} */
  static String normalised(String name) {
    StringBuilder text = new StringBuilder();
    for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
      boolean dash = c == '-' || c == '_' || c == '.';
      if (!dash) {
        text.append(c);
      } else if (!text.isEmpty() && text.charAt(text.length() - 1) != '-') {
        text.append('-');
      }
    }
    return text.toString();
  }

  /** {@return the version when a specifier allows exactly one} */
  static @Nullable String exact(String specifier) {
    for (String part : specifier.split(",", -1)) {
      if (part.startsWith("==")) {
        String version = part.substring(part.startsWith("===") ? 3 : 2);
        if (isVersion(version)) {
          return version;
        }
      }
    }
    return null;
  }

  /** {@return a constraint as Poetry, Pipenv and PDM write it, as pip writes it} */
  static String ofPoetry(String constraint) {
    String text = constraint.strip().replace(" ", "");
    if (text.isEmpty() || text.equals("*") || text.equals("latest")) {
      return "";
    }
    char first = text.charAt(0);
    if (first == '^' || (first == '~' && !text.startsWith("~="))) {
      return range(text.substring(1), first == '^');
    }
    if (Character.isDigit(first)) {
      return "==" + text;
    }
    return first == '=' && !text.startsWith("==") ? "=" + text : text;
  }

  private static String range(String version, boolean caret) {
    String[] parts = version.split("\\.", -1);
    int index = 0;
    if (caret) {
      while (index < parts.length - 1 && parts[index].equals("0")) {
        index++;
      }
    } else {
      index = Math.min(1, parts.length - 1);
    }
    StringBuilder next = new StringBuilder();
    for (int i = 0; i < index; i++) {
      next.append(parts[i]).append('.');
    }
    try {
      next.append(Integer.parseInt(parts[index]) + 1);
    } catch (NumberFormatException e) {
      return ">=" + version;
    }
    return ">=" + version + ",<" + next;
  }

  private static RequirementLine ofUrl(String url, @Nullable String known, List<String> extras) {
    int blank = url.indexOf(" ;");
    String marker = blank < 0 ? "" : url.substring(blank + 2).strip();
    String address = blank < 0 ? url : url.substring(0, blank);
    int egg = address.indexOf("egg=");
    String path = address.split("[#?]", 2)[0];
    String file = path.substring(path.lastIndexOf('/') + 1);
    String version = null;
    String fileName = file;
    for (String ending : List.of(".whl", ".tar.gz", ".zip", ".tar.bz2")) {
      if (file.endsWith(ending)) {
        String[] parts = file.substring(0, file.length() - ending.length()).split("-", -1);
        for (int i = 1; i < parts.length && version == null; i++) {
          if (isVersion(parts[i])) {
            version = parts[i];
            fileName = String.join("-", List.of(parts).subList(0, i));
          }
        }
      }
    }
    int revision = file.lastIndexOf('@');
    if (revision >= 0) {
      String tag = file.substring(revision + 1);
      String number = tag.startsWith("v") ? tag.substring(1) : tag;
      version = isVersion(number) && number.indexOf('.') > 0 ? number : null;
      fileName = file.substring(0, revision);
    }
    if (fileName.endsWith(".git")) {
      fileName = fileName.substring(0, fileName.length() - 4);
    }
    String name = known;
    if (name == null && egg >= 0) {
      name = normalised(address.substring(egg + 4).split("[&\\[]", 2)[0]);
    }
    return new RequirementLine(
        name == null ? normalised(fileName) : name,
        extras,
        version == null ? "" : "==" + version,
        version,
        marker);
  }

  private static boolean name(String text) {
    String name = text.strip();
    int bracket = name.indexOf('[');
    String plain = bracket < 0 ? name : name.substring(0, bracket);
    return !plain.isEmpty() && plain.chars().allMatch(c -> isName((char) c));
  }

  private static boolean isName(char c) {
    return (c < 0x80 && Character.isLetterOrDigit(c)) || c == '-' || c == '_' || c == '.';
  }

  private static boolean isVersion(String text) {
    if (text.isEmpty() || text.length() > 40 || !Character.isDigit(text.charAt(0))) {
      return false;
    }
    return text.chars()
        .allMatch(
            c -> Character.isLetterOrDigit(c) || c == '.' || c == '+' || c == '-' || c == '!');
  }

  private static int blanks(String line, int at) {
    int i = at;
    while (i < line.length() && (line.charAt(i) == ' ' || line.charAt(i) == '\t')) {
      i++;
    }
    return i;
  }
}
