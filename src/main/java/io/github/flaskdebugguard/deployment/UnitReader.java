package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import java.util.ArrayList;
import java.util.List;

/** Applications of NGINX Unit's configuration: module, callable, folder and environment. */
final class UnitReader implements DeploymentReader {
  private static final String KIND = "nginx-unit";

  @Override
  public void read(Discovery discovery) {
    Hosted hosted = discovery.hosted();
    List<String> paths = new ArrayList<>();
    for (String path : discovery.endingWith(".json")) {
      if (discovery.repository().mayContain(path, "\"applications\"")
          && discovery.repository().mayContain(path, "\"module\"")) {
        paths.add(path);
      }
    }
    discovery.each(paths, path -> read(hosted, path, paths));
  }

  private static void read(Hosted hosted, String path, List<String> siblings) {
    YamlMap root = hosted.document(path);
    if (root == null || !(root.get("applications") instanceof YamlMap applications)) {
      return;
    }
    for (YamlEntry entry : applications.entries()) {
      String name = entry.name();
      if (name != null
          && entry.value() instanceof YamlMap app
          && String.valueOf(app.text("type")).startsWith("python")) {
        application(hosted, path, siblings, name, app);
      }
    }
  }

  private static void application(
      Hosted hosted, String path, List<String> siblings, String name, YamlMap app) {
    YamlNode module = app.get("module");
    if (module == null || !(Settings.value("module", module) instanceof Text.Known known)) {
      return;
    }
    String callable = app.text("callable");
    Text.Known target =
        new Text.Known(
            known.value() + ":" + (callable == null ? "application" : callable), known.span());
    List<Text> words = List.of(new Text.Known("unit", known.span()), target);
    String folder = app.text("path");
    String working = app.text("working_directory");
    String at = folder != null ? folder : working;
    HostFiles.Host host = HostFiles.of(hosted.discovery().repository(), path, at, List.of(target));
    Environment environment = Settings.map(Environment.EMPTY, app.get("environment"));
    ProcessStart start =
        new ProcessStart(
            words,
            at != null && at.startsWith("/") ? at : host.mount(),
            environment,
            null,
            List.of(new Fact(known.span(), "Unit loads " + target.value(), true)));
    hosted.host(
        new Target(KIND, path, name, Roles.of(path, List.of(name), KIND, siblings), module.span()),
        start,
        host.files());
  }
}
