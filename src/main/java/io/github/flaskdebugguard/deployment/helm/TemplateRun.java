package io.github.flaskdebugguard.deployment.helm;

import io.github.flaskdebugguard.deployment.helm.HelmValue.Dict;
import io.github.flaskdebugguard.deployment.helm.HelmValue.Items;
import io.github.flaskdebugguard.deployment.helm.HelmValue.Nil;
import io.github.flaskdebugguard.deployment.helm.HelmValue.Piece;
import io.github.flaskdebugguard.deployment.helm.HelmValue.Plain;
import io.github.flaskdebugguard.deployment.helm.HelmValue.Str;
import io.github.flaskdebugguard.deployment.helm.HelmValue.Unknown;
import io.github.flaskdebugguard.deployment.helm.Template.Expression;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs templates. Bounded in steps, depth and output. */
final class TemplateRun {
  private static final int MOST_STEPS = 200_000;

  private final Map<String, Defined> defined = new HashMap<>();
  private final Function<String, @Nullable SourceFile> files;
  private int steps;
  private int written;
  private int depth;

  /** A named template of a file. */
  record Defined(List<Template> body, SourceFile file) {}

  /** The loop is left or goes on. */
  private enum Jump {
    NONE,
    BREAK,
    CONTINUE
  }

  /** Variables of a block; assignments reach the block that declared them. */
  private static final class Scope {
    private final @Nullable Scope outer;
    private final Map<String, HelmValue> values = new HashMap<>();

    Scope(@Nullable Scope outer) {
      this.outer = outer;
    }

    HelmValue get(String name) {
      for (Scope scope = this; scope != null; scope = scope.outer) {
        HelmValue value = scope.values.get(name);
        if (value != null) {
          return value;
        }
      }
      return new Unknown("$" + name);
    }

    void assign(String name, HelmValue value) {
      for (Scope scope = this; scope != null; scope = scope.outer) {
        if (scope.values.containsKey(name)) {
          scope.values.put(name, value);
          return;
        }
      }
      values.put(name, value);
    }
  }

  /**
   * @param files files of the chart by path below its folder
   */
  TemplateRun(Function<String, @Nullable SourceFile> files) {
    this.files = files;
  }

  /** Makes the named templates of a file known. */
  void define(List<Template> nodes, SourceFile file) {
    for (Template node : nodes) {
      if (node instanceof Template.Define define) {
        defined.put(define.name(), new Defined(define.body(), file));
        define(define.body(), file);
      }
    }
  }

  /**
   * {@return what a template prints}
   *
   * @throws IllegalArgumentException when a bound bites
   */
  Str run(List<Template> nodes, SourceFile file, HelmValue dot) {
    List<Piece> out = new ArrayList<>();
    Scope scope = new Scope(null);
    scope.values.put("", dot);
    run(nodes, file, dot, scope, out);
    return new Str(out);
  }

  private Jump run(
      List<Template> nodes, SourceFile file, HelmValue dot, Scope scope, List<Piece> out) {
    for (Template node : nodes) {
      step();
      Jump jump = Jump.NONE;
      switch (node) {
        case Template.Literal literal -> {
          String text = file.text().substring(literal.start(), literal.end());
          write(new Piece(text, file.span(literal.start(), literal.end())), out);
        }
        case Template.Action action -> {
          if (action.pipeline() instanceof Expression.Name name) {
            return name.name().equals("break") ? Jump.BREAK : Jump.CONTINUE;
          }
          HelmValue value = value(action.pipeline(), action.source(), dot, scope);
          if (!(action.pipeline() instanceof Expression.Assign)) {
            Span place = file.span(action.start(), action.start() + 2);
            for (Piece piece : value.string().pieces()) {
              write(piece.origin() == null ? new Piece(piece.text(), place) : piece, out);
            }
          }
        }
        case Template.Define define -> {
          Expression argument = define.run();
          if (argument != null) {
            HelmValue inner = value(argument, "", dot, scope);
            run(define.body(), file, inner, inside(scope, inner), out);
          }
        }
        case Template.Branch branch -> jump = branch(branch, file, dot, scope, out);
      }
      if (jump != Jump.NONE) {
        return jump;
      }
    }
    return Jump.NONE;
  }

