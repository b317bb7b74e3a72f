package io.github.flaskdebugguard.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView.Presence;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class ComposeReaderTest {
  private static final String IMAGE =
      "FROM python:3.12\nWORKDIR /app\nCOPY . .\nENV FLASK_DEBUG=1\nCMD [\"python\", \"app.py\"]\n";

  private static final class Project {
    private final Map<String, String> files = new LinkedHashMap<>();
    private Discovery discovery;

    Project() {
      with("Dockerfile", IMAGE).with("app.py", "app.run()\n");
    }

    Project with(String path, String text) {
      files.put(path, text);
      return this;
    }

    List<Deployment> find() {
      discovery = new Discovery(new InMemoryRepository(files));
      new ComposeReader().read(discovery);
      return discovery.deployments();
    }

    Deployment one() {
      List<Deployment> all = find();
      assertThat(all).as("%s", discovery.problems()).hasSize(1);
      return all.getFirst();
    }

    String cut(Span span) {
      return files.get(span.path()).substring(span.start(), span.end());
    }

    List<String> ids() {
      return find().stream().map(Deployment::id).toList();
    }
  }

  private static String value(Deployment deployment, String name) {
    Text text = deployment.starts().getFirst().environment().get(name);
    return switch (text) {
      case Text.Known known -> known.value();
      case Text.Unknown unknown -> "?" + unknown.variable();
      case null -> null;
    };
  }

  @Test
  void environmentOverridesTheImageAndKeepsWhatLost() {
    Project project =
        new Project()
            .with(
                "docker-compose.yml",
                "services:\n  web:\n    build: .\n    environment:\n      FLASK_DEBUG: 0\n");
    Deployment web = project.one();
    assertThat(web.id()).isEqualTo("compose:docker-compose.yml#web");
    assertThat(project.cut(web.place())).isEqualTo("web");
    assertThat(web.command()).isEqualTo("python app.py");
    Environment.Variable debug = web.starts().getFirst().environment().variable("FLASK_DEBUG");
    assertThat(project.cut(debug.span())).isEqualTo("FLASK_DEBUG: 0");
    assertThat(debug.overridden())
        .singleElement()
        .satisfies(lost -> assertThat(((Text.Known) lost).value()).isEqualTo("1"));
  }

  @Test
  void theOverrideThatComposeAddsCounts() {
    Project project =
        new Project()
            .with("docker-compose.yml", "services:\n  web:\n    build: .\n")
            .with(
                "docker-compose.override.yml",
                "services:\n  web:\n    command: flask run --debug\n");
    Deployment web = project.one();
    assertThat(web.id()).isEqualTo("compose:docker-compose.yml+docker-compose.override.yml#web");
    assertThat(web.role()).isEqualTo(Role.UNKNOWN);
    assertThat(project.cut(web.place())).isEqualTo("flask run --debug");
  }

  @Test
  void anIncompleteSiblingIsLaidOverTheBaseAndACompleteOneStandsAlone() {
    Project project =
        new Project()
            .with("docker-compose.yml", "services:\n  web:\n    build: .\n")
            .with(
                "docker-compose.prod.yml", "services:\n  web:\n    environment: [FLASK_DEBUG=0]\n")
            .with(
                "docker-compose.dev.yml",
                "services:\n  web:\n    build: .\n    command: flask run\n");
    assertThat(project.ids())
        .containsExactlyInAnyOrder(
            "compose:docker-compose.yml#web",
            "compose:docker-compose.yml+docker-compose.prod.yml#web",
            "compose:docker-compose.dev.yml#web");
    Deployment production =
        project.find().stream().filter(d -> d.role() == Role.PRODUCTION).findFirst().orElseThrow();
    assertThat(production.place().path()).isEqualTo("docker-compose.prod.yml");
    assertThat(value(production, "FLASK_DEBUG")).isEqualTo("0");
  }

  @Test
  void chainsInScriptsCount() {
    Project project =
        new Project()
            .with("docker-compose.yml", "services:\n  web:\n    build: .\n")
            .with("docker/live.yml", "services:\n  web:\n    build: .\n    command: flask run\n")
            .with(
                "Makefile",
                "up:\n\tdocker compose -f docker-compose.yml \\\n\t  -f docker/live.yml up -d\n");
    assertThat(project.ids())
        .containsExactlyInAnyOrder(
            "compose:docker-compose.yml#web", "compose:docker-compose.yml+docker/live.yml#web");
  }

  @Test
  void unsetVariablesAreUnknownAndDefaultsAreTold() {
    Project project =
        new Project()
            .with(
                "compose.yaml",
                """
                services:
                  web:
                    build: .
                    command: gunicorn -w ${WORKERS} app:app
                    environment:
                      - A=${A}
                      - FLASK_DEBUG=${DEBUG:-0}
                      - C=${C:?needed}
                """);
    Deployment web = project.one();
    assertThat(value(web, "A")).isEqualTo("?A");
    assertThat(value(web, "C")).isEqualTo("?C");
    assertThat(value(web, "FLASK_DEBUG")).isEqualTo("0");
    ProcessStart start = web.starts().getFirst();
    assertThat(start.arguments().getFirst()).isInstanceOf(Text.Known.class);
    assertThat(start.arguments().get(2)).isInstanceOf(Text.Unknown.class);
    assertThat(((Text.Known) start.arguments().get(3)).value()).isEqualTo("app:app");
    assertThat(start.trail()).extracting(Fact::message).contains("DEBUG is unset: default 0");
  }

  @Test
  void aMissingEnvFileMayOverrideTheImage() {
    Deployment web =
        new Project()
            .with("compose.yaml", "services:\n  web:\n    build: .\n    env_file: .env\n")
            .one();
    assertThat(value(web, "FLASK_DEBUG")).isEqualTo("?FLASK_DEBUG");
    assertThat(web.starts().getFirst().environment().others()).isInstanceOf(Text.Unknown.class);
  }

  @Test
  void mountedSourceBringsItsDotenv() {
    Deployment web =
        new Project()
            .with(".dockerignore", ".env\n")
            .with(".env", "FLASK_DEBUG=1\n")
            .with(
                "compose.yaml",
                "services:\n"
                    + "  web:\n"
                    + "    build: .\n"
                    + "    volumes: ['.:/srv', 'data:/app/data']\n"
                    + "    ports: ['80:5000']\n")
            .one();
    assertThat(web.files().presence("/app/.env")).isEqualTo(Presence.ABSENT);
    assertThat(web.files().presence("/srv/.env")).isEqualTo(Presence.FILE);
    assertThat(web.exposure().ports()).containsExactly("80:5000");
  }

  @Test
  void onlyServicesThatMayRunPythonOfTheRepositoryCount() {
    Project project =
        new Project()
            .with(
                "compose.yaml",
                """
                services:
                  db: {image: "postgres:16", environment: {POSTGRES_PASSWORD: x}}
                  cache: {image: redis}
                  web: {build: ., image: acme/web}
                  worker: {image: "acme/web:2", command: flask jobs}
                  script: {image: "python:3.12", working_dir: /src, volumes: ["./:/src"], command: python app.py}
                """);
    assertThat(project.ids())
        .containsExactlyInAnyOrder(
            "compose:compose.yaml#web",
            "compose:compose.yaml#worker",
            "compose:compose.yaml#script");
    Deployment script =
        project.find().stream().filter(d -> d.id().endsWith("#script")).findFirst().orElseThrow();
    assertThat(script.files().presence("/src/app.py")).isEqualTo(Presence.FILE);
  }

  @Test
  void aPublishedImageIsTakenForTheRepositorysOwn() {
    Deployment web =
        new Project()
            .with("pyproject.toml", "[project]\nname = \"shop-front\"\n")
            .with("compose.yaml", "services:\n  web:\n    image: acme/shopfront:latest\n")
            .one();
    assertThat(web.command()).isEqualTo("python app.py");
  }

  @Test
  void anInlineDockerfileKeepsItsPlaces() {
    Project project =
        new Project()
            .with(
                "compose.yaml",
                """
                services:
                  web:
                    build:
                      context: .
                      dockerfile_inline: |
                        FROM python:3.12
                        ENV FLASK_DEBUG=1
                        CMD ["flask", "run"]
                """);
    Deployment web = project.one();
    assertThat(web.command()).isEqualTo("flask run");
    Environment.Variable debug = web.starts().getFirst().environment().variable("FLASK_DEBUG");
    assertThat(project.cut(debug.span())).contains("FLASK_DEBUG=1");
  }

  @Test
  void aBrokenFileIsAProblemAndTheOthersAreRead() {
    Project project =
        new Project()
            .with("a/compose.yaml", "services:\n  web: [\n")
            .with("b/compose.yaml", "services:\n  web:\n    build: ..\n");
    assertThat(project.ids()).containsExactly("compose:b/compose.yaml#web");
    assertThat(project.discovery.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.path()).isEqualTo("a/compose.yaml");
              assertThat(problem.matters()).isTrue();
            });
  }

  @Test
  void includedFilesAreNoDeploymentOfTheirOwn() {
    Project project =
        new Project()
            .with("compose.yaml", "include: [inner/compose.yaml]\nservices:\n  web: {build: .}\n")
            .with("inner/compose.yaml", "services:\n  api: {build: ..}\n");
    assertThat(project.ids())
        .containsExactlyInAnyOrder("compose:compose.yaml#web", "compose:compose.yaml#api");
  }

  @Test
  void placesPointIntoTheirFiles() {
    String text = "services:\n  web:\n    build: .\n    entrypoint: [\"python\", \"app.py\"]\n";
    Deployment web = new Project().with("docker-compose.yml", text).one();
    assertThat(new SourceFile("docker-compose.yml", text).lineOf(web.place().start())).isEqualTo(4);
  }
}
