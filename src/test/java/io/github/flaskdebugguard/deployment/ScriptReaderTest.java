package io.github.flaskdebugguard.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptReaderTest {
  private static List<Deployment> find(Map<String, String> files) {
    return Deployments.find(new InMemoryRepository(files)).deployments();
  }

  @Test
  void procfilesStartWebAndWhatElseServes() {
    List<Deployment> found =
        find(
            Map.of(
                "Procfile",
                "release: flask db upgrade\n"
                    + "web: FLASK_DEBUG=1 gunicorn app:app -b :$PORT\n"
                    + "worker: celery -A tasks worker\n",
                "Procfile.dev",
                "web: flask run\n"));
    assertThat(found)
        .extracting(Deployment::id)
        .containsExactly("procfile:Procfile#web", "procfile:Procfile.dev#web");
    assertThat(found)
        .extracting(Deployment::role)
        .containsExactly(Role.PRODUCTION, Role.DEVELOPMENT);
    ProcessStart web = found.getFirst().starts().getFirst();
    assertThat(web.folder()).isEqualTo("/app");
    assertThat(web.environment().get("FLASK_DEBUG")).isInstanceOf(Text.Known.class);
  }

  @Test
  void aScriptThatNothingReachesIsADeployment() {
    List<Deployment> found =
        find(
            Map.of(
                "run.sh", "#!/bin/sh\nexport FLASK_DEBUG=1\nexec flask run\n",
                "entry.sh", "#!/bin/sh\nexec gunicorn app:app\n",
                "Procfile", "web: sh entry.sh\n",
                "lint.sh", "flake8 .\n",
                "app.py", "app = 1\n"));
    assertThat(found)
        .extracting(Deployment::id)
        .containsExactly("procfile:Procfile#web", "shell:run.sh#main");
    assertThat(found.getLast().command()).isEqualTo("flask run");
  }

  @Test
  void aScriptInAFolderRunsWhereItsFilesAre() {
    Deployment deployment =
        find(Map.of(
                "server/start.sh", "python main.py\n", "server/main.py", "app.run(debug=True)\n"))
            .getFirst();
    assertThat(deployment.starts().getFirst().folder()).isEqualTo("/app/server");
  }

  @Test
  void aScriptThatIsCalledByAnotherIsNotItsOwnDeployment() {
    List<Deployment> found =
        find(Map.of("deploy.sh", "./run.sh\n", "run.sh", "#!/bin/sh\nexec gunicorn app:app\n"));
    assertThat(found).extracting(Deployment::id).containsExactly("shell:deploy.sh#main");
  }

  @Test
  void argumentsOfAScriptThatChoosesByThemAreUnknown() {
    Deployment deployment =
        find(Map.of(
                "manage.sh",
                "case \"$1\" in\ndev) flask run --debug;;\nprod) gunicorn app:app;;\nesac\n"))
            .getFirst();
    assertThat(deployment.starts())
        .extracting(ProcessStart::condition)
        .doesNotContainNull()
        .hasSize(2);
  }
}
