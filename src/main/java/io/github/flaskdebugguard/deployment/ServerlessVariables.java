package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.Limits;
import org.jspecify.annotations.Nullable;

/**
 * References of the Serverless Framework: {@code ${self:a.b}} and {@code ${file(x.yml):a}} are
 * looked up; options, variables of the caller and stores are not here, also where they have a
 * default, since a deployment gives them.
 */
final class ServerlessVariables {

  private final Hosted hosted;
  private final String folder;
  private final YamlMap root;

  ServerlessVariables(Hosted hosted, String path, YamlMap root) {
    this.hosted = hosted;
    this.folder = ImagePath.folder(path);
    this.root = root;
  }

  /** {@return a value with its references filled in, unknown when one is not here} */
  Text resolve(Text text) {
    return resolve(text, 0);
  }

  private Text resolve(Text text, int depth) {
    if (!(text instanceof Text.Known known) || !known.value().contains("${")) {
      return text;
    }
    String value = known.value();
    for (int round = 0; round < Limits.EXPANSION_LEVELS; round++) {
      int open = value.lastIndexOf("${");
      int close = open < 0 ? -1 : value.indexOf('}', open);
      if (close < 0) {
        return new Text.Known(value, known.span());
      }
      String expression = value.substring(open + 2, close).strip();
      Text found = depth > Limits.EXPANSION_LEVELS ? null : lookup(expression, depth);
      if (!(found instanceof Text.Known filled)) {
        return new Text.Unknown(
            "comes from ${" + expression + "}", outside(expression), known.span());
      }
      value = value.substring(0, open) + filled.value() + value.substring(close + 1);
    }
    return new Text.Unknown("has too many references", null, known.span());
  }

  private static @Nullable String outside(String expression) {
    if (!expression.startsWith("env:")) {
      return null;
    }
    int comma = expression.indexOf(',');
    return expression.substring(4, comma < 0 ? expression.length() : comma).strip();
  }

  private @Nullable Text lookup(String expression, int depth) {
    YamlNode node = node("${" + expression + "}");
    if (node instanceof YamlScalar scalar) {
      return resolve(scalar.value(), depth + 1);
    }
    int comma = expression.indexOf(',');
    if (comma > 0 && (expression.startsWith("self:") || expression.startsWith("file("))) {
      String fallback = expression.substring(comma + 1).strip();
      if (fallback.length() > 1
          && (fallback.charAt(0) == '\'' || fallback.charAt(0) == '"')
          && fallback.charAt(fallback.length() - 1) == fallback.charAt(0)) {
        return new Text.Known(fallback.substring(1, fallback.length() - 1), root.span());
      }
    }
    return null;
  }

  /** {@return the node that a whole reference stands for, or null} */
  @Nullable YamlNode node(String reference) {
    if (!reference.startsWith("${") || !reference.endsWith("}")) {
      return null;
    }
    String expression = reference.substring(2, reference.length() - 1).strip();
    int comma = expression.indexOf(',');
    String first = comma < 0 ? expression : expression.substring(0, comma).strip();
    if (first.startsWith("self:")) {
      return root.at(first.substring(5).split("\\."));
    }
    if (first.startsWith("file(")) {
      int close = first.indexOf(')');
      YamlMap other =
          close < 0 ? null : hosted.document(Hosted.relative(folder, first.substring(5, close)));
      if (other == null) {
        return null;
      }
      String rest = first.substring(close + 1);
      return rest.startsWith(":") ? other.at(rest.substring(1).split("\\.")) : other;
    }
    return null;
  }
}
