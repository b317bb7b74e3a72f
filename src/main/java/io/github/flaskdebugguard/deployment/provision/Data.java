package io.github.flaskdebugguard.deployment.provision;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of Ansible, with the place that wrote it. YAML is read as YAML 1.1. */
public sealed interface Data {
  /** Levels of a value that files write, within one that an expression puts together. */
  int MOST_LEVELS = 2 * Limits.LEVELS;

  /** Characters that cost as much as one member of a list or mapping. */
  int MEMBER_CHARS = 16;

  Span span();

  /** A string; may hold template expressions that are filled in when it is used. */
  record Str(String text, Span span) implements Data {}

  /** A bool, which is written in Python's spelling. */
  record Bool(boolean value, Span span) implements Data {}

  /** A number as it is written. */
  record Num(String text, Span span) implements Data {}

  /** Nothing. */
  record Null(Span span) implements Data {}

  /** A list. */
  record Seq(List<Data> items, Span span) implements Data {
    public Seq {
      items = List.copyOf(items);
    }
  }

  /** A mapping. */
  record Dict(Map<String, Data> entries, Span span) implements Data {}

  /**
   * What is not known.
   *
   * @param defined false when no file sets it, so that {@code default()} holds
   */
  record Open(String reason, @Nullable String variable, boolean defined, Span span)
      implements Data {}

  /** {@return a node as YAML 1.1 reads it} */
  static Data of(YamlNode node) {
    return switch (node) {
      case YamlScalar scalar -> scalar(scalar);
      case YamlList list -> {
        List<Data> items = new ArrayList<>();
        list.items().forEach(item -> items.add(of(item)));
        yield new Seq(items, list.span());
      }
      case YamlMap map -> {
        Map<String, Data> entries = new LinkedHashMap<>();
        for (YamlEntry entry : map.entries()) {
          String name = entry.name();
          if (name != null) {
            entries.put(name, of(entry.value()));
          }
        }
        yield new Dict(entries, map.span());
      }
    };
  }

  private static Data scalar(YamlScalar scalar) {
    String tag = scalar.tag();
    if (tag != null && tag.contains("vault")) {
      return new Open("is encrypted in a vault", null, true, scalar.span());
    }
    if (scalar.isNull()) {
      return new Null(scalar.span());
    }
    return scalar.isPlain()
        ? plain(scalar.text(), scalar.span())
        : new Str(scalar.text(), scalar.span());
  }

  /** {@return what an unquoted scalar of YAML 1.1 means} */
  static Data plain(String text, Span span) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> new Bool(true, span);
      case "false", "no", "off" -> new Bool(false, span);
      default ->
          !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')
              ? new Num(text, span)
              : new Str(text, span);
    };
  }

  /** {@return the value as a text, as Python prints it} */
  default Text shown() {
    return switch (this) {
      case Str str -> new Text.Known(str.text(), str.span());
      case Bool bool -> new Text.Known(bool.value() ? "True" : "False", bool.span());
      case Num num -> new Text.Known(num.text(), num.span());
      case Null nothing -> new Text.Known("None", nothing.span());
      case Seq seq -> collection(seq);
      case Dict dict -> collection(dict);
      case Open open -> new Text.Unknown(open.reason(), open.variable(), open.span());
    };
  }

  /** {@return about how many characters it has; a member costs as much as some of them} */
  default long size() {
    return MEMBER_CHARS
        + switch (this) {
          case Str str -> str.text().length();
          case Seq seq -> seq.items().stream().mapToLong(Data::size).sum();
          case Dict dict -> dict.entries().values().stream().mapToLong(Data::size).sum();
          default -> 0;
        };
  }

  /** {@return the value; what is not known where it has more members, or is nested too deeply} */
  default Data within(int most) {
    return left(this, most, 0) < 0
        ? new Open("has more members than are followed", null, true, span())
        : this;
  }

  private static int left(Data data, int most, int depth) {
    Collection<Data> members =
        switch (data) {
          case Seq seq -> seq.items();
          case Dict dict -> dict.entries().values();
          default -> List.of();
        };
    int left = depth > MOST_LEVELS ? -1 : most - members.size();
    for (Data member : members) {
      if (left < 0) {
        break;
      }
      left = left(member, left, depth + 1);
    }
    return left;
  }

  private static Text collection(Data data) {
    StringBuilder out = new StringBuilder();
    Open open = json(data, out);
    if (open == null && out.length() > Limits.FILE_BYTES) {
      open = new Open("is longer than is followed", null, true, data.span());
    }
    return open == null ? new Text.Known(out.toString(), data.span()) : open.shown();
  }

  private static @Nullable Open json(Data data, StringBuilder out) {
    Open open = null;
    switch (data) {
      case Str str -> out.append('"').append(str.text().replace("\"", "\\\"")).append('"');
      case Bool bool -> out.append(bool.value());
      case Num num -> out.append(num.text());
      case Null nothing -> out.append("null");
      case Seq seq -> {
        out.append('[');
        for (int i = 0; i < seq.items().size(); i++) {
          out.append(i == 0 ? "" : ", ");
          Open inner = json(seq.items().get(i), out);
          open = open == null ? inner : open;
          if (out.length() > Limits.FILE_BYTES) {
            break;
          }
        }
        out.append(']');
      }
      case Dict dict -> {
        out.append('{');
        int i = 0;
        for (Map.Entry<String, Data> entry : dict.entries().entrySet()) {
          out.append(i++ == 0 ? "" : ", ").append('"').append(entry.getKey()).append("\": ");
          Open inner = json(entry.getValue(), out);
          open = open == null ? inner : open;
          if (out.length() > Limits.FILE_BYTES) {
            break;
          }
        }
        out.append('}');
      }
      case Open unknown -> open = unknown;
    }
    return open;
  }

  /** {@return whether Jinja takes it for true, or null when it is not known} */
  default @Nullable Boolean truth() {
    return switch (this) {
      case Str str -> !str.text().isEmpty();
      case Bool bool -> bool.value();
      case Num num -> !num.text().chars().allMatch(c -> c == '0');
      case Null nothing -> false;
      case Seq seq -> !seq.items().isEmpty();
      case Dict dict -> !dict.entries().isEmpty();
      case Open open -> open.defined() ? null : Boolean.FALSE;
    };
  }

  /** {@return the entries of both, those of the second win, mappings are joined} */
  static Data merged(Data weak, Data strong) {
    if (!(weak instanceof Dict below) || !(strong instanceof Dict above)) {
      return strong;
    }
    Map<String, Data> all = new LinkedHashMap<>(below.entries());
    above
        .entries()
        .forEach(
            (name, value) -> {
              Data before = all.get(name);
              all.put(name, before == null ? value : merged(before, value));
            });
    return new Dict(all, above.span());
  }

  /** {@return the same value at another place} */
  default Data at(Span place) {
    return switch (this) {
      case Str str -> new Str(str.text(), place);
      case Bool bool -> new Bool(bool.value(), place);
      case Num num -> new Num(num.text(), place);
      case Null nothing -> new Null(place);
      case Seq seq -> new Seq(seq.items(), place);
      case Dict dict -> new Dict(dict.entries(), place);
      case Open open -> new Open(open.reason(), open.variable(), open.defined(), place);
    };
  }
}
