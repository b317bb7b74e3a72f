package io.github.flaskdebugguard.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All rules, by id. */
public final class Rules {
  static final List<Rule> ALL =
      List.of(
          new DebugInDefaultFile(),
          new DebugModeInProduction(),
          new DebugOffNotExplicit(),
          new DebugOnByDefault(),
          new DebugRunEntryPoint(),
          new DebugStateUnknown(),
          new DebugToolInProduction(),
          new DebugValueAlwaysTrue(),
          new DebuggerInProduction(),
          new DebuggerPinDisabled(),
          new DevelopmentServerInProduction(),
          new EnvFileCommitted(),
          new EnvFileInImage(),
          new EnvironmentDrift(),
          new ExceptionWithoutEffect(),
          new ProbeContradictsVerdict(),
          new ReloaderInProduction(),
          new SettingWithoutEffect(),
          new TracebackToClient());

  private Rules() {}

  /** {@return what is fixed about each rule, by id} */
  public static List<RuleInfo> infos() {
    List<RuleInfo> infos = new ArrayList<>(ALL.size());
    for (Rule rule : ALL) {
      infos.add(rule.info());
    }
    return List.copyOf(infos);
  }

  /** {@return the rule of this id, or null} */
  public static @Nullable RuleInfo info(String id) {
    for (Rule rule : ALL) {
      if (rule.info().id().equals(id)) {
        return rule.info();
      }
    }
    return null;
  }

  /** {@return the page that explains a rule, as Markdown} */
  public static String page(RuleInfo rule) {
    String name = "/io/github/flaskdebugguard/rules/" + rule.id() + ".md";
    try (InputStream page = Rules.class.getResourceAsStream(name)) {
      if (page == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
