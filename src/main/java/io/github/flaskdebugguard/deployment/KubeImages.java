package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.kube.KubeObject;
import io.github.flaskdebugguard.document.Dockerfile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlFile;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells from which Dockerfile of the repository a container's image is built. */
final class KubeImages {
  /** Last part of the names of images that nobody builds from an application's repository. */
  private static final Set<String> OTHERS =
      Set.of(
          "redis",
          "postgres",
          "postgresql",
          "mysql",
          "mariadb",
          "mongo",
          "mongodb",
          "nginx",
          "memcached",
          "rabbitmq",
          "elasticsearch",
          "kibana",
          "logstash",
          "kafka",
          "zookeeper",
          "httpd",
          "haproxy",
          "traefik",
          "envoy",
          "busybox",
          "alpine",
          "debian",
          "ubuntu",
          "vault",
          "consul",
          "minio",
          "grafana",
          "prometheus",
          "loki",
          "jaeger",
          "all-in-one",
          "fluentd",
          "fluent-bit",
          "nats",
          "etcd",
          "influxdb",
          "cassandra",
          "couchdb",
          "adminer",
          "pgadmin4",
          "phpmyadmin",
          "mailhog",
          "cloud-sql-proxy",
          "gce-proxy",
          "pause",
          "kubectl",
          "curl",
          "oauth2-proxy",
          "certbot",
          "sonarqube",
          "jenkins",
          "keycloak",
          "pgbouncer",
          "wordpress",
          "filebeat",
          "registry",
          "selenium",
          "node",
          "golang",
          "openjdk",
          "valkey",
          "opensearch");

  private static final List<String> HELPERS =
      List.of("exporter", "proxy", "agent", "operator", "collector", "sidecar", "controller");

  private final Discovery discovery;
  private final PublishedImages published;
  private final List<String> dockerfiles;
  private final Map<String, Build> built = new TreeMap<>();
  private final Map<String, @Nullable ImageConfig> configs = new HashMap<>();
  private final Map<String, String> fitted = new HashMap<>();
  private final Map<String, String> publishedBy = new HashMap<>();

  private record Build(String dockerfile, @Nullable String context) {}

  /**
   * An image with the reason of the choice.
   *
   * @param own whether the repository builds it
   */
  record Image(ImageConfig config, Span span, String reason, boolean own) {}

  KubeImages(Discovery discovery) {
    this.discovery = discovery;
    this.published = discovery.images().published();
    this.dockerfiles = discovery.dockerfiles();
    if (!dockerfiles.isEmpty()) {
      discovery.matching(name -> name.startsWith("skaffold.")).forEach(this::skaffold);
      discovery
          .matching(n -> n.contains("compose") && (n.endsWith(".yml") || n.endsWith(".yaml")))
          .forEach(this::compose);
    }
  }

