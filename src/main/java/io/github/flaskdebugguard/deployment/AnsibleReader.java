package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.ansible.PlaybookRun;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Ansible: what tasks of playbooks, and of roles that no playbook uses, start on a host or in a
 * container; each inventory of the repository is a deployment of its own.
 */
final class AnsibleReader implements DeploymentReader {
  private static final int MOST_INVENTORIES = 8;

  @Override
  public void read(Discovery discovery) {
    Repository repository = discovery.repository();
    List<String> playbooks = new ArrayList<>();
    Set<String> roles = new TreeSet<>();
    for (String path : discovery.endingWith(".yml", ".yaml")) {
      int tasks = path.indexOf("/tasks/main.");
      if (tasks > 0) {
        roles.add(path.substring(0, tasks));
      } else if (repository.mayContain(path, "hosts:")
          && repository.mayContain(path, "tasks:", "roles:")) {
        playbooks.add(path);
      }
    }
    if (playbooks.isEmpty() && roles.isEmpty()) {
      return;
    }
    Hosted hosted = discovery.hosted();
    List<String> inventories = inventories(discovery);
    Set<String> used = new HashSet<>();
    for (String playbook : playbooks) {
      SourceFile file = repository.read(playbook);
      for (String role : roles) {
        if (file != null && file.text().contains(ImagePath.name(role))) {
          used.add(role);
        }
      }
      if (inventories.isEmpty()) {
        discovery.guarded(playbook, () -> run(hosted, playbook, null));
      }
      for (String inventory : inventories) {
        discovery.guarded(playbook, () -> run(hosted, playbook, inventory));
      }
    }
    for (String role : roles) {
      if (!used.contains(role)) {
        discovery.guarded(role, () -> commands(hosted, PlaybookRun.ofRole(repository, role), null));
      }
    }
  }

  private static List<String> inventories(Discovery discovery) {
    List<String> found = new ArrayList<>();
    for (String path :
        discovery.matching(
            name ->
                name.equals("hosts")
                    || name.equals("hosts.ini")
                    || name.startsWith("inventory")
                    || name.equals("production")
                    || name.equals("staging"))) {
      SourceFile file = discovery.repository().read(path);
      if (file == null || !file.text().contains("[") || path.endsWith(".py")) {
        continue;
      }
      if (found.size() == MOST_INVENTORIES) {
        LimitNotes.bites(
            file.span(0, 0),
            "more than " + MOST_INVENTORIES + " inventories; this one is not judged");
        break;
      }
      found.add(path);
    }
    return found;
  }

  private static void run(Hosted hosted, String playbook, @Nullable String inventory) {
    commands(
        hosted,
        PlaybookRun.of(hosted.discovery().repository(), playbook, inventory, List.of()),
        inventory);
  }

  private static void commands(Hosted hosted, PlaybookRun run, @Nullable String inventory) {
    hosted.discovery().problems(run.problems());
    Provisioned provisioned = new Provisioned(hosted, "ansible", "Ansible", inventory);
    provisioned.commands(run.commands());
    provisioned.configurations(run.files(), run.mounts());
  }
}
