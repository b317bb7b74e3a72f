package io.github.flaskdebugguard.fuzz;

import io.github.flaskdebugguard.deployment.RequirementsFuzz;
import io.github.flaskdebugguard.deployment.compose.InterpolationFuzz;
import io.github.flaskdebugguard.fix.ChangesFuzz;
import io.github.flaskdebugguard.github.ConsoleFuzz;
import io.github.flaskdebugguard.python.syntax.LexerFuzz;
import io.github.flaskdebugguard.verdict.EvaluatorFuzz;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All targets by their names. */
final class FuzzTargets {
  private FuzzTargets() {}

  /** {@return the targets in the order of the pipeline} */
  static Map<String, FuzzTarget> all() {
    Map<String, FuzzTarget> targets = new LinkedHashMap<>();
    targets.put("python-lexer", new LexerFuzz());
    targets.put("python-parser", new ParserFuzz());
    targets.put("python-evaluator", new EvaluatorFuzz());
    targets.put("yaml", new YamlFuzz());
    targets.put("compose-interpolation", new InterpolationFuzz());
    targets.put("dockerfile", new DockerfileFuzz());
    targets.put("shell", new ShellFuzz());
    targets.put("dotenv", new DotenvFuzz());
    targets.put("unit", new UnitFuzz());
    targets.put("toml", new TomlFuzz());
    targets.put("json", new JsonFuzz());
    targets.put("javascript", new JavaScriptFuzz());
    targets.put("justfile", new JustfileFuzz());
    targets.put("procfile", new ProcfileFuzz());
    targets.put("requirements", new RequirementsFuzz());
    targets.put("console", new ConsoleFuzz());
    targets.put("report", new ReportFuzz());
    targets.put("fix", new ChangesFuzz());
    return Collections.unmodifiableMap(targets);
  }

  /** {@return the folders that hold a target's stored inputs: its own, and one that it shares} */
  static List<String> folders(String name) {
    return name.startsWith("python-") ? List.of(name, "python") : List.of(name);
  }

  static FuzzTarget named(String name) {
    FuzzTarget target = all().get(name);
    if (target == null) {
      throw new IllegalArgumentException("no target " + name + ", only " + all().keySet());
    }
    return target;
  }
}
