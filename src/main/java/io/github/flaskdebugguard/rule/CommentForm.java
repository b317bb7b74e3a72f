package io.github.flaskdebugguard.rule;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a format writes comments.
 *
 * @param openers what a comment begins with, in lower case
 * @param trailing whether one may stand behind something else on its line
 */
record CommentForm(List<String> openers, boolean trailing) {
  private static final List<String> TEMPLATE = List.of("{#", "{{/*", "{{- /*", "{{-/*", "<!--");

  private static final CommentForm HASH = new CommentForm(List.of("#"), true);
  private static final CommentForm HASH_LINE = new CommentForm(List.of("#"), false);
  private static final CommentForm INI = new CommentForm(List.of("#", ";"), false);
  private static final CommentForm SLASHES = new CommentForm(List.of("//", "/*"), true);
  private static final CommentForm BOTH = new CommentForm(List.of("#", "//", "/*"), true);
  private static final CommentForm MARKUP = new CommentForm(TEMPLATE, true);
  private static final CommentForm BATCH = new CommentForm(List.of("rem", "::"), false);

  /** YAML is often a template of Helm or Ansible, whose own comments do not reach the result. */
  private static final CommentForm YAML =
      new CommentForm(List.of("#", "{#", "{{/*", "{{- /*", "{{-/*"), true);

  private static final List<Suffix> SUFFIXES =
      List.of(
          new Suffix(HASH, ".py", ".pyw", ".toml", ".sh", ".bash", ".zsh", ".ksh", ".mk", ".ps1"),
          new Suffix(HASH, ".rb", ".pl", ".nix", ".gunicorn"),
          new Suffix(YAML, ".yml", ".yaml"),
          new Suffix(BOTH, ".tf", ".hcl", ".tfvars", ".nomad"),
          new Suffix(
              SLASHES, ".bicep", ".groovy", ".js", ".mjs", ".cjs", ".ts", ".jsonc", ".json5"),
          new Suffix(INI, ".ini", ".cfg", ".conf", ".service", ".socket", ".timer", ".properties"),
          new Suffix(MARKUP, ".xml", ".config", ".html", ".htm", ".jinja", ".jinja2", ".j2"),
          new Suffix(MARKUP, ".tpl", ".tmpl", ".gotmpl"),
          new Suffix(BATCH, ".bat", ".cmd"),
          new Suffix(HASH_LINE, ".env", ".dockerfile", ".containerfile", ".in"));

  /** Suffixes that a template wears over the name of what it makes. */
  private static final List<String> OUTER = List.of(".j2", ".jinja", ".jinja2", ".tpl", ".tmpl");

  private record Suffix(CommentForm form, List<String> names) {
    Suffix(CommentForm form, String... names) {
      this(form, List.of(names));
    }
  }

  /** Formats that never decide how an app is started, and of which repositories hold many. */
  private static final List<String> BESIDE =
      List.of(".js", ".mjs", ".cjs", ".ts", ".html", ".htm", ".jinja", ".jinja2");

  /** {@return whether findings may lie in a file of this name} */
  static boolean mayDecide(String path) {
    for (String ending : BESIDE) {
      if (path.endsWith(ending)) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@return how a file writes comments, or null for one that has none}
   *
   * @param start of the file's text
   */
  static @Nullable CommentForm of(String path, String start) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    for (String outer : OUTER) {
      if (name.endsWith(outer)) {
        CommentForm inner = plain(name.substring(0, name.length() - outer.length()), start);
        return inner == null
            ? MARKUP
            : new CommentForm(joined(MARKUP.openers(), inner.openers()), true);
      }
    }
    return plain(name, start);
  }

  private static @Nullable CommentForm plain(String name, String start) {
    if (name.startsWith(".env") || name.startsWith(".flaskenv") || name.startsWith("procfile")) {
      return HASH_LINE;
    }
    if (name.startsWith("dockerfile") || name.startsWith("containerfile")) {
      return HASH_LINE;
    }
    if (name.startsWith("makefile") || name.equals("gnumakefile") || name.equals("vagrantfile")) {
      return HASH;
    }
    if (name.startsWith("jenkinsfile")) {
      return SLASHES;
    }
    for (Suffix suffix : SUFFIXES) {
      for (String known : suffix.names()) {
        if (name.endsWith(known)) {
          return suffix.form();
        }
      }
    }
    if (start.startsWith("#!")) {
      return HASH;
    }
    return name.indexOf('.') < 0 || name.equals(".htaccess") ? HASH_LINE : null;
  }

  private static List<String> joined(List<String> one, List<String> other) {
    List<String> all = new java.util.ArrayList<>(one);
    all.addAll(other);
    return List.copyOf(all);
  }

  /**
   * {@return the offset in a line at which the comment begins that holds an offset, or -1}
   *
   * @param at offset of the first character of the comment's text
   */
  int opening(String line, int at) {
    int end = at;
    while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
      end--;
    }
    for (String opener : openers) {
      int start = end - opener.length();
      if (start < 0 || !line.substring(start, end).toLowerCase(Locale.ROOT).equals(opener)) {
        continue;
      }
      String before = line.substring(0, start);
      boolean alone = before.isBlank();
      boolean apart = alone || Character.isWhitespace(before.charAt(before.length() - 1));
      boolean markup = opener.startsWith("<") || opener.startsWith("{") || opener.startsWith("/");
      if (alone || (trailing && (apart || markup))) {
        return start;
      }
    }
    return -1;
  }

  /** {@return whether a line is nothing but a comment} */
  boolean isComment(String line) {
    String stripped = line.strip().toLowerCase(Locale.ROOT);
    return openers.stream().anyMatch(stripped::startsWith);
  }
}
