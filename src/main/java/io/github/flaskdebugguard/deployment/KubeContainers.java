package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.kube.KubeObject;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes deployments of the containers of workloads. */
final class KubeContainers {
  private final Discovery discovery;
  private final KubeImages images;
  private final Set<String> ids = new HashSet<>();

  /** How often the same name was given. */
  private final Map<String, Integer> repeated = new HashMap<>();

  KubeContainers(Discovery discovery) {
    this.discovery = discovery;
    this.images = new KubeImages(discovery);
  }

  /**
   * Where a workload comes from.
   *
   * @param kind {@code kubernetes}, {@code kustomize} or {@code helm}
   * @param file the file that the deployment's id names
   * @param kubectl whether kubectl reads the manifest itself
   * @param inside file that the place of the launch must be in; null for any
   */
  record Origin(
      String kind,
      String file,
      KubeConfigs configs,
      boolean kubectl,
      Roles.Told role,
      @Nullable String inside) {}

  /** Adds a deployment for each container that may run Python of the repository. */
  void add(Origin origin, KubeObject workload) {
    YamlMap pod = workload.pod();
    if (pod == null) {
      return;
    }
    List<YamlNode> containers = new ArrayList<>(pod.list("containers"));
    for (YamlNode node : pod.list("initContainers")) {
      // A native sidecar serves as long as the pod does.
      if (node instanceof YamlMap init && "Always".equals(init.text("restartPolicy"))) {
        containers.add(init);
      }
    }
    for (YamlNode node : containers) {
      if (node instanceof YamlMap container) {
        discovery.guarded(workload.path(), () -> add(origin, workload, pod, container));
      }
    }
  }

  private void add(Origin origin, KubeObject workload, YamlMap pod, YamlMap container) {
    if (container.get("image") == null && container.get("command") == null) {
      return;
    }
    KubeImages.Image image = images.of(workload, container);
    ImageConfig config = image.config();
    KubeVariables variables =
        KubeVariables.of(
            config.environment(), container, origin.configs(), workload, origin.kubectl());
    List<Text> command = variables.words(container.get("command"));
    List<Text> arguments = variables.words(container.get("args"));
    List<Text> words = new ArrayList<>();
    words.addAll(command == null ? List.of() : command);
    words.addAll(arguments == null ? List.of() : arguments);
    if (!image.own() && !KubeImages.namesPython(words)) {
      return;
    }
    ProcessStart start =
        config.start(
            command,
            arguments,
            variables.environment(),
            folder(config, container),
            facts(image, container, command, arguments));
    if (start == null) {
      return;
    }
    ImageFiles files =
        new KubeVolumes(discovery.repository(), origin.configs(), workload)
            .mounted(config.files(), pod, container);
    List<ProcessStart> starts = Launches.resolve(start, files, discovery::problem);
    if (starts.isEmpty() || starts.stream().allMatch(ComposeReader::isOther)) {
      return;
    }
    discovery.problems(config.problems());
    discovery.problems(variables.problems());
    Roles.Told told = role(origin, workload);
    discovery.add(
        new Deployment(
            id(origin, workload, container),
            origin.kind(),
            told.role(),
            told.reason(),
            place(origin, container),
            CommandLine.shown(start.arguments()),
            starts,
            files,
            new Exposure(null, ports(container)),
            packages(config, files, start)));
  }

  private Packages packages(ImageConfig image, ImageFiles files, ProcessStart start) {
    Packages found =
        PackageReader.read(discovery.repository(), files, start.folder(), image.installs());
    String python = image.python();
    return python == null ? found : new Packages(python, found.requirements(), found.complete());
  }

  private String id(Origin origin, KubeObject workload, YamlMap container) {
    String name = container.text("name") == null ? "" : "/" + container.text("name");
    String id = origin.kind() + ":" + origin.file() + "#" + workload.kind() + "/" + workload.name();
    if (ids.add(id + name)) {
      return id + name;
    }
    String alike = id + "@" + workload.namespace();
    String numbered;
    do {
      int count = repeated.merge(alike + name, 1, Integer::sum);
      numbered = alike + (count == 1 ? "" : "-" + count) + name;
    } while (!ids.add(numbered));
    return numbered;
  }

  /** A label or a namespace that names the environment beats the names of files. */
  private static Roles.Told role(Origin origin, KubeObject workload) {
    for (String label : List.of("environment", "env", "stage", "app.kubernetes.io/environment")) {
      YamlScalar value = workload.label(label);
      if (value != null && value.template() == null) {
        Roles.Told told = Roles.explicit(value.text(), "label " + label);
        if (told.role() != Role.UNKNOWN) {
          return told;
        }
      }
    }
    if (!workload.namespace().isEmpty()) {
      Roles.Told told = Roles.explicit(workload.namespace(), "namespace");
      if (told.role() != Role.UNKNOWN) {
        return told;
      }
    }
    return origin.role();
  }

  private static @Nullable String folder(ImageConfig image, YamlMap container) {
    YamlScalar folder = container.scalar("workingDir");
    if (folder == null) {
      return image.folder();
    }
    return folder.template() != null ? null : ImagePath.resolve("/", folder.text());
  }

  private static List<Fact> facts(
      KubeImages.Image image,
      YamlMap container,
      @Nullable List<Text> command,
      @Nullable List<Text> arguments) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(image.span(), image.reason(), true));
    YamlNode node = container.get("command");
    if (command != null && node != null) {
      facts.add(
          new Fact(
              node.span(),
              "command " + CommandLine.shown(command) + " replaces ENTRYPOINT and CMD",
              true));
    }
    node = container.get("args");
    if (arguments != null && node != null) {
      facts.add(new Fact(node.span(), "args " + CommandLine.shown(arguments), true));
    }
    return facts;
  }

  /** The command, else the arguments, else the image, in the file that the deployment is of. */
  private static Span place(Origin origin, YamlMap container) {
    String inside = origin.inside();
    for (String key : List.of("command", "args", "image")) {
      YamlEntry entry = container.entry(key);
      if (entry == null || (entry.value() instanceof YamlScalar scalar && scalar.isNull())) {
        continue;
      }
      Span value = entry.value().span();
      if (inside == null || inside.equals(entry.key().span().path())) {
        return entry.span();
      }
      if (inside.equals(value.path())) {
        return value;
      }
    }
    if (inside == null) {
      return container.span();
    }
    Span found = first(container, inside);
    return found == null ? new Span(inside, 0, 0) : found;
  }

  private static @Nullable Span first(YamlNode node, String path) {
    if (node instanceof YamlScalar && node.span().path().equals(path)) {
      return node.span();
    }
    List<YamlNode> inner = new ArrayList<>();
    switch (node) {
      case YamlMap map -> map.entries().forEach(entry -> inner.add(entry.value()));
      case YamlList list -> inner.addAll(list.items());
      case YamlScalar scalar -> {}
    }
    for (YamlNode each : inner) {
      Span span = first(each, path);
      if (span != null) {
        return span;
      }
    }
    return null;
  }

  private static List<String> ports(YamlMap container) {
    List<String> ports = new ArrayList<>();
    for (YamlNode node : container.list("ports")) {
      if (node instanceof YamlMap port && port.text("containerPort") instanceof String number) {
        ports.add(number);
      }
    }
    return ports;
  }
}
