package io.github.flaskdebugguard.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.LeftOut;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Of a large repository readers read at the same time; nobody may see that. */
class AheadOfReadersTest {
  private static final int RUNS = 40;
  private static final int COPIES = 9;

  /** Deployments of many kinds that know of each other. */
  private static Map<String, String> files(int copies) {
    Map<String, String> files = new TreeMap<>();
    for (int i = 0; i < copies; i++) {
      String folder = "app" + i + "/";
      files.put(folder + "app.py", "from flask import Flask\napp = Flask(__name__)\n");
      files.put(
          folder + "Dockerfile",
          "FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD [\"./start.sh\"]\n");
      files.put(folder + "start.sh", "#!/bin/sh\nexec gunicorn app:app\n");
      files.put(folder + "run.sh", "#!/bin/sh\nflask run --debug\n");
      files.put(folder + "docker-compose.yml", "services:\n  web:\n    build: .\n");
      files.put(
          folder + "k8s.yaml",
          "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n"
              + "    spec:\n      containers:\n        - name: web\n          image: app"
              + i
              + "\n          command: [gunicorn, app:app]\n");
      files.put(folder + "Procfile", "web: gunicorn app:app\n");
      files.put(folder + "Makefile", "run:\n\tflask run\nserve: run\n\tflask run\n");
      files.put(folder + "uwsgi.ini", "[uwsgi]\nmodule = app:app\n");
      files.put(folder + "supervisord.conf", "[program:web]\ncommand=gunicorn app:app\n");
    }
    return files;
  }

  private static Map<String, String> withOthers(Map<String, String> files) {
    Map<String, String> all = new TreeMap<>(files);
    for (int i = 0; i < 400; i++) {
      all.put("zz/text" + i + ".md", "nothing\n");
    }
    return all;
  }

  private static List<String> shown(Deployments found) {
    List<String> shown = new ArrayList<>();
    for (Deployment each : found.deployments()) {
      shown.add(each.id() + " " + each.role() + " " + each.roleReason() + " " + each.command());
    }
    found.problems().forEach(problem -> shown.add(problem.toString()));
    return shown;
  }

  @Test
  void theAnswerIsTheSameInEveryRunAndAsOnOneThread() {
    Map<String, String> files = files(COPIES);
    assertThat(files).hasSizeLessThan(Deployments.WORTH_A_THREAD);
    List<String> alone = shown(Deployments.find(new InMemoryRepository(files)));
    assertThat(alone).hasSizeGreaterThan(6 * COPIES);
    for (int run = 0; run < RUNS; run++) {
      assertThat(shown(Deployments.find(new InMemoryRepository(withOthers(files)))))
          .isEqualTo(alone);
    }
  }

  @Test
  void aFileThatBreaksItsReaderIsAProblemAndTheOthersAreRead() {
    Map<String, String> files = withOthers(files(COPIES));
    for (String broken : List.of("app0/Dockerfile", "app8/run.sh", "app8/Makefile")) {
      Deployments found = Deployments.find(new Breaking(new InMemoryRepository(files), broken));
      assertThat(found.problems())
          .anySatisfy(
              problem -> {
                assertThat(problem.message()).contains("could not be read for deployments", "boom");
                assertThat(problem.path()).isEqualTo(broken);
              });
      assertThat(found.deployments()).extracting(Deployment::id).contains("shell:app7/run.sh#main");
    }
  }

  /** A repository of which one file brings down who reads it. */
  private record Breaking(Repository whole, String broken) implements Repository {
    @Override
    public @Nullable SourceFile read(String path) {
      if (path.equals(broken)) {
        throw new IllegalStateException("boom");
      }
      return whole.read(path);
    }

    @Override
    public boolean mayContain(String path, String... needles) {
      return !path.equals(broken) && whole.mayContain(path, needles);
    }

    @Override
    public List<String> files() {
      return whole.files();
    }

    @Override
    public boolean isFile(String path) {
      return whole.isFile(path);
    }

    @Override
    public boolean isFolder(String path) {
      return whole.isFolder(path);
    }

    @Override
    public List<String> list(String folder) {
      return whole.list(folder);
    }

    @Override
    public boolean isIgnored(String path) {
      return whole.isIgnored(path);
    }

    @Override
    public List<LeftOut> leftOut() {
      return whole.leftOut();
    }

    @Override
    public List<Problem> problems() {
      return whole.problems();
    }

    @Override
    public Source source() {
      return whole.source();
    }
  }
}
