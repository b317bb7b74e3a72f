package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.JsonFile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Azure: services of {@code azure.yaml}, App Service settings in ARM templates and in Bicep as far
 * as they are plain, and {@code web.config} of IIS.
 */
final class AzureReader implements DeploymentReader {
  private static final String KIND = "azure";

  @Override
  public void read(Discovery discovery) {
    Hosted hosted = discovery.hosted();
    List<String> paths = discovery.named("azure.yaml", "azure.yml");
    discovery.each(paths, path -> manifest(hosted, path));
    for (String path : discovery.endingWith(".json")) {
      if (paths.isEmpty() && discovery.repository().mayContain(path, "Microsoft.Web/sites")) {
        discovery.guarded(path, () -> template(hosted, path));
      }
    }
    for (String path : paths.isEmpty() ? discovery.endingWith(".bicep") : List.<String>of()) {
      if (discovery.repository().mayContain(path, "Microsoft.Web/sites")) {
        discovery.guarded(path, () -> bicep(hosted, path));
      }
    }
    discovery.each(discovery.named("web.config"), path -> WebConfig.read(hosted, path));
  }

  private static void manifest(Hosted hosted, String path) {
    YamlMap root = hosted.document(path);
    if (root == null || !(root.get("services") instanceof YamlMap services)) {
      return;
    }
    BicepSettings settings = new BicepSettings();
    String infra = ImagePath.child(ImagePath.folder(path), "infra/");
    for (String file : hosted.discovery().endingWith(".bicep")) {
      SourceFile source =
          file.startsWith(infra) ? hosted.discovery().repository().read(file) : null;
      if (source != null) {
        settings.read(source);
      }
    }
    for (YamlEntry entry : services.entries()) {
      String name = entry.name();
      if (name != null && entry.value() instanceof YamlMap service) {
        service(hosted, path, name, service, settings);
      }
    }
  }

  private static void service(
      Hosted hosted, String path, String name, YamlMap service, BicepSettings settings) {
    String language = service.text("language");
    String host = service.text("host");
    if (language != null && !language.startsWith("py") && !language.equals("docker")) {
      return;
    }
    String project = service.text("project");
    String folder = Hosted.relative(ImagePath.folder(path), project == null ? "." : project);
    YamlScalar said = service.scalar("project");
    Span place = said == null ? service.span() : said.span();
    Target target =
        new Target(KIND, path, name, Roles.of(path, List.of(name), KIND, List.of()), place);
    if ("appservice".equals(host)) {
      Environment variables =
          Settings.own("WEBSITE_SITE_NAME", name, place).overlaidBy(settings.variables());
      AzureApps.app(hosted, target, settings.command(), folder, variables);
    } else if ("containerapp".equals(host) || "aks".equals(host)) {
      YamlNode dockerfile = service.at("docker", "path");
      String file = dockerfile instanceof YamlScalar scalar ? scalar.text() : "Dockerfile";
      ImageConfig image =
          hosted.images().built(Hosted.relative(folder, file), folder, null, Map.of());
      if (image != null) {
        hosted.image(target, image, null, null, settings.variables(), null);
      }
    }
  }

  private static void bicep(Hosted hosted, String path) {
    SourceFile file = hosted.discovery().repository().read(path);
    if (file == null) {
      return;
    }
    BicepSettings settings = new BicepSettings();
    settings.read(file);
    Text command = settings.command();
    if (!file.text().toUpperCase(Locale.ROOT).contains("PYTHON|") && command == null) {
      return;
    }
    Span place = command == null ? file.span(0, file.line(1).length()) : command.span();
    AzureApps.app(
        hosted,
        new Target(KIND, path, "site", Roles.of(path, List.of(), KIND, List.of()), place),
        command,
        "",
        settings.variables());
  }

  private static void template(Hosted hosted, String path) {
    SourceFile file = hosted.discovery().repository().read(path);
    YamlMap root = file == null ? null : JsonFile.parse(file).map();
    if (root == null || !(root.get("resources") instanceof YamlList resources)) {
      return;
    }
    for (YamlMap resource : resources.maps()) {
      String type = resource.text("type");
      if (type != null
          && type.equalsIgnoreCase("Microsoft.Web/sites")
          && resource.at("properties", "siteConfig") instanceof YamlMap site) {
        String linux = site.text("linuxFxVersion");
        Text command = arm(site.get("appCommandLine"));
        boolean python =
            command != null || (linux != null && linux.toUpperCase(Locale.ROOT).contains("PYTHON"));
        if (python) {
          Environment variables =
              Settings.list(
                  Environment.EMPTY, site.get("appSettings"), "name", "value", AzureReader::arm);
          Span place = command == null ? site.span() : command.span();
          Target target =
              new Target(KIND, path, "site", Roles.of(path, List.of(), KIND, List.of()), place);
          AzureApps.app(hosted, target, command, "", variables);
        }
      }
    }
  }

  private static @Nullable Text arm(@Nullable YamlNode node) {
    return node instanceof YamlScalar scalar && !scalar.isNull() && !scalar.text().isBlank()
        ? arm(scalar.value())
        : null;
  }

  /** A text in brackets is an expression of the template. */
  private static Text arm(Text text) {
    return text instanceof Text.Known known
            && known.value().startsWith("[")
            && known.value().endsWith("]")
        ? new Text.Unknown("comes from the expression " + known.value(), null, known.span())
        : text;
  }
}
