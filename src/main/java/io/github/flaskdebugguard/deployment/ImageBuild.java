package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.DockerExpansion;
import io.github.flaskdebugguard.document.DockerInstruction;
import io.github.flaskdebugguard.document.DockerInstruction.Assignment;
import io.github.flaskdebugguard.document.DockerInstruction.Command;
import io.github.flaskdebugguard.document.MappedText;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of one stage while its instructions are applied, by the rules of BuildKit (executed:
 * Docker engine 26.1.5).
 */
final class ImageBuild {
  private static final Set<String> PLATFORM =
      Set.of(
          "TARGETPLATFORM",
          "TARGETOS",
          "TARGETARCH",
          "TARGETVARIANT",
          "BUILDPLATFORM",
          "BUILDOS",
          "BUILDARCH",
          "BUILDVARIANT");

  private final char escape;
  private final BaseImage base;
  private final Map<String, Text> buildArgs;
  private final Map<String, Text> globals;
  private final List<Problem> problems;

  /** Values for later lines: of ENV and ARG the later one counts. */
  private final Map<String, Text> scope = new HashMap<>();

  /** Names that an ARG without value declares: the base image's value no longer shows. */
  private final Set<String> declared = new HashSet<>();

  private final List<DockerInstruction> onBuild = new ArrayList<>();
  private final List<Install> installs = new ArrayList<>();
  private final List<Text> ports = new ArrayList<>();
  private Environment environment = Environment.EMPTY;
  private @Nullable String folder;
  private @Nullable Text user;
  private List<Text> shell;
  private ImageConfig.@Nullable Argv entrypoint;
  private ImageConfig.@Nullable Argv command;
  private boolean commandSet;
  private ImageFiles files;

  /** A stage on an image that the repository does not build. */
  ImageBuild(
      BaseImage base,
      ImageFiles files,
      char escape,
      Map<String, Text> buildArgs,
      Map<String, Text> globals,
      List<Problem> problems) {
    this.base = base;
    this.files = files;
    this.escape = escape;
    this.buildArgs = buildArgs;
    this.globals = globals;
    this.problems = problems;
    folder = base.folder();
    shell = List.of(new Text.Known("/bin/sh", base.span()), new Text.Known("-c", base.span()));
  }

  /**
   * A stage on another stage: it inherits all but the right to keep a CMD beside a new ENTRYPOINT.
   */
  ImageBuild(ImageBuild parent) {
    this(
        parent.base,
        parent.files,
        parent.escape,
        parent.buildArgs,
        parent.globals,
        parent.problems);
    scope.putAll(parent.scope);
    environment = parent.environment;
    folder = parent.folder;
    user = parent.user;
    shell = parent.shell;
    entrypoint = parent.entrypoint;
    command = parent.command;
    ports.addAll(parent.ports);
    installs.addAll(parent.installs);
  }

  /** {@return instructions for stages built on this one} */
  List<DockerInstruction> onBuild() {
    return onBuild;
  }

  ImageFiles files() {
    return files;
  }

  void apply(DockerInstruction instruction, ImageCopy copies) {
    boolean full = files.isFull();
    read(instruction, copies);
    if (files.isFull() && !full) {
      String message = "more than " + Limits.ITEMS + " files are written to the image";
      problem(instruction.span(), "limit: " + message, true);
    }
  }

  private void read(DockerInstruction instruction, ImageCopy copies) {
    switch (instruction) {
      case DockerInstruction.Env env -> env(env);
      case DockerInstruction.Arg arg -> arg(arg);
      case DockerInstruction.Workdir workdir -> {
        Text value = expand(workdir.folder());
        if (value instanceof Text.Known known) {
          String from = folder;
          folder =
              from == null && !known.value().startsWith("/")
                  ? null
                  : ImagePath.resolve(from == null ? "/" : from, known.value());
        } else {
          folder = null;
        }
        if (folder != null) {
          files = files.with(new ImageLayer.Folder(folder));
        }
      }
      case DockerInstruction.User own -> user = expand(own.user());
      case DockerInstruction.Expose expose -> expose.ports().forEach(p -> ports.add(expand(p)));
      case DockerInstruction.Shell own -> shell = List.copyOf(own.words());
      case DockerInstruction.Cmd cmd -> {
        command = argv(cmd.command(), cmd.span());
        commandSet = true;
      }
      case DockerInstruction.Entrypoint own -> {
        entrypoint = argv(own.command(), own.span());
        if (!commandSet) {
          command = null;
        }
      }
      case DockerInstruction.Run run -> run(run);
      case DockerInstruction.Copy copy -> files = copies.apply(copy, this);
      case DockerInstruction.OnBuild later -> onBuild.add(later.instruction());
      case DockerInstruction.From from -> {}
      case DockerInstruction.Other other -> {}
    }
  }

