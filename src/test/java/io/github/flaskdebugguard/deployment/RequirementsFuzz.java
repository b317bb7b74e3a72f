package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.fuzz.FuzzTarget;
import io.github.flaskdebugguard.fuzz.Property;
import io.github.flaskdebugguard.fuzz.Scanned;
import java.util.Map;

/** A requirement has a normalised name, and a version that its constraint names. */
public final class RequirementsFuzz implements FuzzTarget {
  @Override
  public void check(String input) {
    input.lines().forEach(RequirementsFuzz::line);
    line(input);
  }

  private static void line(String text) {
    RequirementLine line = RequirementLine.parse(text);
    if (line == null) {
      return;
    }
    Property.same(RequirementLine.normalised(line.name()), line.name(), "name");
    for (String extra : line.extras()) {
      Property.same(RequirementLine.normalised(extra), extra, "extra");
    }
    String exact = line.exact();
    Property.holds(exact == null || line.specifier().contains(exact), "%s", line);
    if (exact != null) {
      Property.same(RequirementLine.exact("==" + exact), exact, "exact version");
    }
    for (String python : new String[] {"3.9", "3.13", "2.7", ""}) {
      Marker.holds(line.marker(), python);
    }
    Marker.holds(line.marker(), null);
    RequirementLine.ofPoetry(text);
  }

  @Override
  public void checkDeeply(String input) {
    Scanned.of(
        Map.of(
            "own/requirements.txt", input,
            "own/Pipfile.lock", input,
            "own/poetry.lock", input,
            "own/environment.yml", input,
            "own/Procfile", "web: gunicorn app:app\n",
            "own/app.py", "from flask import Flask\napp = Flask(__name__)\n"));
  }
}
