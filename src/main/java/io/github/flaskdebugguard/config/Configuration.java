package io.github.flaskdebugguard.config;

import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.rule.Acceptance;
import io.github.flaskdebugguard.rule.ExceptionOptions;
import io.github.flaskdebugguard.rule.Levels;
import io.github.flaskdebugguard.rule.Policy;
import io.github.flaskdebugguard.rule.Scan;
import io.github.flaskdebugguard.verdict.Judge;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that a user may settle once for a repository, each value with its origin.
 *
 * @param file name of the file that was read, empty for none
 * @param rules levels by the rule's id
 * @param roles the last one that fits counts
 * @param assumptions the first one that fits counts
 * @param accepted decisions to live with findings
 */
public record Configuration(
    String file,
    Sourced<Policy> policy,
    Sourced<FailOn> failOn,
    Map<String, Sourced<Levels.Choice>> rules,
    List<Sourced<String>> ignoredPaths,
    List<Sourced<Scan.RoleOf>> roles,
    List<Sourced<Judge.Assumption>> assumptions,
    List<Acceptance> accepted) {
  /** What holds when nobody says anything. */
  public static final Configuration DEFAULT =
      new Configuration(
          "",
          Sourced.byDefault(Policy.DEFAULT),
          Sourced.byDefault(FailOn.ERROR),
          Map.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of());

  public Configuration {
    rules = Map.copyOf(rules);
    ignoredPaths = List.copyOf(ignoredPaths);
    roles = List.copyOf(roles);
    assumptions = List.copyOf(assumptions);
    accepted = List.copyOf(accepted);
  }

  /**
   * What a user says for one run; it beats the file.
   *
   * @param policy null for what the file says
   * @param failOn null for what the file says
   */
  public record Overrides(
      @Nullable Sourced<Policy> policy,
      @Nullable Sourced<FailOn> failOn,
      Map<String, Sourced<Levels.Choice>> rules,
      List<Sourced<Scan.RoleOf>> roles,
      List<Sourced<Judge.Assumption>> assumptions) {
    /** Nothing. */
    public static final Overrides NONE = new Overrides(null, null, Map.of(), List.of(), List.of());

    public Overrides {
      rules = Map.copyOf(rules);
      roles = List.copyOf(roles);
      assumptions = List.copyOf(assumptions);
    }
  }

  /**
   * {@return the configuration that a repository holds, the default where it holds none}
   *
   * @throws ConfigurationException when it holds two, or one that is wrong
   */
  public static Configuration in(Repository repository) throws ConfigurationException {
    return ConfigurationFiles.find(repository);
  }

  /**
   * {@return the configuration in a file of a repository}
   *
   * @param path of the file, which is YAML, or a {@code pyproject.toml}
   * @throws ConfigurationException when there is no such file, or it is wrong
   */
  public static Configuration in(Repository repository, String path) throws ConfigurationException {
    return ConfigurationFiles.named(repository, path);
  }

  /**
   * {@return the configuration in a file that is not of the repository}
   *
   * @throws ConfigurationException when it is wrong
   */
  public static Configuration of(SourceFile file) throws ConfigurationException {
    return ConfigurationFiles.open(file);
  }

  /**
   * {@return what is said otherwise in another configuration, lines with {@code +} or {@code -};
   * decisions to accept findings are left out}
   */
  public List<String> changes(Configuration other) {
    return ConfigurationText.changes(this, other);
  }

  /** {@return this configuration with what is said for one run} */
  public Configuration with(Overrides overrides) {
    Map<String, Sourced<Levels.Choice>> levels = new HashMap<>(rules);
    levels.putAll(overrides.rules());
    List<Sourced<Scan.RoleOf>> allRoles = new ArrayList<>(roles);
    allRoles.addAll(overrides.roles());
    List<Sourced<Judge.Assumption>> allAssumptions = new ArrayList<>(overrides.assumptions());
    allAssumptions.addAll(assumptions);
    return new Configuration(
        file,
        overrides.policy() == null ? policy : overrides.policy(),
        overrides.failOn() == null ? failOn : overrides.failOn(),
        levels,
        ignoredPaths,
        allRoles,
        allAssumptions,
        accepted);
  }

  /**
   * {@return what a scan is to do}
   *
   * @param counted whether exceptions count
   * @param today the day on which exceptions must not be over
   */
  public Scan.Options options(boolean counted, LocalDate today) {
    Map<String, Levels.Choice> choices = new TreeMap<>();
    rules.forEach((rule, choice) -> choices.put(rule, choice.value()));
    return new Scan.Options(
        roles.stream().map(Sourced::value).toList(),
        assumptions.stream().map(Sourced::value).toList(),
        Scan.Options.DEFAULT.limit(),
        new Levels(policy.value(), choices),
        ignoredPaths.stream().map(Sourced::value).toList(),
        new ExceptionOptions(counted, accepted, today, null),
        file);
  }

  /** {@return the whole configuration as a file says it, with the origin of each value} */
  public String text() {
    return ConfigurationText.of(this);
  }
}