  private static Scope inside(Scope scope, HelmValue root) {
    Scope inner = new Scope(scope);
    inner.values.put("", root);
    return inner;
  }

  private Jump branch(
      Template.Branch branch, SourceFile file, HelmValue dot, Scope scope, List<Piece> out) {
    Scope inner = new Scope(scope);
    HelmValue value = value(branch.pipeline(), "", dot, inner);
    if (branch.word().equals("range")) {
      return range(branch, value, file, dot, scope, out);
    }
    if (!value.truth()) {
      return run(branch.otherwise(), file, dot, inner, out);
    }
    return run(branch.then(), file, branch.word().equals("with") ? value : dot, inner, out);
  }

  private Jump range(
      Template.Branch branch,
      HelmValue value,
      SourceFile file,
      HelmValue dot,
      Scope scope,
      List<Piece> out) {
    List<HelmValue> keys = new ArrayList<>();
    List<HelmValue> values = new ArrayList<>();
    switch (value) {
      case Items items -> {
        for (HelmValue item : items.items()) {
          keys.add(new Plain(String.valueOf(keys.size()), false, null));
          values.add(item);
        }
      }
      case Dict dict -> {
        // Go ranges over a map in the order of its keys.
        for (String key : dict.entries().keySet().stream().sorted().toList()) {
          HelmValue entry = java.util.Objects.requireNonNull(dict.entries().get(key));
          keys.add(Str.of(key, null));
          values.add(entry);
        }
      }
      case Plain plain -> {
        int count = (int) Math.min(1_000, HelmFunctions.number(plain));
        for (int i = 0; i < count; i++) {
          keys.add(new Plain(String.valueOf(i), false, null));
          values.add(new Plain(String.valueOf(i), false, null));
        }
      }
      case Nil nil -> {}
      case Str str -> {}
      case Unknown unknown -> {}
    }
    if (values.isEmpty()) {
      return run(branch.otherwise(), file, dot, new Scope(scope), out);
    }
    for (int i = 0; i < values.size(); i++) {
      Scope inner = new Scope(scope);
      String key = branch.key();
      String name = branch.value();
      if (key != null) {
        inner.values.put(key, keys.get(i));
      }
      if (name != null) {
        inner.values.put(name, values.get(i));
      }
      if (run(branch.then(), file, values.get(i), inner, out) == Jump.BREAK) {
        break;
      }
    }
    return Jump.NONE;
  }

  private void step() {
    if (++steps > MOST_STEPS) {
      throw new IllegalArgumentException("the template takes more than " + MOST_STEPS + " steps");
    }
  }

  private void write(Piece piece, List<Piece> out) {
    written += piece.text().length();
    if (written > Limits.FILE_BYTES) {
      throw new IllegalArgumentException("the template prints too much");
    }
    out.add(piece);
  }

  private HelmValue value(Expression expression, String source, HelmValue dot, Scope scope) {
    step();
    return switch (expression) {
      case Expression.Constant constant -> constant.value();
      case Expression.Dot here -> dot;
      case Expression.Variable variable -> scope.get(variable.name());
      case Expression.Fields fields ->
          fields(value(fields.base(), source, dot, scope), fields.names());
      case Expression.Name name -> call(name.name(), List.of(), source, dot);
      case Expression.Assign assign -> {
        HelmValue value = value(assign.value(), source, dot, scope);
        if (assign.declares()) {
          scope.values.put(assign.name(), value);
        } else {
          scope.assign(assign.name(), value);
        }
        yield HelmValue.NIL;
      }
      case Expression.Pipe pipe -> {
        HelmValue last = null;
        for (Expression command : pipe.commands()) {
          last = command(command, last, source, dot, scope);
        }
        yield last == null ? HelmValue.NIL : last;
      }
      case Expression.Call call -> command(call, null, source, dot, scope);
    };
  }

