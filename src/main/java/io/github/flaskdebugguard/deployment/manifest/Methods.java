package io.github.flaskdebugguard.deployment.manifest;

import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Methods of Ruby and functions of Puppet's standard library that settings go through. */
final class Methods {
  private Methods() {}

  /** {@return what a method gives, or null when it is not known} */
  static @Nullable Data method(Data value, String name, List<Data> arguments, Span span) {
    Data first = arguments.isEmpty() ? null : arguments.getFirst();
    switch (name) {
      case "fetch", "dig", "read" -> {
        return found(value, name.equals("fetch") ? arguments.subList(0, 1) : arguments, arguments);
      }
      case "join" -> {
        if (value instanceof Data.Open open && open.variable() == null) {
          return joined(arguments, "/", span);
        }
        return value instanceof Data.Seq seq
            ? joined(seq.items(), first == null ? "" : Values.part(first), span)
            : null;
      }
      case "merge" -> {
        return value instanceof Data.Dict && first instanceof Data.Dict
            ? Data.merged(value, first)
            : null;
      }
      case "nil?", "empty?" -> {
        Boolean truth = Values.truth(value);
        boolean empty = value instanceof Data.Str str && str.text().isEmpty();
        return truth == null ? null : new Data.Bool(!truth || empty, span);
      }
      case "to_s",
          "to_str",
          "to_sym",
          "to_i",
          "to_h",
          "to_hash",
          "to_a",
          "dup",
          "freeze",
          "strip",
          "chomp",
          "flatten",
          "compact",
          "sort",
          "uniq",
          "sort_by",
          "stringify_keys" -> {
        return value instanceof Data.Null ? new Data.Str("", span) : value;
      }
      default -> {
        // Attributes of a node may be named like methods.
        return value instanceof Data.Dict dict && arguments.isEmpty()
            ? dict.entries().get(name)
            : value instanceof Data.Str ? function(name, List.of(value), span) : null;
      }
    }
  }

  private static @Nullable Data found(Data value, List<Data> path, List<Data> arguments) {
    Data at = value;
    for (Data key : path) {
      at = at instanceof Data.Dict dict ? dict.entries().get(Values.part(key)) : null;
      if (at == null) {
        break;
      }
    }
    return at != null || arguments.size() == path.size() ? at : arguments.getLast();
  }

  /** {@return the texts side by side, or null where that is more than is followed} */
  private static @Nullable Data joined(List<Data> items, String between, Span span) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < items.size(); i++) {
      text.append(i == 0 ? "" : between).append(Values.part(items.get(i)));
      if (text.length() > Limits.FILE_BYTES) {
        return null;
      }
    }
    return new Data.Str(text.toString(), span);
  }

  /** {@return what a function of the standard library gives, or null when it is none of these} */
  static @Nullable Data function(String name, List<Data> arguments, Span span) {
    if (arguments.isEmpty()) {
      return null;
    }
    Data first = arguments.getFirst();
    String text = first instanceof Data.Str str ? str.text() : null;
    return switch (name) {
      case "upcase" -> text == null ? null : new Data.Str(text.toUpperCase(Locale.ROOT), span);
      case "downcase" -> text == null ? null : new Data.Str(text.toLowerCase(Locale.ROOT), span);
      case "capitalize" ->
          text == null || text.isEmpty()
              ? null
              : new Data.Str(
                  text.substring(0, 1).toUpperCase(Locale.ROOT)
                      + text.substring(1).toLowerCase(Locale.ROOT),
                  span);
      case "String" -> new Data.Str(Values.part(first), span);
      case "join" ->
          first instanceof Data.Seq seq
              ? joined(seq.items(), arguments.size() < 2 ? "" : Values.part(arguments.get(1)), span)
              : null;
      case "pick" -> picked(arguments);
      case "str2bool" ->
          text == null
              ? first instanceof Data.Bool ? first : null
              : new Data.Bool(
                  Map.of("1", 1, "t", 1, "y", 1, "true", 1, "yes", 1)
                      .containsKey(text.toLowerCase(Locale.ROOT)),
                  span);
      case "bool2str" -> first instanceof Data.Bool ? new Data.Str(Values.part(first), span) : null;
      case "bool2num" ->
          first instanceof Data.Bool bool ? new Data.Num(bool.value() ? "1" : "0", span) : null;
      case "merge" ->
          arguments.size() == 2 && first instanceof Data.Dict
              ? Data.merged(first, arguments.get(1))
              : null;
      default -> null;
    };
  }

  /** The first that is set and not empty. */
  private static @Nullable Data picked(List<Data> arguments) {
    for (Data argument : arguments) {
      Boolean truth = Values.truth(argument);
      if (truth == null) {
        return null;
      }
      if (truth && !(argument instanceof Data.Str str && str.text().isEmpty())) {
        return argument;
      }
    }
    return null;
  }
}
