package io.github.flaskdebugguard.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HostedReadersTest {
  private static final String APP = "from flask import Flask\napp = Flask(__name__)\n";

  private static Deployment only(Map<String, String> files) {
    Map<String, String> all = new TreeMap<>(files);
    all.putIfAbsent("main.py", APP);
    List<Deployment> found = Deployments.find(new InMemoryRepository(all)).deployments();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static String debug(Deployment deployment) {
    Text value = deployment.starts().getFirst().environment().get("FLASK_DEBUG");
    return switch (value) {
      case Text.Known known -> known.value();
      case Text.Unknown unknown -> "?";
      case null -> "-";
    };
  }

  private static String words(Deployment deployment) {
    return CommandLine.shown(deployment.starts().getFirst().arguments());
  }

  @Test
  void appEngineStartsMainAppWithoutAnEntrypoint() {
    Deployment found =
        only(Map.of("app.yaml", "runtime: python312\nenv_variables:\n  FLASK_DEBUG: '1'\n"));
    assertThat(found.id()).isEqualTo("app-engine:app.yaml#default");
    assertThat(found.role()).isEqualTo(Role.PRODUCTION);
    assertThat(words(found)).isEqualTo("gunicorn -b :8080 main:app");
    assertThat(debug(found)).isEqualTo("1");
  }

  @Test
  void valuesOfAnAppEngineFileWinOverItsIncludes() {
    Deployment found =
        only(
            Map.of(
                "app.yaml",
                "runtime: python312\nincludes: [env.yaml]\nentrypoint: gunicorn main:app\n"
                    + "env_variables: {FLASK_DEBUG: '0'}\n",
                "env.yaml",
                "env_variables: {FLASK_DEBUG: '1', OTHER: x}\n"));
    assertThat(debug(found)).isEqualTo("0");
    assertThat(found.starts().getFirst().environment().get("OTHER")).isNotNull();
  }

  @Test
  void aRenderServiceWinsOverItsGroups() {
    Deployment found =
        only(
            Map.of(
                "render.yaml",
                "services:\n"
                    + "- type: web\n"
                    + "  name: shop\n"
                    + "  runtime: python\n"
                    + "  startCommand: gunicorn main:app\n"
                    + "  envVars:\n"
                    + "  - key: FLASK_DEBUG\n"
                    + "    value: \"0\"\n"
                    + "  - fromGroup: all\n"
                    + "envVarGroups:\n"
                    + "- name: all\n"
                    + "  envVars:\n"
                    + "  - key: FLASK_DEBUG\n"
                    + "    value: \"1\"\n"));
    assertThat(found.id()).isEqualTo("render:render.yaml#shop");
    assertThat(debug(found)).isEqualTo("0");
  }

  @Test
  void renderDoesNotTellWhatIsNotSynchronised() {
    Deployment found =
        only(
            Map.of(
                "render.yaml",
                "services:\n- type: web\n  name: shop\n  runtime: python\n"
                    + "  startCommand: flask run\n  envVars:\n"
                    + "  - key: FLASK_DEBUG\n    sync: false\n"));
    assertThat(debug(found)).isEqualTo("?");
  }

  @Test
  void railwayRunsMainWithoutACommand() {
    assertThat(words(only(Map.of("railway.json", "{\"build\": {\"builder\": \"NIXPACKS\"}}"))))
        .isEqualTo("python main.py");
  }

  @Test
  void flyProcessesReplaceTheCommandOfTheImage() {
    List<Deployment> found =
        Deployments.find(
                new InMemoryRepository(
                    Map.of(
                        "main.py", APP,
                        "Dockerfile",
                            "FROM python:3.12\n"
                                + "COPY . /srv\n"
                                + "WORKDIR /srv\n"
                                + "ENV FLASK_DEBUG=1\n"
                                + "CMD flask run\n",
                        "fly.toml",
                            "app = \"shop\"\n"
                                + "[env]\n"
                                + "FLASK_DEBUG = \"0\"\n"
                                + "[processes]\n"
                                + "web = \"gunicorn main:app\"\n")))
            .deployments();
    assertThat(found).extracting(Deployment::id).contains("fly:fly.toml#web");
    Deployment fly = found.stream().filter(d -> d.kind().equals("fly")).findFirst().orElseThrow();
    assertThat(words(fly)).isEqualTo("gunicorn main:app");
    assertThat(debug(fly)).isEqualTo("0");
  }

  @Test
  void zappaStagesInheritAndOverwrite() {
    List<Deployment> found =
        Deployments.find(
                new InMemoryRepository(
                    Map.of(
                        "main.py",
                        APP,
                        "zappa_settings.json",
                        "{\"dev\": {\"app_function\": \"main.app\", \"environment_variables\":"
                            + " {\"FLASK_DEBUG\": \"1\"}}, \"production\": {\"extends\": \"dev\","
                            + " \"environment_variables\": {\"FLASK_DEBUG\": \"0\"}}}")))
            .deployments();
    assertThat(found)
        .extracting(d -> d.id() + " " + d.role() + " " + debug(d) + " " + words(d))
        .containsExactly(
            "zappa:zappa_settings.json#dev DEVELOPMENT 1 lambda-wsgi --expose-tracebacks main:app",
            "zappa:zappa_settings.json#production PRODUCTION 0 lambda-wsgi --expose-tracebacks"
                + " main:app");
  }

  @Test
  void serverlessFunctionsWinOverTheProvider() {
    Deployment found =
        only(
            Map.of(
                "serverless.yml",
                "custom: {wsgi: {app: main.app}, debug: '1'}\n"
                    + "provider: {environment: {FLASK_DEBUG: '0'}}\n"
                    + "functions:\n  api:\n    handler: wsgi_handler.handler\n"
                    + "    environment: {FLASK_DEBUG: '${self:custom.debug}'}\n"));
    assertThat(words(found)).isEqualTo("lambda-wsgi main:app");
    assertThat(debug(found)).isEqualTo("1");
  }

  @Test
  void terraformFillsVariablesByTheirFiles() {
    Map<String, String> files =
        Map.of(
            "main.py", APP,
            "Dockerfile", "FROM python:3.12\nCOPY . .\nCMD flask run\n",
            "infra/main.tf",
                "variable \"debug\" { default = \"1\" }\n"
                    + "resource \"aws_ecs_task_definition\" \"web\" {\n"
                    + "  container_definitions = jsonencode([{\n"
                    + "    name = \"flask\"\n"
                    + "    image = \"${var.repo}:latest\"\n"
                    + "    essential = true\n"
                    + "    environment = [{ name = \"FLASK_DEBUG\", value = var.debug }]\n"
                    + "  }])\n"
                    + "}\n",
            "infra/prod.tfvars", "debug = \"0\"\n",
            "infra/dev.tfvars", "other = \"0\"\n");
    List<Deployment> found =
        Deployments.find(new InMemoryRepository(files)).deployments().stream()
            .filter(d -> d.kind().equals("terraform"))
            .toList();
    assertThat(found)
        .extracting(d -> d.role() + " " + debug(d))
        .containsExactlyInAnyOrder("PRODUCTION 0", "DEVELOPMENT 1");
  }

  @Test
  void heredocsInTerraformAreContainers() {
    String text =
        "resource \"aws_ecs_task_definition\" \"web\" {\n  container_definitions = <<EOF\n"
            + "[{\"name\": \"flask\", \"image\": \"x/y\", \"memory\": 1,"
            + " \"environment\": [{\"name\": \"FLASK_DEBUG\", \"value\": \"1\"}]}]\nEOF\n}\n";
    Map<String, String> files =
        Map.of(
            "main.py", APP,
            "Dockerfile", "FROM python:3.12\nCOPY . .\nCMD flask run\n",
            "main.tf", text);
    Deployment found =
        Deployments.find(new InMemoryRepository(files)).deployments().stream()
            .filter(d -> d.kind().equals("terraform"))
            .findFirst()
            .orElseThrow();
    assertThat(debug(found)).isEqualTo("1");
    int start = text.indexOf("\"1\"");
    assertThat(found.starts().getFirst().environment().get("FLASK_DEBUG"))
        .isEqualTo(new Text.Known("1", new Span("main.tf", start, start + 3)));
  }

  @Test
  void deployStepsOfAWorkflowAreDeployments() {
    Deployment found =
        only(
            Map.of(
                ".github/workflows/deploy.yml",
                "jobs:\n"
                    + "  ship:\n"
                    + "    environment: production\n"
                    + "    env:\n"
                    + "      DBG: '1'\n"
                    + "    steps:\n"
                    + "    - run: |\n"
                    + "        gcloud run deploy shop --source . \\\n"
                    + "          --set-env-vars \"FLASK_DEBUG=$DBG,A=b\"\n"));
    assertThat(found.id()).isEqualTo("workflow:.github/workflows/deploy.yml#ship/shop");
    assertThat(found.role()).isEqualTo(Role.PRODUCTION);
    assertThat(debug(found)).isEqualTo("1");
    assertThat(words(found)).isEqualTo("gunicorn -b :8080 main:app");
  }

  @Test
  void herokuVariablesOfAScriptReachTheProcfile() {
    List<Deployment> found =
        Deployments.find(
                new InMemoryRepository(
                    Map.of(
                        "main.py", APP,
                        "Procfile", "web: flask run\n",
                        "deploy.sh", "#!/bin/sh\nheroku config:set FLASK_DEBUG=1 -a shop\n")))
            .deployments();
    Deployment shell =
        found.stream().filter(d -> d.kind().equals("shell")).findFirst().orElseThrow();
    assertThat(debug(shell)).isEqualTo("1");
    assertThat(words(shell)).isEqualTo("flask run");
  }

  @Test
  void tasksAreDevelopment() {
    Map<String, String> files =
        Map.of(
            "main.py", APP,
            ".gitignore", ".env\nenvironment.sh\n",
            "Makefile", "run:\n\t. ./environment.sh && flask run\n",
            "pyproject.toml", "[tool.pyqwe]\ndev = [\"@async\", \"*:flask run --debug\"]\n");
    assertThat(Deployments.find(new InMemoryRepository(files)).deployments())
        .extracting(d -> d.id() + " " + d.role())
        .containsExactly(
            "makefile:Makefile#run DEVELOPMENT", "pyproject:pyproject.toml#dev DEVELOPMENT");
  }

  @Test
  void aBrokenFileIsAProblemAndTheOthersAreRead() {
    Deployments found =
        Deployments.find(
            new InMemoryRepository(
                Map.of(
                    "main.py", APP,
                    "render.yaml", "services: [\n",
                    "app.yaml", "runtime: python312\n")));
    assertThat(found.deployments()).hasSize(1);
    assertThat(found.problems()).anyMatch(problem -> problem.path().equals("render.yaml"));
  }
}
