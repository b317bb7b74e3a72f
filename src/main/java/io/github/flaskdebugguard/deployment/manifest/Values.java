package io.github.flaskdebugguard.deployment.manifest;

import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.document.TemplateText;
import io.github.flaskdebugguard.document.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How Ruby and Puppet write and judge values: {@code true} and {@code false}, nothing as "". */
public final class Values {
  private Values() {}

  /** {@return the value as a text; a part that is not known makes the whole unknown} */
  public static Text text(Data data) {
    return switch (data) {
      case Data.Str str -> TemplateText.of(str.text(), str.span());
      case Data.Bool bool -> new Text.Known(String.valueOf(bool.value()), bool.span());
      case Data.Num num -> new Text.Known(num.text(), num.span());
      case Data.Null nothing -> new Text.Known("", nothing.span());
      case Data.Seq seq -> seq.shown();
      case Data.Dict dict -> dict.shown();
      case Data.Open open -> open.shown();
    };
  }

  /**
   * {@return the value as a part of a longer text; what is not known is written as a template
   * expression without blanks}
   */
  public static String part(Data data) {
    return switch (data) {
      case Data.Str str -> str.text();
      case Data.Open open -> {
        String name = open.variable();
        yield "{{" + (name == null ? "unknown" : name) + "}}";
      }
      case Data.Bool bool -> String.valueOf(bool.value());
      case Data.Num num -> num.text();
      case Data.Null nothing -> "";
      case Data.Seq seq -> seq.shown() instanceof Text.Known known ? known.value() : "{{list}}";
      case Data.Dict dict -> dict.shown() instanceof Text.Known known ? known.value() : "{{hash}}";
    };
  }

  /** {@return whether the value counts as true: all but false and nothing; null when not known} */
  public static @Nullable Boolean truth(Data data) {
    return switch (data) {
      case Data.Bool bool -> bool.value();
      case Data.Null nothing -> false;
      case Data.Open open -> open.defined() ? null : Boolean.FALSE;
      case Data.Str str -> true;
      case Data.Num num -> true;
      case Data.Seq seq -> true;
      case Data.Dict dict -> true;
    };
  }

  /** {@return variables as {@code {'A' => '1'}} or as {@code ['A=1']} writes them} */
  public static Map<String, Text> variables(@Nullable Data data) {
    Map<String, Text> result = new LinkedHashMap<>();
    switch (data) {
      case Data.Dict dict -> dict.entries().forEach((name, value) -> result.put(name, text(value)));
      case Data.Seq seq -> seq.items().forEach(item -> result.putAll(variables(item)));
      case Data.Str str -> {
        int equals = str.text().indexOf('=');
        if (equals > 0) {
          result.put(
              str.text().substring(0, equals),
              TemplateText.of(str.text().substring(equals + 1), str.span()));
        }
      }
      case null, default -> {}
    }
    return result;
  }

  /** {@return a command as its words: a text is one, for a shell} */
  public static List<Text> words(@Nullable Data data) {
    List<Text> words = new ArrayList<>();
    switch (data) {
      case Data.Seq seq -> seq.items().forEach(item -> words.add(text(item)));
      case null -> {}
      default -> words.add(text(data));
    }
    return words;
  }

  /** {@return whether both are known and equal; null when one is not known} */
  public static @Nullable Boolean equal(Data left, Data right) {
    if (left instanceof Data.Open a && a.defined() || right instanceof Data.Open b && b.defined()) {
      return null;
    }
    boolean same = (left instanceof Data.Str) == (right instanceof Data.Str);
    return same && part(left).equals(part(right));
  }
}
