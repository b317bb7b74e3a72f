package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.ShellState.Status;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView.Presence;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Programs that start scripts use for text and files, and those that never serve anything. */
final class ShellTools {
  /** Programs that no trail needs and that serve nothing. */
  private static final Set<String> TRIVIAL =
      Set.of(
          "sleep",
          "mkdir",
          "rmdir",
          "chown",
          "chmod",
          "chgrp",
          "curl",
          "wget",
          "install",
          "pip",
          "pip2",
          "pip3",
          "apt",
          "apt-get",
          "apk",
          "yum",
          "dnf",
          "brew",
          "nc",
          "ncat",
          "netcat",
          "date",
          "kill",
          "killall",
          "pkill",
          "pgrep",
          "ps",
          "id",
          "whoami",
          "hostname",
          "uname",
          "which",
          "whereis",
          "getent",
          "adduser",
          "addgroup",
          "useradd",
          "groupadd",
          "usermod",
          "groupmod",
          "passwd",
          "stat",
          "find",
          "ls",
          "du",
          "df",
          "mount",
          "umount",
          "tar",
          "unzip",
          "gzip",
          "gunzip",
          "zip",
          "openssl",
          "md5sum",
          "sha256sum",
          "base64",
          "git",
          "ping",
          "dig",
          "nslookup",
          "host",
          "seq",
          "expr",
          "bc",
          "awk",
          "gawk",
          "mktemp",
          "sync",
          "less",
          "more",
          "diff",
          "cmp",
          "wc",
          "rev",
          "yes",
          "tty",
          "stty",
          "clear",
          "reset",
          "tput",
          "locale-gen",
          "ldconfig",
          "update-ca-certificates",
          "psql",
          "pg_isready",
          "mysql",
          "mysqladmin",
          "redis-cli",
          "mongo",
          "mongosh",
          "createdb",
          "jq",
          "yq",
          "aws",
          "gcloud",
          "az",
          "virtualenv",
          "lsof",
          "netstat",
          "ss",
          "iptables",
          "sysctl",
          "crontab",
          "logger",
          "open",
          "xdg-open",
          "true",
          "false",
          "cron",
          "service",
          "systemctl",
          "flake8",
          "black",
          "mypy",
          "pylint",
          "isort",
          "ruff",
          "deactivate",
          "sqlite3");

  private static final Set<String> QUESTIONS =
      Set.of(
          "which",
          "pgrep",
          "nc",
          "ncat",
          "curl",
          "wget",
          "pg_isready",
          "mysqladmin",
          "getent",
          "id",
          "find",
          "diff",
          "cmp",
          "redis-cli",
          "psql",
          "mysql",
          "ping",
          "git",
          "grep",
          "lsof",
          "netstat",
          "python",
          "python3",
          "ls");

  private final ShellState state;
  private final List<Text> fields;
  private final Span span;
  private final Environment environment;

  ShellTools(ShellState state, List<Text> fields, Span span, Environment environment) {
    this.state = state;
    this.fields = fields;
    this.span = span;
    this.environment = environment;
  }

  static boolean isTrivial(String name) {
    return TRIVIAL.contains(name);
  }

  /** {@return whether a script asks something by running this, so that either answer is likely} */
  static boolean isQuestion(List<Text> fields) {
    return fields.getFirst() instanceof Text.Known name
        && QUESTIONS.contains(Paths.name(name.value()));
  }

  /** {@return whether a file only puts a virtual environment into the path} */
  static boolean isActivation(String path) {
    return path.endsWith("/activate")
        || path.endsWith("conda.sh")
        || path.endsWith("nvm.sh")
        || path.endsWith("/.bashrc")
        || path.endsWith("/.profile");
  }

  /**
   * {@return how the program ends when it is one that is known here, after its output is added;
   * null for others}
   */
  @Nullable Status run() {
    String name = fields.getFirst() instanceof Text.Known known ? Paths.name(known.value()) : null;
    if (name == null) {
      return null;
    }
    switch (name) {
      case "echo" -> write(echo());
      case "printf" -> write(printf());
      case "cat" -> cat(operands(1));
      case "pwd" ->
          write(
              state.folder == null
                  ? new Text.Unknown("is a folder that is not known", null, span)
                  : new Text.Known(state.folder + "\n", span));
      case "basename", "dirname" -> path(name);
      case "realpath", "readlink" -> real();
      case "env", "printenv" -> {
        if (fields.size() > 1) {
          return name.equals("env") ? null : printenv();
        }
        environment
            .variables()
            .forEach(
                (key, variable) -> {
                  if (variable.value() instanceof Text.Known value) {
                    write(new Text.Known(key + "=" + value.value() + "\n", span));
                  }
                });
      }
      case "grep",
          "egrep",
          "fgrep",
          "xargs",
          "tr",
          "head",
          "tail",
          "cut",
          "sed",
          "sort",
          "uniq",
          "tee",
          "envsubst" -> {
        return new ShellFilters(state, fields, span, this).run(name);
      }
      case "cp", "mv", "ln" -> copy(name);
      case "rm" -> state.files = state.files.withoutAll(paths(1));
      case "touch" -> {
        Set<String> made = new LinkedHashSet<>(paths(1));
        made.removeIf(path -> state.files.presence(path) != Presence.ABSENT);
        state.files = state.files.withAll(made, new SourceFile(span.path(), ""));
      }
      default -> {
        if (!isTrivial(name)) {
          return null;
        }
        write(new Text.Unknown("is the output of " + name, null, span));
        return QUESTIONS.contains(name) ? Status.UNKNOWN : Status.ASSUMED;
      }
    }
    return Status.SUCCESS;
  }

