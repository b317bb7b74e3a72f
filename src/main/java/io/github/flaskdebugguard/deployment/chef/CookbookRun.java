package io.github.flaskdebugguard.deployment.chef;

import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.deployment.provision.ManagedHost;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The recipes of one cookbook on one host, with the attributes of all cookbooks of the repository
 * and, where one is given, of an environment.
 */
public final class CookbookRun {
  private CookbookRun() {}

  /**
   * {@return the host as the recipes leave it}
   *
   * @param cookbook folder of the cookbook, with a slash at its end unless it is the root
   * @param recipes the recipes of the cookbook
   * @param attributes attribute files of all cookbooks
   * @param roles files of roles whose run list names the cookbook
   * @param environment file of an environment, null for none
   */
  public static ManagedHost run(
      Repository repository,
      String cookbook,
      List<String> recipes,
      List<String> attributes,
      List<String> roles,
      @Nullable String environment) {
    Attributes all = new Attributes();
    List<String> ordered = new ArrayList<>(attributes);
    // By the documentation a cookbook's default.rb comes before its other attribute files.
    ordered.sort((a, b) -> Boolean.compare(!a.endsWith("/default.rb"), !b.endsWith("/default.rb")));
    for (String path : ordered) {
      SourceFile file = repository.read(path);
      if (file != null) {
        new Recipe(file, all, null).run();
      }
    }
    for (String path : roles) {
      SourceFile file = repository.read(path);
      if (file != null) {
        all.policy(file, false);
      }
    }
    SourceFile policy = environment == null ? null : repository.read(environment);
    if (policy != null) {
      all.policy(policy, true);
      String name = policy.path().substring(policy.path().lastIndexOf('/') + 1);
      all.set(
          "automatic",
          List.of("chef_environment"),
          new Data.Str(name.substring(0, name.lastIndexOf('.')), policy.span(0, 0)),
          false);
    }
    ManagedHost host = new ManagedHost();
    for (String path : recipes) {
      SourceFile file = repository.read(path);
      if (file != null) {
        new Recipe(file, all, new Resources(repository, cookbook, host)).run();
      }
    }
    return host;
  }
}
