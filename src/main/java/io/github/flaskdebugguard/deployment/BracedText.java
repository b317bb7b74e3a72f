package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Span;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A text in which a task runner puts values between double braces. What is not known stands as a
 * shell variable in it, so that a shell that runs the text carries it on.
 *
 * @param open the variables with what they stand for
 */
record BracedText(String text, Map<String, Text.Unknown> open) {
  BracedText {
    open = Map.copyOf(open);
  }

  /**
   * {@return a text with its values}
   *
   * @param value what an expression between braces gives
   */
  static BracedText of(String source, Function<String, Text> value) {
    StringBuilder out = new StringBuilder();
    Map<String, Text.Unknown> open = new LinkedHashMap<>();
    int at = 0;
    while (at < source.length()) {
      int start = source.indexOf("{{", at);
      int end = start < 0 ? -1 : source.indexOf("}}", start);
      if (end < 0) {
        break;
      }
      out.append(source, at, start);
      switch (value.apply(source.substring(start + 2, end).strip())) {
        case Text.Known known -> out.append(known.value());
        case Text.Unknown unknown -> {
          String name = "open_" + start;
          open.put(name, unknown);
          out.append("${").append(name).append('}');
        }
      }
      at = end + 2;
    }
    return new BracedText(out.append(source, at, source.length()).toString(), open);
  }

  /** {@return the text as a value, which is unknown when a part is} */
  Text value(Span span) {
    return open.isEmpty() ? new Text.Known(text, span) : open.values().iterator().next();
  }

  /** {@return an environment with what stands for what is not known} */
  Environment in(Environment environment) {
    return environment.withAll(open);
  }
}