  /** {@return the image of a container} */
  Image of(KubeObject workload, YamlMap container) {
    YamlScalar scalar = container.scalar("image");
    Span span = scalar == null ? container.span() : scalar.span();
    String name = scalar == null || scalar.template() != null ? null : scalar.text();
    Build build = name == null ? null : built.get(PublishedImages.bare(name));
    String how = " is built from ";
    if (build == null && name != null) {
      String path = publishedBy.computeIfAbsent(name, n -> orEmpty(published.dockerfile(n)));
      build = path.isEmpty() ? null : new Build(path, null);
      how = " is taken to be built from ";
    }
    if (build == null) {
      // Other containers of the same image (workers, sidecars) are called otherwise.
      String path = name == null ? null : fitted.get(name);
      path = path == null ? fitting(name, workload, container) : path;
      if (path != null && name != null) {
        fitted.put(name, path);
      }
      build = path == null ? null : new Build(path, null);
      how = " is taken to be built from ";
    }
    ImageConfig config = build == null ? null : config(build);
    String shown = "image " + (name == null ? "of " + workload.name() : name);
    if (build != null && config != null) {
      return new Image(config, span, shown + how + build.dockerfile(), true);
    }
    BaseImage base = new BaseImage(name, span);
    ImageConfig foreign =
        new ImageConfig(
            span.path(),
            null,
            span,
            base,
            null,
            null,
            Environment.EMPTY,
            base.folder(),
            null,
            List.of(),
            new ImageFiles(discovery.repository(), base.files(), List.of()),
            base.python(),
            List.of(),
            List.of());
    return new Image(foreign, span, shown, false);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private @Nullable ImageConfig config(Build build) {
    String key = build.dockerfile() + "\n" + build.context();
    if (!configs.containsKey(key)) {
      Dockerfile document = discovery.dockerfile(build.dockerfile());
      String context = build.context();
      configs.put(
          key,
          document == null
              ? null
              : ImageResolver.resolve(
                  discovery,
                  document,
                  context == null ? DockerfileReader.context(discovery, document) : context,
                  null,
                  Map.of()));
    }
    return configs.get(key);
  }

  /**
   * {@return the one Dockerfile whose folder or ending is called as the image, the container or the
   * workload, or the only one there is; null when none or several fit}
   */
  private @Nullable String fitting(@Nullable String image, KubeObject workload, YamlMap container) {
    String tail = image == null ? "" : PublishedImages.bare(image);
    tail = tail.substring(tail.lastIndexOf('/') + 1);
    if (isOther(tail)) {
      return null;
    }
    Set<String> around = new LinkedHashSet<>();
    around.add(orEmpty(container.text("name")).toLowerCase(Locale.ROOT));
    around.add(workload.name().toLowerCase(Locale.ROOT));
    for (String label : List.of("app", "app.kubernetes.io/name", "app.kubernetes.io/component")) {
      YamlScalar value = workload.label(label);
      around.add(value == null ? "" : value.text().toLowerCase(Locale.ROOT));
    }
    around.remove("");
    Set<String> names = new LinkedHashSet<>();
    if (!tail.isEmpty()) {
      names.add(tail);
    }
    names.addAll(around);
    List<String> own =
        dockerfiles.stream()
            .filter(
                path ->
                    switch (Roles.of(path, List.of()).role()) {
                      case DEVELOPMENT, TEST -> false;
                      case PRODUCTION, STAGING, UNKNOWN -> true;
                    })
            .toList();
    for (String name : names) {
      List<String> hits = own.stream().filter(path -> called(path).contains(name)).toList();
      if (!hits.isEmpty()) {
        return nearest(hits, workload.path());
      }
    }
    Set<String> words = words(names);
    List<String> hits =
        own.stream().filter(path -> called(path).stream().anyMatch(words::contains)).toList();
    if (hits.size() == 1) {
      return hits.getFirst();
    }
    if (own.size() != 1) {
      return null;
    }
    // The only image of the repository: its workload is called as the image, or just "app".
    Set<String> said = words(around);
    Set<String> tails = words(Set.of(tail));
    boolean same =
        tail.isEmpty()
            || said.contains("app")
            || tails.contains("app")
            || tails.stream().anyMatch(said::contains);
    return same ? own.getFirst() : null;
  }

  /** Of several that are called the same, the one in the nearest folder, then the shallowest. */
  private static String nearest(List<String> paths, String workload) {
    String best = paths.getFirst();
    for (String path : paths) {
      int better = Integer.compare(common(path, workload), common(best, workload));
      if (better > 0 || (better == 0 && path.split("/").length < best.split("/").length)) {
        best = path;
      }
    }
    return best;
  }

  private static int common(String path, String other) {
    String[] a = path.split("/");
    String[] b = other.split("/");
    int common = 0;
    while (common < Math.min(a.length, b.length) && a[common].equals(b[common])) {
      common++;
    }
    return common;
  }

  private static boolean isOther(String tail) {
    return OTHERS.contains(tail) || HELPERS.stream().anyMatch(tail::endsWith);
  }

  private static Set<String> words(Set<String> names) {
    Set<String> words = new TreeSet<>();
    for (String name : names) {
      for (String word : name.split("[-_.]", -1)) {
        if (word.length() > 2) {
          words.add(word);
        }
      }
    }
    return words;
  }

  /** The folder of a Dockerfile and what its own name adds, in lower case. */
  private static List<String> called(String path) {
    List<String> names = new ArrayList<>();
    names.add(ImagePath.name(ImagePath.folder(path)).toLowerCase(Locale.ROOT));
    String file = ImagePath.name(path).toLowerCase(Locale.ROOT);
    for (String stem : List.of("dockerfile", "containerfile")) {
      if (file.startsWith(stem + ".") || file.startsWith(stem + "-")) {
        names.add(file.substring(stem.length() + 1));
      } else if (file.endsWith("." + stem)) {
        names.add(file.substring(0, file.length() - stem.length() - 1));
      }
    }
    names.remove("");
    return names;
  }

  private void skaffold(String path) {
    for (YamlMap document : documents(path)) {
      if (document.at("build", "artifacts") instanceof YamlNode.YamlList artifacts) {
        for (YamlMap artifact : artifacts.maps()) {
          String image = artifact.text("image");
          String context = artifact.text("context");
          YamlMap docker = artifact.map("docker");
          build(path, image, context, docker == null ? null : docker.text("dockerfile"));
        }
      }
    }
  }

  private void compose(String path) {
    for (YamlMap document : documents(path)) {
      YamlMap services = document.map("services");
      for (YamlEntry entry : services == null ? List.<YamlEntry>of() : services.entries()) {
        if (entry.value() instanceof YamlMap service && service.text("image") != null) {
          YamlMap build = service.map("build");
          String context = build == null ? service.text("build") : build.text("context");
          if (context != null) {
            build(
                path,
                service.text("image"),
                context,
                build == null ? null : build.text("dockerfile"));
          }
        }
      }
    }
  }

  private List<YamlMap> documents(String path) {
    SourceFile file = discovery.repository().read(path);
    return file == null ? List.of() : YamlFile.parse(file).maps();
  }

  private void build(
      String path, @Nullable String image, @Nullable String context, @Nullable String dockerfile) {
    if (image == null) {
      return;
    }
    String folder =
        ImagePath.join(ImagePath.folder(path) + "/" + (context == null ? "." : context));
    String file =
        ImagePath.child(folder, ImagePath.join(dockerfile == null ? "Dockerfile" : dockerfile));
    if (discovery.repository().isFile(file)) {
      built.putIfAbsent(PublishedImages.bare(image), new Build(file, folder));
    }
  }

  /** {@return whether words of a command or an image point to Python} */
  static boolean namesPython(List<Text> words) {
    for (Text word : words) {
      if (word instanceof Text.Known known && Servers.pointsToPython(known.value())) {
        return true;
      }
    }
    return false;
  }
}
