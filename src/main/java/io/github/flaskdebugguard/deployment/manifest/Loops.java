package io.github.flaskdebugguard.deployment.manifest;

import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Going over the members of a value. */
public final class Loops {
  private Loops() {}

  /** {@return the members, each with its name in a mapping; null when they are not known} */
  public static @Nullable List<List<Data>> rounds(Data over) {
    List<List<Data>> rounds = new ArrayList<>();
    return switch (over) {
      case Data.Dict dict -> {
        dict.entries()
            .forEach((name, value) -> rounds.add(List.of(new Data.Str(name, value.span()), value)));
        yield rounds;
      }
      case Data.Seq seq -> {
        for (Data item : seq.items()) {
          rounds.add(item instanceof Data.Seq parts ? parts.items() : List.of(item));
        }
        yield rounds;
      }
      case Data.Null nothing -> rounds;
      case Data.Str str -> null;
      case Data.Bool bool -> null;
      case Data.Num num -> null;
      case Data.Open open -> open.defined() ? null : rounds;
    };
  }

  /** {@return the names of a block's parameters, with the sign that the language gives them} */
  public static List<String> parameters(String text, Dialect dialect) {
    List<String> names = new ArrayList<>();
    for (String part : text.split(",")) {
      String name = part.strip();
      int dollar = name.lastIndexOf('$');
      names.add(
          dialect == Dialect.RUBY
              ? name.replace("(", "").replace(")", "")
              : "$" + name.substring(dollar + 1));
    }
    return names;
  }

  /** {@return names over which others lie} */
  public static Names with(Map<String, Data> bound, Names names) {
    return new Names() {
      @Override
      public @Nullable Data value(String name) {
        Data found = bound.get(name);
        return found == null ? names.value(name) : found;
      }

      @Override
      public @Nullable Data call(String function, List<Data> arguments, Span span) {
        return names.call(function, arguments, span);
      }
    };
  }
}
