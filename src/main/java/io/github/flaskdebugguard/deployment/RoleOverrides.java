package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.repository.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Roles that the user gives, {@code GLOB=ROLE}; they beat what names tell. */
public final class RoleOverrides {
  /** Nothing was given. */
  public static final RoleOverrides NONE = new RoleOverrides(List.of());

  private record Rule(String glob, Role role, String text) {
    boolean matches(String id, String path) {
      return Glob.name(glob, id)
          || Glob.of(glob).matches(path)
          || (glob.indexOf('/') < 0 && Glob.name(glob, path.substring(path.lastIndexOf('/') + 1)));
    }
  }

  private final List<Rule> rules;

  private RoleOverrides(List<Rule> rules) {
    this.rules = rules;
  }

  /**
   * {@return the roles that these texts give; of several that match, the last one wins}
   *
   * @param texts each {@code GLOB=ROLE}, the glob for a deployment's id (there {@code *} also
   *     stands for {@code /}), its file's path, or its file's name
   * @throws IllegalArgumentException when a text is none of these; the message says which and why
   */
  public static RoleOverrides of(List<String> texts) {
    List<Rule> rules = new ArrayList<>();
    for (String text : texts) {
      int equals = text.lastIndexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("'" + text + "' is not GLOB=ROLE");
      }
      String name = text.substring(equals + 1).strip();
      rules.add(new Rule(text.substring(0, equals), role(name, text), text));
    }
    return new RoleOverrides(List.copyOf(rules));
  }

  /** {@return the deployment with the role that the user gave it, or as it is} */
  public Deployment apply(Deployment deployment) {
    for (Rule rule : rules.reversed()) {
      if (rule.matches(deployment.id(), deployment.place().path())) {
        return new Deployment(
            deployment.id(),
            deployment.kind(),
            rule.role(),
            "--role-of " + rule.text(),
            deployment.place(),
            deployment.command(),
            deployment.starts(),
            deployment.files(),
            deployment.exposure(),
            deployment.packages());
      }
    }
    return deployment;
  }

  private static Role role(String name, String text) {
    for (Role role : Role.values()) {
      if (role.name().equals(name.toUpperCase(Locale.ROOT))) {
        return role;
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' names no role; roles are production, staging, development, test, unknown");
  }
}
