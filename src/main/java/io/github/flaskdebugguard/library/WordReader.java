package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the words of a command line by the conventions that argparse and click share: {@code --name
 * value}, {@code --name=value}, {@code -n value}, {@code -nvalue}, {@code -abc}, {@code --}.
 */
final class WordReader {
  /**
   * One option.
   *
   * @param name under which its words are kept
   * @param names as written, with dashes
   * @param off names that switch it off
   * @param least how many words it takes at least
   * @param most how many words it takes at most; 0 for a flag
   */
  record Option(String name, List<String> names, List<String> off, int least, int most) {
    Option {
      names = List.copyOf(names);
      off = List.copyOf(off);
    }
  }

  /**
   * One use of an option.
   *
   * @param on false for a name that switches off
   */
  record Use(boolean on, List<Value> words) {
    Use {
      words = List.copyOf(words);
    }
  }

  /**
   * What a command line holds.
   *
   * @param uses by option name, in order
   * @param rest words that belong to no option
   * @param refused whether an option is not known or lacks its words
   * @param unknown a word that is not known, or null
   */
  record Read(
      Map<String, List<Use>> uses,
      List<Value> rest,
      boolean refused,
      Value.@Nullable Unknown unknown) {}

  private final List<Option> options;
  private final boolean abbreviations;
  private final boolean stopAtRest;
  private final boolean passUnknown;
  private final Map<String, List<Use>> uses = new LinkedHashMap<>();
  private final List<Value> rest = new ArrayList<>();
  private boolean refused;
  private Value.@Nullable Unknown unknown;

  /**
   * @param abbreviations whether a unique beginning of a long name stands for it, as in argparse
   * @param stopAtRest whether the first other word ends the options, as before a sub-command
   * @param passUnknown whether an option that is not known is a word like others, as with click's
   *     {@code ignore_unknown_options}
   */
  WordReader(List<Option> options, boolean abbreviations, boolean stopAtRest, boolean passUnknown) {
    this.options = List.copyOf(options);
    this.abbreviations = abbreviations;
    this.stopAtRest = stopAtRest;
    this.passUnknown = passUnknown;
  }

  Read read(List<Value> words) {
    int at = 0;
    while (at < words.size()) {
      Value word = words.get(at++);
      if (!(word instanceof Value.Str text)) {
        unknown = word instanceof Value.Unknown known ? known : unknown;
        rest.add(word);
      } else if (text.value().equals("--")) {
        rest.addAll(words.subList(at, words.size()));
        break;
      } else if (text.value().startsWith("--")) {
        at = longOption(words, at, text);
      } else if (text.value().startsWith("-") && text.value().length() > 1 && !negative(text)) {
        at = shortOption(words, at, text);
      } else if (stopAtRest) {
        rest.addAll(words.subList(at - 1, words.size()));
        break;
      } else {
        rest.add(word);
      }
    }
    return new Read(uses, rest, refused, unknown);
  }

  private static boolean negative(Value.Str text) {
    return text.value().chars().skip(1).allMatch(c -> c >= '0' && c <= '9' || c == '.');
  }

  private int longOption(List<Value> words, int at, Value.Str text) {
    int equals = text.value().indexOf('=');
    String name = equals < 0 ? text.value() : text.value().substring(0, equals);
    Option option = find(name);
    if (option == null) {
      return refuse(at, text);
    }
    if (equals >= 0) {
      use(option, name, List.of(new Value.Str(text.value().substring(equals + 1), text.origin())));
      return at;
    }
    return take(option, name, words, at, List.of());
  }

  private int refuse(int at, Value.Str text) {
    refused |= !passUnknown;
    rest.add(text);
    return at;
  }

  private int shortOption(List<Value> words, int at, Value.Str text) {
    Option whole = find(text.value());
    if (whole != null) {
      return take(whole, text.value(), words, at, List.of());
    }
    int next = at;
    StringBuilder notKnown = new StringBuilder("-");
    for (int i = 1; i < text.value().length(); i++) {
      String name = "-" + text.value().charAt(i);
      Option option = find(name);
      if (option == null && !passUnknown) {
        return refuse(at, text);
      }
      if (option == null) {
        notKnown.append(text.value().charAt(i));
      } else if (option.most() > 0) {
        String tail = text.value().substring(i + 1);
        String joined = tail.startsWith("=") ? tail.substring(1) : tail;
        List<Value> first =
            joined.isEmpty() ? List.of() : List.of(new Value.Str(joined, text.origin()));
        next = take(option, name, words, at, first);
        break;
      } else {
        use(option, name, List.of());
      }
    }
    if (notKnown.length() > 1) {
      rest.add(new Value.Str(notKnown.toString(), text.origin()));
    }
    return next;
  }

  private int take(Option option, String name, List<Value> words, int from, List<Value> first) {
    List<Value> taken = new ArrayList<>(first);
    int at = from;
    while (taken.size() < option.most() && at < words.size() && isValue(words.get(at))) {
      taken.add(words.get(at++));
    }
    if (taken.size() < option.least()) {
      refused = true;
    }
    use(option, name, taken);
    return at;
  }

  private static boolean isValue(Value word) {
    return !(word instanceof Value.Str text)
        || !text.value().startsWith("-")
        || text.value().length() == 1
        || negative(text);
  }

  private void use(Option option, String name, List<Value> words) {
    boolean on = !option.off().contains(name);
    uses.computeIfAbsent(option.name(), n -> new ArrayList<>()).add(new Use(on, words));
  }

  private @Nullable Option find(String name) {
    Option begun = null;
    int matches = 0;
    for (Option option : options) {
      if (option.names().contains(name) || option.off().contains(name)) {
        return option;
      }
      for (String each : option.names()) {
        if (abbreviations && name.startsWith("--") && each.startsWith(name)) {
          begun = option;
          matches++;
        }
      }
    }
    return matches == 1 ? begun : null;
  }
}
