package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Environment variables as platform files write them. */
final class Settings {
  private Settings() {}

  /** {@return the environment with a mapping of names to values} */
  static Environment map(Environment environment, @Nullable YamlNode variables) {
    return map(environment, variables, text -> text);
  }

  /**
   * {@return the environment with a mapping of names to values}
   *
   * @param resolved what the platform makes of a value, its own references for example
   */
  static Environment map(
      Environment environment, @Nullable YamlNode variables, UnaryOperator<Text> resolved) {
    Environment.Builder result = new Environment.Builder(environment);
    if (variables instanceof YamlMap map) {
      for (YamlEntry entry : map.entries()) {
        String name = entry.name();
        if (name != null) {
          result.with(name, resolved.apply(value(name, entry.value())));
        }
      }
    }
    return result.build();
  }

  /**
   * {@return the environment with a list of mappings that name a variable and its value; one
   * without a value is set outside the repository}
   */
  static Environment list(
      Environment environment,
      @Nullable YamlNode variables,
      String nameKey,
      String valueKey,
      UnaryOperator<Text> resolved) {
    Environment.Builder result = new Environment.Builder(environment);
    if (variables instanceof YamlList list) {
      for (YamlMap item : list.maps()) {
        String name = item.text(nameKey);
        if (name != null) {
          YamlNode value = item.get(valueKey);
          Text text =
              value == null
                  ? new Text.Unknown("is set outside the repository", name, item.span())
                  : value(name, value);
          result.with(name, resolved.apply(text));
        }
      }
    }
    return result.build();
  }

  /** {@return a node's text; nothing is the empty text, what is no scalar is unknown} */
  static Text value(String name, YamlNode node) {
    if (!(node instanceof YamlScalar scalar)) {
      return new Text.Unknown("is no plain value", name, node.span());
    }
    return scalar.isNull() ? new Text.Known("", scalar.span()) : scalar.value();
  }

  /** {@return the text of a key, or null when it is missing, null or no scalar} */
  static @Nullable Text text(YamlMap map, String... keys) {
    YamlNode node = map.at(keys);
    return node instanceof YamlScalar scalar && !scalar.isNull() && !scalar.text().isBlank()
        ? scalar.value()
        : null;
  }

  /** {@return the words of a list of scalars; null when it is missing or no list} */
  static @Nullable List<Text> words(@Nullable YamlNode node) {
    if (!(node instanceof YamlList list)) {
      return null;
    }
    List<Text> words = new ArrayList<>();
    for (YamlNode item : list.items()) {
      words.add(value("", item));
    }
    return words;
  }

  /** {@return a text with a reference in it, which is unknown when it cannot be resolved} */
  static UnaryOperator<Text> unknownWith(String mark, String reason) {
    return text ->
        text instanceof Text.Known known && known.value().contains(mark)
            ? new Text.Unknown(reason + " " + known.value(), null, known.span())
            : text;
  }

  /** {@return an environment with one variable that the platform itself sets} */
  static Environment own(String name, String value, Span place) {
    return Environment.EMPTY.with(name, new Text.Known(value, place));
  }
}