  void write(Text text) {
    if (state.output != null) {
      state.output = state.output.plus(text);
    }
  }

  private Text echo() {
    List<Text> words = fields.subList(1, fields.size());
    String end = "\n";
    while (!words.isEmpty()
        && words.getFirst() instanceof Text.Known option
        && option.value().matches("-[neE]{1,3}")) {
      end = option.value().indexOf('n') > 0 ? "" : end;
      words = words.subList(1, words.size());
    }
    return ShellCommands.appended(
        ShellExpansion.joined(words, span), new Text.Known(end, span), span);
  }

  private Text printf() {
    if (fields.size() < 2 || !(fields.get(1) instanceof Text.Known format)) {
      return new Text.Unknown("is formatted by a text that is not known", null, span);
    }
    List<Text> values = fields.subList(2, fields.size());
    StringBuilder text = new StringBuilder();
    int next = 0;
    do {
      if (text.length() > Limits.FILE_BYTES) {
        return new Text.Unknown("is longer than is followed", null, span);
      }
      int before = next;
      String shape = format.value();
      for (int i = 0; i < shape.length(); i++) {
        char c = shape.charAt(i);
        char after = i + 1 < shape.length() ? shape.charAt(i + 1) : '\0';
        if (c == '\\' && after != '\0') {
          i++;
          text.append(after == 'n' ? '\n' : after == 't' ? '\t' : after);
        } else if (c == '%' && after == '%') {
          i++;
          text.append('%');
        } else if (c == '%' && (after == 's' || after == 'd' || after == 'b' || after == 'i')) {
          i++;
          Text value = next < values.size() ? values.get(next) : new Text.Known("", span);
          next++;
          if (!(value instanceof Text.Known known)) {
            return value;
          }
          text.append(known.value());
        } else if (c == '%') {
          return new Text.Unknown("is formatted in a way that is not followed", null, span);
        } else {
          text.append(c);
        }
      }
      if (next == before) {
        break;
      }
    } while (next < values.size());
    return new Text.Known(text.toString(), span);
  }

  /** {@return arguments that are no options} */
  List<Text> operands(int from) {
    List<Text> operands = new ArrayList<>();
    for (Text field : fields.subList(Math.min(from, fields.size()), fields.size())) {
      if (!(field instanceof Text.Known known)
          || !known.value().startsWith("-")
          || known.value().equals("-")) {
        operands.add(field);
      }
    }
    return operands;
  }

  /** {@return the text of files, or of the input when there are none} */
  ShellOutput input(List<Text> files) {
    if (files.isEmpty()) {
      ShellOutput input = state.input;
      return input == null
          ? ShellOutput.unknown(new Text.Unknown("is read from the input", null, span))
          : input;
    }
    ShellOutput all = ShellOutput.EMPTY;
    for (Text file : files) {
      if (file instanceof Text.Known known && known.value().equals("-") && state.input != null) {
        all = plus(all, state.input);
      } else {
        all = plus(all, ShellRedirection.read(state, file, span));
      }
    }
    return all;
  }

  private ShellOutput plus(ShellOutput left, ShellOutput right) {
    ShellOutput both = left.plus(new Text.Known(right.text(), span));
    return right.unknown() == null ? both : both.plus(right.unknown());
  }

  void write(ShellOutput more) {
    if (state.output != null) {
      state.output = plus(state.output, more);
    }
  }

  private void cat(List<Text> files) {
    write(input(files));
  }

  private Status printenv() {
    Text value = fields.get(1) instanceof Text.Known name ? environment.get(name.value()) : null;
    if (value == null) {
      return Status.FAILURE;
    }
    write(ShellCommands.appended(value, new Text.Known("\n", span), span));
    return Status.SUCCESS;
  }

  private void path(String name) {
    List<Text> operands = operands(1);
    if (operands.isEmpty() || !(operands.getFirst() instanceof Text.Known known)) {
      write(new Text.Unknown("is a part of a path that is not known", null, span));
      return;
    }
    String path = known.value();
    int slash = path.lastIndexOf('/');
    String result =
        name.equals("dirname")
            ? slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash)
            : path.substring(slash + 1);
    if (name.equals("basename")
        && operands.size() > 1
        && operands.get(1) instanceof Text.Known end
        && result.endsWith(end.value())) {
      result = result.substring(0, result.length() - end.value().length());
    }
    write(new Text.Known(result + "\n", span));
  }

  private void real() {
    List<String> paths = paths(1);
    write(
        paths.size() == 1
            ? new Text.Known(paths.getFirst() + "\n", span)
            : new Text.Unknown("is a path that is not known", null, span));
  }

  private List<String> paths(int from) {
    List<String> paths = new ArrayList<>();
    for (Text operand : operands(from)) {
      String path =
          operand instanceof Text.Known known ? Paths.resolve(state.folder, known.value()) : null;
      if (path != null) {
        paths.add(path);
      }
    }
    return paths;
  }

  private void copy(String name) {
    List<String> paths = paths(1);
    if (paths.size() != 2 || operands(1).size() != 2) {
      return;
    }
    String from = paths.get(0);
    String to = paths.get(1);
    if (state.files.presence(to) == Presence.FOLDER) {
      to = Paths.resolve(to, Paths.name(from));
    }
    if (to == null || state.files.presence(from) != Presence.FILE) {
      return;
    }
    state.files = state.files.with(to, state.files.read(from));
    if (name.equals("mv")) {
      state.files = state.files.without(from);
    }
  }
}
