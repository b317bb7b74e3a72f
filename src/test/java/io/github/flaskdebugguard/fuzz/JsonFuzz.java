package io.github.flaskdebugguard.fuzz;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.github.flaskdebugguard.document.JsonFile;
import io.github.flaskdebugguard.document.YamlNode.Style;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.SourceFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A value of JSON is in the file, and what stands there alone is the same value. */
final class JsonFuzz implements FuzzTarget {
  private static final JsonFactory FACTORY = new JsonFactory();

  @Override
  public void check(String input) throws IOException {
    SourceFile file = new SourceFile("own/package.json", input);
    for (JsonFile json : List.of(JsonFile.parse(file), JsonFile.strict(file))) {
      Property.holds((json.root() == null) != json.problems().isEmpty(), "%s", json);
      Records.areIn(file, json);
      if (json.root() != null) {
        Records.areNested(json.root(), part -> false);
        scalars(json, input);
      }
    }
  }

  private static void scalars(JsonFile json, String input) {
    Records.walk(
        json,
        (parent, child) -> {
          if (child instanceof YamlScalar scalar) {
            String source = input.substring(scalar.span().start(), scalar.span().end());
            Property.same(
                scalar.style() == Style.DOUBLE_QUOTED ? text(source) : source,
                scalar.text(),
                "scalar");
          }
        });
  }

  private static String text(String source) {
    try (JsonParser parser = FACTORY.createParser(source)) {
      parser.nextToken();
      return parser.getText();
    } catch (IOException e) {
      throw new AssertionError("not a string: " + source, e);
    }
  }

  @Override
  public void checkDeeply(String input) {
    Scanned.of(
        Map.of(
            "own/package.json", input,
            "own/vercel.json", input,
            "own/zappa_settings.json", input,
            "own/task-definition.json", input,
            "own/Pipfile.lock", input,
            "own/app.py", Scanned.APP));
  }
}
