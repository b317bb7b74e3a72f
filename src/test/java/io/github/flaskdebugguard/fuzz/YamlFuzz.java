package io.github.flaskdebugguard.fuzz;

import io.github.flaskdebugguard.document.YamlFile;
import io.github.flaskdebugguard.document.YamlNode.Style;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.Map;

/** Nodes stand in the file, and what is written without quotes on one line is read as it stands. */
final class YamlFuzz implements FuzzTarget {
  @Override
  public void check(String input) {
    SourceFile file = new SourceFile("own/compose.yaml", input);
    YamlFile yaml = YamlFile.parse(file);
    Records.areIn(file, yaml);
    Records.walk(
        yaml.documents(),
        (parent, child) -> {
          if (child instanceof YamlScalar scalar) {
            scalar(scalar, input);
          }
        });
  }

  private static void scalar(YamlScalar scalar, String input) {
    String source = input.substring(scalar.span().start(), scalar.span().end());
    boolean oneLine =
        source
            .chars()
            .noneMatch(c -> c == '\n' || c == '\r' || c == 0x85 || c >= 0x2028 && c <= 0x2029);
    if (scalar.style() == Style.PLAIN && scalar.tag() == null && oneLine) {
      // An anchor, and the tag that says nothing, belong to the node.
      boolean anchored =
          (source.startsWith("&") || source.startsWith("!")) && source.endsWith(scalar.text());
      Property.holds(
          anchored || scalar.text().equals(source), "<%s> is read as %s", source, scalar);
    }
  }

  @Override
  public void checkDeeply(String input) {
    Scanned.of(
        Map.of(
            "own/compose.yaml", input,
            "own/k8s/deploy.yaml", input,
            ".github/workflows/own.yml", input,
            "own/app.py", Scanned.APP));
  }
}
