package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.JsonFile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One resource of Terraform that runs an app.
 *
 * @param environment name of the file with variables that is applied, or empty
 */
record TerraformResource(
    Hosted hosted, String file, String name, String environment, YamlMap body) {
  private static final String KIND = "terraform";

  void read(String type) {
    switch (type) {
      case "aws_ecs_task_definition" -> ecs();
      case "google_cloud_run_service" -> containers("template", "spec", "containers");
      case "google_cloud_run_v2_service" -> containers("template", "containers");
      case "kubernetes_deployment", "kubernetes_deployment_v1", "kubernetes_stateful_set" ->
          containers("spec", "template", "spec", "container");
      case "azurerm_linux_web_app",
          "azurerm_app_service",
          "azurerm_linux_web_app_slot",
          "azurerm_linux_function_app" ->
          azure();
      case "aws_lambda_function" -> lambda();
      case "heroku_app", "heroku_app_config_association" -> heroku();
      case "aws_elastic_beanstalk_environment" -> beanstalk();
      case "docker_container" -> docker();
      case "aws_apprunner_service" -> appRunner();
      default -> {}
    }
  }

  private Target target(Span place) {
    List<String> names = environment.isEmpty() ? List.of(name) : List.of(environment, name);
    Roles.Told told = environment.isEmpty() ? null : Roles.explicit(environment, "variables of");
    if (told == null || told.role() == Role.UNKNOWN) {
      told = Roles.of(file, names, KIND, List.of());
    }
    return new Target(
        KIND, file, environment.isEmpty() ? name : environment + "/" + name, told, place);
  }

  private void ecs() {
    YamlNode definitions = body.get("container_definitions");
    if (definitions instanceof YamlScalar text && text.template() == null) {
      int[] origins = new int[text.text().length()];
      SourceFile source = hosted.discovery().repository().read(text.span().path());
      boolean same =
          source != null
              && source
                  .text()
                  .startsWith(text.text(), Math.min(text.span().start(), source.text().length()));
      Arrays.setAll(origins, i -> same ? text.span().start() + i : text.span().start());
      SourceFile written = SourceFile.written(text.span().path(), text.text(), origins);
      definitions = JsonFile.parse(written).root();
    }
    List<String> names = environment.isEmpty() ? List.of(name) : List.of(environment, name);
    new Containers(
            hosted,
            KIND,
            file,
            environment.isEmpty() ? "" : environment + "/",
            List.of(),
            names,
            EcsReader.filled(Map.of()))
        .read(definitions);
  }

  /** Descends into the first block of each name; the last is a list of containers. */
  private void containers(String... path) {
    YamlMap holder = body;
    for (int i = 0; i < path.length - 1; i++) {
      holder = first(holder, path[i]);
      if (holder == null) {
        return;
      }
    }
    if (holder.get(path[path.length - 1]) instanceof YamlList list) {
      for (YamlMap container : list.maps()) {
        container(container, list.items().size() > 1);
      }
    }
  }

  private void container(YamlMap container, boolean several) {
    if (!(container.get("image") instanceof YamlScalar image)) {
      return;
    }
    Environment variables = Environment.EMPTY;
    for (YamlMap item : blocks(container, "env")) {
      String key = item.text("name");
      YamlNode value = item.get("value");
      if (key != null) {
        variables =
            variables.with(
                key,
                value == null
                    ? new Text.Unknown("comes from a secret", key, item.span())
                    : Settings.value(key, value));
      }
    }
    if (container.get("dynamic env") instanceof YamlNode dynamic) {
      variables =
          variables.withOthers(
              new Text.Unknown("comes from a dynamic block", null, dynamic.span()));
    }
    YamlNode from = container.get("env_from");
    if (from != null) {
      variables = variables.withOthers(new Text.Unknown("comes from env_from", null, from.span()));
    }
    String own = container.text("name");
    Target target = target(image.span());
    run(
        several && own != null
            ? new Target(KIND, file, target.name() + "/" + own, target.role(), image.span())
            : target,
        image.value(),
        Settings.words(container.get("command")),
        Settings.words(container.get("args")),
        variables,
        name + " " + own);
  }

  private void run(
      Target target,
      Text image,
      @Nullable List<Text> entrypoint,
      @Nullable List<Text> command,
      Environment variables,
      String words) {
    ImageConfig config = hosted.images().named(image, words);
    String shown = image instanceof Text.Known known ? known.value() : "";
    if (NamedImages.isOwn(config, image.span())
        || NamedImages.mayBePython(
            shown,
            words,
            command == null ? "" : CommandLine.shown(command),
            entrypoint == null ? "" : CommandLine.shown(entrypoint))) {
      hosted.image(target, config, entrypoint, command, variables, null);
    }
  }

  private void azure() {
    YamlMap site = first(body, "site_config");
    Environment variables = Settings.map(Environment.EMPTY, body.get("app_settings"));
    YamlScalar command = site == null ? null : site.scalar("app_command_line");
    YamlMap stack = site == null ? null : first(site, "application_stack");
    String linux = site == null ? null : site.text("linux_fx_version");
    boolean docker =
        stack != null
            && (stack.get("docker_image_name") != null || stack.get("docker_image") != null);
    if (stack != null && docker) {
      YamlNode image =
          stack.get("docker_image_name") != null
              ? stack.get("docker_image_name")
              : stack.get("docker_image");
      if (image instanceof YamlScalar named) {
        List<Text> words = command == null ? null : Hosted.shell(command.value());
        run(target(named.span()), named.value(), null, words, variables, name);
      }
    } else if ((stack != null && stack.get("python_version") != null)
        || (linux != null && linux.toUpperCase(Locale.ROOT).startsWith("PYTHON"))) {
      Span place = command != null ? command.span() : body.span();
      AzureApps.app(hosted, target(place), command == null ? null : command.value(), "", variables);
    }
  }

  private void lambda() {
    String runtime = body.text("runtime");
    if (!(body.get("handler") instanceof YamlScalar handler)
        || handler.template() != null
        || (runtime != null && !runtime.startsWith("python"))) {
      return;
    }
    Environment variables = Settings.own("AWS_LAMBDA_FUNCTION_NAME", name, handler.span());
    YamlMap block = first(body, "environment");
    variables = Settings.map(variables, block == null ? null : block.get("variables"));
    Text.Known dotted = new Text.Known(handler.text(), handler.span());
    List<String> folders = new ArrayList<>(List.of(""));
    String own = ImagePath.folder(file);
    folders.add(own);
    if (!own.isEmpty()) {
      folders.add(ImagePath.folder(own));
    }
    for (String inside : List.of("src", "lambda", "app", "backend", "api")) {
      folders.add(inside);
    }
    for (String folder : folders) {
      List<Text> words = LambdaHandlers.words(hosted, folder, dotted);
      if (words != null) {
        hosted.words(target(handler.span()), words, folder, variables);
        return;
      }
    }
  }

  private void heroku() {
    Text web = hosted.procfile("", "web");
    if (web == null) {
      return;
    }
    YamlNode said = body.get("config_vars") == null ? body.get("vars") : body.get("config_vars");
    Environment variables = Settings.own("DYNO", "web.1", web.span());
    variables = Settings.map(variables, said);
    for (String secret : List.of("sensitive_config_vars", "sensitive_vars")) {
      variables = Settings.map(variables, body.get(secret));
    }
    hosted.line(target(said == null ? body.span() : said.span()), web, "", variables);
  }

  private void beanstalk() {
    Environment variables = Environment.EMPTY;
    Text path = null;
    for (YamlMap setting : blocks(body, "setting")) {
      String namespace = setting.text("namespace");
      String key = setting.text("name");
      YamlNode value = setting.get("value");
      if (namespace != null && key != null && value != null) {
        if (namespace.equals("aws:elasticbeanstalk:application:environment")) {
          variables = variables.with(key, Settings.value(key, value));
        } else if (key.equals("WSGIPath")) {
          path = Settings.value(key, value);
        }
      }
    }
    Text web = hosted.procfile("", "web");
    if (web != null) {
      hosted.line(target(body.span()), web, "", variables);
    } else if (path != null || hosted.isFile("", "application.py")) {
      Span place = path == null ? body.span() : path.span();
      Text app = path == null ? new Text.Known("application:application", place) : path;
      hosted.words(target(place), List.of(new Text.Known("gunicorn", place), app), "", variables);
    }
  }

  private void docker() {
    if (!(body.get("image") instanceof YamlScalar image)) {
      return;
    }
    Environment variables = Environment.EMPTY;
    if (body.get("env") instanceof YamlList list) {
      for (YamlNode item : list.items()) {
        if (item instanceof YamlScalar scalar && scalar.text().indexOf('=') > 0) {
          int equals = scalar.text().indexOf('=');
          String key = scalar.text().substring(0, equals);
          variables =
              variables.with(
                  key,
                  scalar.template() == null
                      ? new Text.Known(scalar.text().substring(equals + 1), scalar.span())
                      : new Text.Unknown("comes from " + scalar.template(), key, scalar.span()));
        }
      }
    }
    run(
        target(image.span()),
        image.value(),
        Settings.words(body.get("entrypoint")),
        Settings.words(body.get("command")),
        variables,
        name);
  }

  private void appRunner() {
    YamlMap source = first(body, "source_configuration");
    YamlMap repository = source == null ? null : first(source, "image_repository");
    YamlMap settings = repository == null ? null : first(repository, "image_configuration");
    if (repository == null || !(repository.get("image_identifier") instanceof YamlScalar image)) {
      return;
    }
    Environment variables =
        Settings.map(
            Environment.EMPTY,
            settings == null ? null : settings.get("runtime_environment_variables"));
    Text command = settings == null ? null : Settings.text(settings, "start_command");
    run(
        target(image.span()),
        image.value(),
        null,
        command == null ? null : Hosted.split(command),
        variables,
        name);
  }

  private static List<YamlMap> blocks(YamlMap holder, String type) {
    return switch (holder.get(type)) {
      case YamlList list -> list.maps();
      case YamlMap map -> List.of(map);
      case null, default -> List.of();
    };
  }

  private static @Nullable YamlMap first(YamlMap holder, String type) {
    List<YamlMap> all = blocks(holder, type);
    return all.isEmpty() ? null : all.getFirst();
  }
}
