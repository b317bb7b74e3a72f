package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.document.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A command line split into options and operands, given the options that take no value. Long
 * options may be joined with {@code =}, short ones with their value.
 *
 * @param options in order
 * @param operands in order, with those after {@code --}
 */
public record CommandOptions(List<Option> options, List<Text> operands) {

  /**
   * One option.
   *
   * @param value null for a flag
   * @param word the word that names it
   */
  public record Option(String name, @Nullable Text value, Text word) {}

  /**
   * {@return the split command line}
   *
   * @param flags names of options without a value, with their dashes
   * @param stopAtOperand whether what follows the first operand belongs to it
   */
  public static CommandOptions of(List<Text> arguments, Set<String> flags, boolean stopAtOperand) {
    List<Option> options = new ArrayList<>();
    List<Text> operands = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      Text word = arguments.get(i);
      String text = word instanceof Text.Known known ? known.value() : "";
      if (text.equals("--")) {
        operands.addAll(arguments.subList(i + 1, arguments.size()));
        break;
      }
      if (!text.startsWith("-") || text.equals("-")) {
        operands.add(word);
        if (stopAtOperand) {
          operands.addAll(arguments.subList(i + 1, arguments.size()));
          break;
        }
        continue;
      }
      int equals = text.indexOf('=');
      if (text.startsWith("--") && equals > 0) {
        Text value = new Text.Known(text.substring(equals + 1), word.span());
        options.add(new Option(text.substring(0, equals), value, word));
      } else if (flags.contains(text)) {
        options.add(new Option(text, null, word));
      } else if (!text.startsWith("--") && text.length() > 2) {
        joined(text, word, flags, options);
      } else if (i + 1 < arguments.size()) {
        options.add(new Option(text, arguments.get(++i), word));
      } else {
        options.add(new Option(text, null, word));
      }
    }
    return new CommandOptions(options, operands);
  }

  private static void joined(String text, Text word, Set<String> flags, List<Option> options) {
    for (int i = 1; i < text.length(); i++) {
      String name = "-" + text.charAt(i);
      if (flags.contains(name)) {
        options.add(new Option(name, null, word));
      } else {
        String rest = text.substring(i + 1);
        String value = rest.startsWith("=") ? rest.substring(1) : rest;
        options.add(new Option(name, new Text.Known(value, word.span()), word));
        return;
      }
    }
  }

  /** {@return the last option of one of these names, or null} */
  public @Nullable Option last(String... names) {
    Option found = null;
    for (Option option : options) {
      for (String name : names) {
        found = option.name().equals(name) ? option : found;
      }
    }
    return found;
  }

  /** {@return the value of the last option of one of these names, or null} */
  public @Nullable Text value(String... names) {
    Option option = last(names);
    return option == null ? null : option.value();
  }

  /** {@return the known text of the last option of one of these names, or null} */
  public @Nullable String text(String... names) {
    return value(names) instanceof Text.Known known ? known.value() : null;
  }

  /** {@return the values of all options of these names, in order} */
  public List<Text> values(String... names) {
    List<Text> values = new ArrayList<>();
    for (Option option : options) {
      for (String name : names) {
        Text value = option.value();
        if (option.name().equals(name) && value != null) {
          values.add(value);
        }
      }
    }
    return values;
  }
}
