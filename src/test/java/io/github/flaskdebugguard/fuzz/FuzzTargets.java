package io.github.flaskdebugguard.fuzz;

import io.github.flaskdebugguard.deployment.RequirementsFuzz;
import io.github.flaskdebugguard.deployment.compose.InterpolationFuzz;
import io.github.flaskdebugguard.fix.ChangesFuzz;
import io.github.flaskdebugguard.github.ConsoleFuzz;
import io.github.flaskdebugguard.python.syntax.LexerFuzz;
import io.github.flaskdebugguard.verdict.EvaluatorFuzz;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** All targets by the name of the folder that holds their stored inputs. */
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
    targets.put("procfile", new ProcfileFuzz());
    targets.put("requirements", new RequirementsFuzz());
    targets.put("console", new ConsoleFuzz());
    targets.put("report", new ReportFuzz());
    targets.put("fix", new ChangesFuzz());
    return Collections.unmodifiableMap(targets);
  }

  static FuzzTarget named(String name) {
    FuzzTarget target = all().get(name);
    if (target == null) {
      throw new IllegalArgumentException("no target " + name + ", only " + all().keySet());
    }
    return target;
  }
}
