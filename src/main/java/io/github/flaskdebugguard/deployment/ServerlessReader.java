package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Serverless Framework services: functions whose handler is that of serverless-wsgi, or passes
 * requests on itself; a function's variables win over the provider's.
 */
final class ServerlessReader implements DeploymentReader {
  private static final String KIND = "serverless";

  @Override
  public void read(Discovery discovery) {
    Hosted hosted = discovery.hosted();
    List<String> paths =
        discovery.matching(
            name ->
                name.startsWith("serverless")
                    && (name.endsWith(".yml") || name.endsWith(".yaml") || name.endsWith(".json")));
    discovery.each(paths, path -> read(hosted, path, paths));
  }

  private static void read(Hosted hosted, String path, List<String> siblings) {
    YamlMap root = hosted.document(path);
    if (root == null || !(root.get("functions") instanceof YamlMap functions)) {
      return;
    }
    ServerlessVariables variables = new ServerlessVariables(hosted, path, root);
    String stage =
        root.at("provider", "stage") instanceof YamlScalar said
                && variables.resolve(said.value()) instanceof Text.Known known
            ? known.value()
            : null;
    for (YamlEntry entry : functions.entries()) {
      String name = entry.name();
      if (name != null && entry.value() instanceof YamlMap function) {
        Roles.Told told = stage == null ? null : Roles.explicit(stage, "stage");
        if (told == null || told.role() == Role.UNKNOWN) {
          told = Roles.of(path, List.of(name), KIND, siblings);
        }
        function(hosted, path, told, root, name, function, variables);
      }
    }
  }

  private static void function(
      Hosted hosted,
      String path,
      Roles.Told told,
      YamlMap root,
      String name,
      YamlMap function,
      ServerlessVariables variables) {
    YamlScalar handler = function.scalar("handler");
    if (handler == null || !(variables.resolve(handler.value()) instanceof Text.Known dotted)) {
      return;
    }
    String folder = ImagePath.folder(path);
    List<Text> words;
    boolean adapter =
        dotted.value().equals("wsgi_handler.handler") || dotted.value().equals("wsgi.handler");
    if (adapter && root.at("custom", "wsgi", "app") instanceof YamlScalar app) {
      Text application = variables.resolve(app.value());
      words =
          application instanceof Text.Known known
              ? AppEngineReader.lambda(new Text.Known(known.value().replace('/', '.'), app.span()))
              : List.of(application);
    } else {
      words = LambdaHandlers.words(hosted, folder, dotted);
    }
    if (words == null) {
      return;
    }
    Environment environment = Settings.own("AWS_LAMBDA_FUNCTION_NAME", name, handler.span());
    environment = variables(environment, root.at("provider", "environment"), variables);
    environment = variables(environment, function.get("environment"), variables);
    hosted.words(new Target(KIND, path, name, told, handler.span()), words, folder, environment);
  }

  private static Environment variables(
      Environment base, @Nullable YamlNode node, ServerlessVariables variables) {
    if (node instanceof YamlScalar whole && !whole.isNull()) {
      YamlNode target = variables.node(whole.text());
      return target == null
          ? base.withOthers(new Text.Unknown("comes from " + whole.text(), null, whole.span()))
          : Settings.map(base, target, variables::resolve);
    }
    return Settings.map(base, node, variables::resolve);
  }
}