  private void env(DockerInstruction.Env env) {
    List<Map.Entry<String, Text>> values = new ArrayList<>();
    for (Assignment assignment : env.assignments()) {
      MappedText value = assignment.value();
      if (value != null && expand(assignment.name()) instanceof Text.Known name) {
        values.add(Map.entry(name.value(), moved(expand(value), assignment.span())));
      }
    }
    Environment.Builder result = new Environment.Builder(environment);
    for (Map.Entry<String, Text> entry : values) {
      result.with(entry.getKey(), entry.getValue());
      scope.put(entry.getKey(), entry.getValue());
    }
    environment = result.build();
  }

  private void arg(DockerInstruction.Arg arg) {
    for (Assignment assignment : arg.assignments()) {
      if (!(expand(assignment.name()) instanceof Text.Known name)) {
        continue;
      }
      String key = name.value();
      MappedText value = assignment.value();
      Text given = buildArgs.get(key);
      if (given != null) {
        scope.put(key, given);
      } else if (value != null) {
        scope.put(key, moved(expand(value), assignment.span()));
      } else if (globals.get(key) instanceof Text global) {
        scope.put(key, global);
      } else if (PLATFORM.contains(key)) {
        scope.put(key, new Text.Unknown("the build platform decides", key, assignment.span()));
      } else if (!scope.containsKey(key)) {
        declared.add(key);
      }
    }
  }

  private static Text moved(Text text, Span span) {
    return switch (text) {
      case Text.Known known -> new Text.Known(known.value(), span);
      case Text.Unknown unknown -> new Text.Unknown(unknown.reason(), unknown.variable(), span);
    };
  }

  private void run(DockerInstruction.Run run) {
    String at = folder == null ? "/" : folder;
    boolean dash = shell.getFirst() instanceof Text.Known known && known.value().equals("/bin/sh");
    RunEffects effects = new RunEffects(files, at, this::variable, dash, base.alpine());
    switch (run.command()) {
      case Command.Line line -> {
        boolean script =
            run.heredocs().size() == 1
                && line.text().text().strip().startsWith("<<")
                && line.text().text().strip().indexOf(' ') < 0;
        if (script) {
          effects.run(run.heredocs().getFirst().content(), List.of());
        } else {
          effects.run(line.text(), run.heredocs());
        }
      }
      case Command.Exec exec -> {
        MappedText.Builder line = new MappedText.Builder(run.span().path(), run.span().start());
        boolean shellForm = exec.words().size() == 3 && exec.words().get(1).value().endsWith("c");
        for (Text.Known word : shellForm ? exec.words().subList(2, 3) : exec.words()) {
          String text = shellForm ? word.value() : "'" + word.value().replace("'", "'\\''") + "' ";
          line.append(text, word.span().start());
        }
        effects.run(line.build(), List.of());
      }
    }
    files = effects.files();
    installs.addAll(effects.installs());
  }

  private ImageConfig.Argv argv(Command command, Span span) {
    return switch (command) {
      case Command.Exec exec -> new ImageConfig.Argv(List.copyOf(exec.words()), false, span);
      case Command.Line line -> {
        List<Text> words = new ArrayList<>(shell);
        words.add(line.text().known());
        yield new ImageConfig.Argv(words, true, span);
      }
    };
  }

  /** {@return the value of a variable for the lines that follow, null when it is not set} */
  @Nullable Text variable(String name) {
    Text value = scope.get(name);
    return value != null || declared.contains(name) ? value : base.variable(name);
  }

  Text expand(MappedText word) {
    return DockerExpansion.expand(word, escape, this::variable, m -> problem(word.span(), m, true));
  }

  Text expandHeredoc(MappedText content) {
    return DockerExpansion.expandHeredoc(
        content, this::variable, m -> problem(content.span(), m, true));
  }

  void problem(Span span, String message, boolean matters) {
    problems.add(new Problem(span.path(), span, message, matters));
  }

  @Nullable String folder() {
    return folder;
  }

  ImageConfig config(String dockerfile, DockerInstruction.From from) {
    MappedText name = from.name();
    return new ImageConfig(
        dockerfile,
        name == null ? null : name.text(),
        from.span(),
        base,
        entrypoint,
        command,
        environment,
        folder,
        user,
        ports,
        base.alpine() ? files.write(Shell.ALPINE, new SourceFile(dockerfile, "")) : files,
        base.python(),
        installs,
        problems);
  }
}
