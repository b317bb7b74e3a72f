package io.github.flaskdebugguard.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.repository.InMemoryRepository;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfileReaderTest {
  private static Discovery read(String... files) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < files.length; i += 2) {
      all.put(files[i], files[i + 1]);
    }
    Discovery discovery = new Discovery(new InMemoryRepository(all));
    new DockerfileReader().read(discovery);
    return discovery;
  }

  private static List<String> ids(Discovery discovery) {
    return discovery.deployments().stream().map(Deployment::id).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dockerfile",
        "dockerfile.prod",
        "prod.dockerfile",
        ".dockerfile",
        "containerfile",
        "dockerfile-alpine",
        "dockerfile_dev"
      })
  void namesOfDockerfilesAreKnown(String name) {
    assertThat(DockerfileReader.isDockerfile(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dockerfile.dockerignore",
        "dockerfile.j2",
        "dockerfile.py",
        "dockerfiles",
        "readme"
      })
  void otherNamesAreNot(String name) {
    assertThat(DockerfileReader.isDockerfile(name)).isFalse();
  }

  @Test
  void anImageThatStartsNothingIsNoDeployment() {
    assertThat(ids(read("Dockerfile", "FROM python:3.12\nCOPY . .\n"))).isEmpty();
  }

  @Test
  void theLastStageNamesTheDeployment() {
    Discovery discovery =
        read(
            "Dockerfile",
            "FROM python:3.12 AS dev\n"
                + "CMD flask run --debug\n"
                + "FROM dev AS production\n"
                + "CMD gunicorn a:b\n",
            "Dockerfile.x",
            "FROM python:3.12\nCMD [\"flask\", \"run\"]\n");
    assertThat(ids(discovery))
        .containsExactly("dockerfile:Dockerfile#production", "dockerfile:Dockerfile.x#final");
    assertThat(discovery.deployments().getFirst().command()).isEqualTo("gunicorn a:b");
    assertThat(discovery.deployments().getFirst().role()).isEqualTo(Role.PRODUCTION);
  }

  @Test
  void theContextIsTheFolderThatHoldsWhatIsCopied() {
    String dockerfile =
        "FROM python:3.12\nWORKDIR /app\nCOPY requirements.txt .\nCOPY . .\nCMD python app.py\n";
    Discovery root =
        read("docker/Dockerfile", dockerfile, "requirements.txt", "", "app.py", "", "docker/x", "");
    assertThat(root.deployments().getFirst().files().list("/app")).contains("app.py");
    Discovery own =
        read(
            "web/Dockerfile",
            dockerfile,
            "web/requirements.txt",
            "",
            "web/app.py",
            "",
            "app.py",
            "");
    assertThat(own.deployments().getFirst().files().pathOf("web/app.py")).isEqualTo("/app/app.py");
  }

  @Test
  void withoutNamedSourcesTheCommandTellsTheContext() {
    String dockerfile =
        "FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD [\"gunicorn\", \"wsgi:app\"]\n";
    Discovery discovery = read("docker/Dockerfile", dockerfile, "wsgi.py", "");
    assertThat(discovery.deployments().getFirst().files().list("/app")).contains("wsgi.py");
  }

  @Test
  void aBrokenFileDoesNotHideTheOthers() {
    Discovery discovery =
        read(
            "a/Dockerfile",
            "FROM\nNONSENSE\n",
            "b/Dockerfile",
            "FROM python:3.12\nCMD flask run\n");
    assertThat(ids(discovery)).containsExactly("dockerfile:b/Dockerfile#final");
    assertThat(discovery.problems()).extracting(p -> p.path()).contains("a/Dockerfile");
  }

  @Test
  void packagesAreWhatTheImageInstallsUnderItsPython() {
    Discovery discovery =
        read(
            "Dockerfile",
            "FROM python:3.11-slim\n"
                + "WORKDIR /app\n"
                + "COPY . .\n"
                + "RUN pip install -r requirements.txt\n"
                + "CMD flask run\n",
            "requirements.txt",
            "flask==2.2.2\n");
    Packages packages = discovery.deployments().getFirst().packages();
    assertThat(packages.python()).isEqualTo("3.11");
    assertThat(packages.requirements()).containsKey("flask");
  }
}
