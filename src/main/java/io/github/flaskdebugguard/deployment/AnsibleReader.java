package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.deployment.ansible.HostCommand;
import io.github.flaskdebugguard.deployment.ansible.PlaybookRun;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Ansible: what tasks of playbooks, and of roles that no playbook uses, start on a host or in a
 * container; each inventory of the repository is a deployment of its own.
 */
final class AnsibleReader implements DeploymentReader {
  private static final String KIND = "ansible";
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
    Hosted hosted = new Hosted(discovery);
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
      SourceFile file = found.size() < MOST_INVENTORIES ? discovery.repository().read(path) : null;
      if (file != null && file.text().contains("[") && !path.endsWith(".py")) {
        found.add(path);
      }
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
    for (HostCommand command : run.commands()) {
      command(hosted, command, inventory);
    }
  }

  /** A line goes to {@code /bin/sh} where the task names no other shell (documented). */
  private static List<Text> shell(HostCommand command, Text line) {
    List<Text> words = new ArrayList<>(Hosted.shell(line));
    String executable = command.executable();
    if (executable != null && words.size() > 1) {
      words.set(0, new Text.Known(executable, line.span()));
    }
    return words;
  }

  private static void command(Hosted hosted, HostCommand command, @Nullable String inventory) {
    String path = command.place().path();
    Roles.Told told = Roles.of(path, List.of(command.name()));
    if (inventory != null) {
      Roles.Told named = Roles.of(inventory, List.of());
      if (named.role() != Role.UNKNOWN) {
        told = new Roles.Told(named.role(), "inventory " + inventory);
      }
    }
    Environment environment = Environment.EMPTY;
    for (Map.Entry<String, Text> entry : command.environment().entrySet()) {
      environment = environment.with(entry.getKey(), entry.getValue());
    }
    String unit = command.name().replace(' ', '-');
    String suffix =
        inventory != null && told.reason().startsWith("inventory") ? "@" + inventory : "";
    Target target = new Target(KIND, path, unit + suffix, told, command.place());
    Text image = command.image();
    if (image != null) {
      ImageConfig config = hosted.images().named(image, command.name());
      if (NamedImages.isOwn(config, image.span())) {
        List<Text> words =
            command.words().size() == 1
                ? Hosted.split(command.words().getFirst())
                : command.words();
        hosted.image(
            target, config, null, words.isEmpty() ? null : words, environment, command.folder());
      }
      return;
    }
    if (command.words().isEmpty()) {
      return;
    }
    List<Text> words =
        command.words().size() > 1
            ? command.words()
            : command.shell()
                ? shell(command, command.words().getFirst())
                : Hosted.split(command.words().getFirst());
    HostFiles.Host host =
        HostFiles.of(hosted.discovery().repository(), path, command.folder(), words);
    ImageFiles files = ImageFiles.ofRepository(hosted.discovery().repository(), host.mount());
    for (Map.Entry<String, String> mount : command.mounts().entrySet()) {
      files = files.mount(mount.getValue(), mount.getKey());
    }
    for (Map.Entry<String, HostCommand.Written> written : command.files().entrySet()) {
      files =
          written.getValue().text() == null
              ? files.opaque(written.getKey())
              : files.write(written.getKey(), written.getValue().text());
    }
    String folder = command.folder() == null ? host.mount() : command.folder();
    ProcessStart start =
        new ProcessStart(
            words,
            folder,
            environment,
            null,
            List.of(new Fact(command.place(), "Ansible runs " + command.name(), true)));
    ImageFiles seen = files;
    if (Launches.resolve(start, seen).stream().anyMatch(each -> Servers.mayServe(each, seen))) {
      hosted.host(target, start, seen);
    }
  }
}
