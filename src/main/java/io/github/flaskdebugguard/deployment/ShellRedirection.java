package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.shell.Redirection;
import io.github.flaskdebugguard.document.shell.Word;
import io.github.flaskdebugguard.repository.FileView.Presence;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gives a command its input and writes its output to files that later commands read. */
final class ShellRedirection {
  private final ShellRunner runner;
  private final List<Redirection> redirections;

  ShellRedirection(ShellRunner runner, List<Redirection> redirections) {
    this.runner = runner;
    this.redirections = redirections;
  }

  /** {@return the states after the command, with output and input as they were before} */
  List<ShellState> around(ShellState state, Function<ShellState, List<ShellState>> command) {
    if (redirections.isEmpty()) {
      return command.apply(state);
    }
    ShellOutput outerInput = state.input;
    ShellOutput outerOutput = state.output;
    Redirection file = null;
    String path = null;
    boolean discarded = false;
    for (Redirection redirection : redirections) {
      switch (redirection.operator()) {
        case "<", "<<", "<<<" -> state.input = input(redirection, state);
        case ">", ">>", ">|", "&>", "&>>" -> {
          if (redirection.descriptor() <= 1) {
            Text target = runner.expansion(state).text(redirection.target());
            path =
                target instanceof Text.Known known
                    ? Paths.resolve(state.folder, known.value())
                    : null;
            discarded = path == null || path.startsWith("/dev/");
            file = discarded ? null : redirection;
          }
        }
        case ">&" ->
            discarded |=
                redirection.descriptor() <= 1 && !"1".equals(redirection.target().literal());
        default -> {}
      }
    }
    if (file == null && !discarded) {
      List<ShellState> plain = command.apply(state);
      plain.forEach(end -> end.input = outerInput);
      return plain;
    }
    state.output = file == null ? null : ShellOutput.EMPTY;
    List<ShellState> ends = command.apply(state);
    for (ShellState end : ends) {
      ShellOutput written = end.output;
      end.output = outerOutput;
      end.input = outerInput;
      if (file != null && path != null) {
        write(end, path, written, file.operator().endsWith(">>"), source(file));
      }
    }
    return ends;
  }

  private Span source(Redirection file) {
    for (Redirection redirection : redirections) {
      Word body = redirection.body();
      if (body != null) {
        return body.span();
      }
    }
    return file.span();
  }

  private static boolean mayGrow(ShellState state, String head, String text) {
    int length = head.length() + text.length();
    return length <= Limits.FILE_BYTES && state.effort.spend(length);
  }

  private static void write(
      ShellState state, String path, @Nullable ShellOutput output, boolean append, Span place) {
    SourceFile before = append ? state.files.read(path) : null;
    if (output == null
        || output.unknown() != null
        || (append && before == null && state.files.presence(path) != Presence.ABSENT)
        || (before != null && !mayGrow(state, before.text(), output.text()))) {
      state.files = state.files.with(path, null);
      return;
    }
    String text = output.text();
    int[] origins = new int[text.length()];
    Arrays.fill(origins, place.start());
    if (text.length() == place.end() - place.start()) {
      Arrays.setAll(origins, i -> place.start() + i);
    }
    if (before != null && !before.text().isEmpty()) {
      boolean same = before.path().equals(place.path());
      String head = before.text();
      int[] all = new int[head.length() + text.length()];
      for (int i = 0; i < all.length; i++) {
        all[i] =
            i < head.length()
                ? same ? before.span(i, i + 1).start() : place.start()
                : origins[i - head.length()];
      }
      state.files = state.files.with(path, SourceFile.written(place.path(), head + text, all));
      return;
    }
    state.files = state.files.with(path, SourceFile.written(place.path(), text, origins));
  }

  private ShellOutput input(Redirection redirection, ShellState state) {
    Word body = redirection.body();
    if (body != null) {
      Text text = runner.expansion(state).text(body);
      boolean line = redirection.operator().equals("<<<");
      return ShellOutput.EMPTY.plus(text).plus(new Text.Known(line ? "\n" : "", body.span()));
    }
    Text target = runner.expansion(state).text(redirection.target());
    return read(state, target, redirection.span());
  }

  /** {@return the text of a file as input of a command} */
  static ShellOutput read(ShellState state, Text name, Span span) {
    String path =
        name instanceof Text.Known known ? Paths.resolve(state.folder, known.value()) : null;
    SourceFile file = path == null ? null : state.files.read(path);
    if (file == null) {
      return ShellOutput.unknown(
          new Text.Unknown("is read from a file that is not in the repository", null, span));
    }
    return state.effort.spend(file.text().length())
        ? new ShellOutput(file.text(), null)
        : ShellOutput.unknown(new Text.Unknown("is longer than is followed", null, span));
  }
}
