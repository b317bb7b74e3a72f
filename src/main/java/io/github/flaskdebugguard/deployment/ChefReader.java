package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.chef.CookbookRun;
import io.github.flaskdebugguard.deployment.provision.ManagedHost;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Chef: what the recipes of a cookbook start on a host; each environment of the repository whose
 * name tells a role is a deployment of its own.
 */
final class ChefReader implements DeploymentReader {
  private static final int MOST_ENVIRONMENTS = 8;
  private static final String[] ATTRIBUTES = {
    "default_attributes", "override_attributes", "default_unless"
  };

  @Override
  public void read(Discovery discovery) {
    Map<String, List<String>> cookbooks = new TreeMap<>();
    List<String> attributes = new ArrayList<>();
    List<String> ruby = discovery.endingWith(".rb");
    for (String path : ruby) {
      String recipes = above(path, "recipes");
      if (recipes != null) {
        cookbooks.computeIfAbsent(recipes, each -> new ArrayList<>()).add(path);
      } else if (above(path, "attributes") != null) {
        attributes.add(path);
      }
    }
    if (cookbooks.isEmpty()) {
      return;
    }
    Repository repository = discovery.repository();
    List<String> environments = new ArrayList<>();
    List<String> roles = new ArrayList<>();
    for (String path : discovery.endingWith(".rb", ".json")) {
      boolean environment = above(path, "environments") != null;
      if ((environment || above(path, "roles") != null)
          && repository.mayContain(path, ATTRIBUTES)) {
        (environment ? environments : roles).add(path);
      }
    }
    environments.removeIf(path -> Roles.of(path, List.of()).role() == Role.UNKNOWN);
    List<String> templates = discovery.endingWith(".erb");
    Hosted hosted = discovery.hosted();
    cookbooks.forEach(
        (cookbook, recipes) -> {
          String name =
              ImagePath.name(
                  cookbook.isEmpty() ? "" : cookbook.substring(0, cookbook.length() - 1));
          if (!Provisioned.mayMatter(discovery, recipes)
              && !Provisioned.mayMatter(discovery, templates)) {
            return;
          }
          List<String> own =
              roles.stream().filter(role -> repository.mayContain(role, name)).toList();
          List<@Nullable String> variants = new ArrayList<>();
          environments.stream().limit(MOST_ENVIRONMENTS).forEach(variants::add);
          if (environments.size() > MOST_ENVIRONMENTS) {
            LimitNotes.bites(
                new Span(environments.get(MOST_ENVIRONMENTS), 0, 0),
                "more than " + MOST_ENVIRONMENTS + " environments; this one is not judged");
          }
          if (variants.isEmpty()) {
            variants.add(null);
          }
          for (String variant : variants) {
            discovery.guarded(
                recipes.getFirst(),
                () -> {
                  ManagedHost host =
                      CookbookRun.run(repository, cookbook, recipes, attributes, own, variant);
                  Provisioned provisioned = new Provisioned(hosted, "chef", "Chef", variant);
                  provisioned.commands(host.commands());
                  provisioned.configurations(host.files(), host.mounts());
                });
          }
        });
  }

  /**
   * {@return what stands before a folder of this name that directly holds the file, with a slash at
   * its end unless it is empty; null when there is none}
   */
  private static @Nullable String above(String path, String folder) {
    String parent = ImagePath.folder(path);
    if (!parent.equals(folder) && !parent.endsWith("/" + folder)) {
      return null;
    }
    return parent.substring(0, parent.length() - folder.length());
  }
}