  private HelmValue command(
      Expression command, @Nullable HelmValue piped, String source, HelmValue dot, Scope scope) {
    List<Expression> words =
        command instanceof Expression.Call call ? call.words() : List.of(command);
    List<HelmValue> arguments = new ArrayList<>();
    for (Expression word : words.subList(1, words.size())) {
      arguments.add(value(word, source, dot, scope));
    }
    if (piped != null) {
      arguments.add(piped);
    }
    return switch (words.getFirst()) {
      case Expression.Name name -> call(name.name(), arguments, source, dot);
      case Expression.Fields fields when !arguments.isEmpty() -> method(fields, arguments, source);
      case Expression first -> value(first, source, dot, scope);
    };
  }

  /** {@code .Files.Get "x"}; other methods are not known. */
  private HelmValue method(Expression.Fields fields, List<HelmValue> arguments, String source) {
    List<String> names = fields.names();
    if (names.size() == 2 && names.getFirst().equals("Files") && names.get(1).startsWith("Get")) {
      SourceFile file = files.apply(arguments.getFirst().string().text());
      return file == null
          ? Str.of("", null)
          : Str.of(file.text(), file.span(0, file.text().length()));
    }
    return new Unknown(source.isEmpty() ? "." + String.join(".", names) : source);
  }

  private static HelmValue fields(HelmValue base, List<String> names) {
    HelmValue value = base;
    for (String name : names) {
      switch (value) {
        case Dict dict -> {
          HelmValue next = dict.entries().get(name);
          if (next == null) {
            return new Nil("." + String.join(".", names));
          }
          value = next;
        }
        case Unknown unknown -> {
          return unknown;
        }
        case Nil nil -> {
          return new Nil("." + String.join(".", names));
        }
        case Plain plain -> {
          return new Unknown("." + String.join(".", names));
        }
        case Str str -> {
          return new Unknown("." + String.join(".", names));
        }
        case Items items -> {
          return new Unknown("." + String.join(".", names));
        }
      }
    }
    return value;
  }

  private HelmValue call(String name, List<HelmValue> arguments, String source, HelmValue dot) {
    if ((name.equals("include") || name.equals("tpl")) && !arguments.isEmpty()) {
      HelmValue argument = arguments.size() > 1 ? arguments.get(1) : dot;
      return name.equals("include")
          ? include(arguments.getFirst().string().text(), argument, source)
          : tpl(arguments.getFirst(), argument);
    }
    return HelmFunctions.call(name, arguments, source);
  }

  private HelmValue include(String name, HelmValue argument, String source) {
    Defined found = defined.get(name);
    if (found == null) {
      return new Unknown(source.isEmpty() ? "include \"" + name + "\"" : source);
    }
    if (++depth > Limits.EXPANSION_LEVELS) {
      throw new IllegalArgumentException("templates include each other without end");
    }
    Str text = run(found.body(), found.file(), argument);
    depth--;
    return text;
  }

  /** Text of a values file as a template; what it says itself stands in that file. */
  private HelmValue tpl(HelmValue text, HelmValue argument) {
    if (!(text instanceof Str str)) {
      return text;
    }
    String raw = str.text();
    if (!raw.contains("{{")) {
      return str;
    }
    Span origin = str.origin();
    if (++depth > Limits.EXPANSION_LEVELS) {
      throw new IllegalArgumentException("templates include each other without end");
    }
    int[] places = new int[raw.length()];
    java.util.Arrays.fill(places, origin == null ? 0 : origin.start());
    SourceFile file = SourceFile.written(origin == null ? "" : origin.path(), raw, places);
    Str result = run(TemplateParser.parse(raw), file, argument);
    depth--;
    return result;
  }
}
