package io.github.flaskdebugguard.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.Span;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageReaderTest {
  private static Packages near(Map<String, String> files) {
    InMemoryRepository repository = new InMemoryRepository(files);
    return PackageReader.read(repository, repository.mountedAt("/app"), "/app", List.of());
  }

  private static Packages installed(Map<String, String> files, String... commands) {
    InMemoryRepository repository = new InMemoryRepository(files);
    FileView view = repository.mountedAt("/app");
    List<Install> installs =
        Arrays.stream(commands)
            .map(
                command ->
                    new Install(
                        Arrays.stream(command.split(" ", -1))
                            .<Text>map(word -> new Text.Known(word, new Span("Dockerfile", 0, 1)))
                            .toList(),
                        "/app",
                        new Span("Dockerfile", 0, 1),
                        view))
            .toList();
    return PackageReader.read(repository, view, "/app", installs);
  }

  private static String shown(Packages packages) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(packages.requirements())
        .forEach(
            (name, r) ->
                text.append(name)
                    .append(r.specifier())
                    .append(r.exact() == null ? "" : "!")
                    .append(' '));
    return text.toString().strip();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Flask==2.2.2|flask==2.2.2!",
        "flask|flask",
        "Flask_SocketIO >= 5 , < 6|flask-socketio>=5,<6",
        "flask[dotenv,async]==3.0.0 --hash=sha256:aa|flask==3.0.0!",
        "flask==2.2.*|flask==2.2.*",
        "flask===2.2.2|flask===2.2.2!",
        "flask~=2.2; python_version < '3.8'|",
        "flask~=2.2; python_version >= '3.8' and sys_platform != 'win32'|flask~=2.2",
        "pywin32; sys_platform == 'win32'|",
        "flask @ https://files.example/Flask-2.2.2-py3-none-any.whl|flask==2.2.2!",
        "https://files.example/Flask-2.2.2.tar.gz|flask==2.2.2!",
        "git+https://github.com/pallets/flask@2.2.2#egg=Flask|flask==2.2.2!",
        "-e git+ssh://git@github.com/pallets/flask.git@main#egg=flask|flask",
        "# flask|",
        "flask # 1.0|flask",
        "--index-url https://example|",
        "./local|"
      })
  void readsLinesOfRequirementFiles(String line, String expected) {
    Packages packages = near(Map.of("requirements.txt", line + "\n", "app.py", ""));
    String name = expected == null ? "" : expected;
    if (name.isEmpty()) {
      assertThat(packages.requirements()).isEmpty();
    } else {
      assertThat(Arrays.asList(shown(packages).split(" "))).contains(name);
    }
    assertThat(packages.complete()).isTrue();
  }

  @Test
  void followsIncludesConstraintsAndContinuedLines() {
    Packages packages =
        near(
            Map.of(
                "requirements.txt",
                "-r requirements/base.txt\n-c constraints.txt\ngunicorn \\\n  >=20\n",
                "requirements/base.txt",
                "-r base.txt\n-r ../../outside.txt\nflask\n",
                "constraints.txt",
                "flask==2.1.0\nwerkzeug==2.0.3\nnever==1\n"));
    assertThat(shown(packages)).isEqualTo("click flask==2.1.0! gunicorn>=20 werkzeug==2.0.3!");
  }

  @Test
  void knowsWhatBringsADotenvReader() {
    assertThat(near(Map.of("requirements.txt", "flask\n")).requirements())
        .doesNotContainKey("python-dotenv");
    assertThat(near(Map.of("requirements.txt", "python-decouple\n")).requirements())
        .doesNotContainKey("python-dotenv");
    for (String line :
        List.of(
            "flask[dotenv]",
            "uvicorn[standard]",
            "environs",
            "pydantic-settings>=2",
            "connexion[uvicorn]")) {
      assertThat(near(Map.of("requirements.txt", line)).requirements())
          .as(line)
          .containsKey("python-dotenv");
    }
  }

  @Test
  void werkzeugFollowsFlask() {
    assertThat(shown(near(Map.of("requirements.txt", "flask==1.1.4\n"))))
        .contains("werkzeug>=0.15,<2.0");
    assertThat(shown(near(Map.of("requirements.txt", "flask==2.2.5\nwerkzeug==2.2.3\n"))))
        .contains("werkzeug==2.2.3!");
    assertThat(shown(near(Map.of("requirements.txt", "flask-login\n"))))
        .isEqualTo("click flask flask-login werkzeug");
  }

  @Test
  void takesTheNearestFilesOfProduction() {
    Packages packages =
        near(
            Map.of(
                "requirements-dev.txt",
                "flask==1.0\n",
                "requirements-prod.txt",
                "flask==2.0\n",
                "requirements/x.txt",
                "flask==3.0\n"));
    assertThat(shown(packages)).contains("flask==2.0!");
    InMemoryRepository repository =
        new InMemoryRepository(
            Map.of(
                "requirements.txt",
                "flask==1.0\n",
                "a/b/app.py",
                "",
                "a/requirements.txt",
                "flask==2.0\n"));
    assertThat(
            shown(PackageReader.read(repository, repository.mountedAt("/x"), "/x/a/b", List.of())))
        .contains("flask==2.0!");
  }

  @Test
  void readsThePoetryLockWithoutDevelopmentPackages() {
    String lock =
        """
        # This file is automatically @generated by Poetry 1.8.2
        [[package]]
        name = "flask"
        version = "2.2.5"
        description = "x [y] = z"

        [package.dependencies]
        Werkzeug = ">=2.2.2"
        python-dotenv = {version = "*", optional = true}

        [package.extras]
        dotenv = ["python-dotenv"]

        [[package]]
        name = "werkzeug"
        version = "2.3.8"

        [[package]]
        name = "python-dotenv"
        version = "1.0.0"

        [metadata]
        python-versions = "^3.11"
        """;
    String project =
        "[tool.poetry.dependencies]\n"
            + "python = \"^3.11\"\n"
            + "Flask = \"^2.2\"\n"
            + "[tool.poetry.group.dev.dependencies]\n"
            + "python-dotenv = \"*\"\n";
    assertThat(shown(near(Map.of("poetry.lock", lock, "pyproject.toml", project))))
        .isEqualTo("click flask==2.2.5! werkzeug==2.3.8!");
    assertThat(shown(near(Map.of("poetry.lock", lock))))
        .isEqualTo("click flask==2.2.5! python-dotenv==1.0.0! werkzeug==2.3.8!");
    assertThat(shown(near(Map.of("pyproject.toml", project))))
        .isEqualTo("click flask>=2.2,<3 werkzeug");
  }

  @Test
  void readsTheUvLockFromItsOwnProject() {
    String lock =
        """
        version = 1
        [[package]]
        name = "app"
        version = "0.1.0"
        source = { virtual = "." }
        dependencies = [
            { name = "flask", extra = ["dotenv"] },
        ]
        [package.dev-dependencies]
        dev = [
            { name = "pytest" },
        ]
        [[package]]
        name = "flask"
        version = "3.0.3"
        source = { registry = "https://pypi.org/simple" }
        dependencies = [{ name = "werkzeug" }]
        [[package]]
        name = "pytest"
        version = "8.0.0"
        [[package]]
        name = "werkzeug"
        version = "3.0.4"
        """;
    assertThat(shown(near(Map.of("uv.lock", lock))))
        .isEqualTo("click flask==3.0.3! werkzeug==3.0.4!");
  }

  @Test
  void readsPipfilesAndTheirLock() {
    String lock =
        "{\"_meta\": {\"requires\": {\"python_version\": \"3.9\"}}, \"default\": {\"flask\":"
            + " {\"version\": \"==2.0.1\"}}, \"develop\": {\"python-dotenv\": {\"version\":"
            + " \"==1.0\"}}}";
    Packages packages = near(Map.of("Pipfile.lock", lock));
    assertThat(shown(packages)).isEqualTo("click flask==2.0.1! werkzeug>=2.0");
    assertThat(packages.python()).isEqualTo("3.9");
    assertThat(
            shown(
                near(
                    Map.of(
                        "Pipfile",
                        "[packages]\n"
                            + "flask = \"==1.0\"\n"
                            + "environs = {version=\"*\", extras=[\"django\"]}\n"
                            + "[dev-packages]\n"
                            + "pytest = \"*\"\n"))))
        .isEqualTo("click environs flask==1.0! python-dotenv werkzeug>=0.14");
  }

  @Test
  void readsProjectFiles() {
    assertThat(
            shown(
                near(
                    Map.of(
                        "pyproject.toml",
                        "[project]\n"
                            + "name = \"x\"\n"
                            + "dependencies = [\n"
                            + "  \"flask>=2 , <3\", # web\n"
                            + "  'gunicorn',\n"
                            + "]\n"
                            + "[project.optional-dependencies]\n"
                            + "dev = [\"pytest\"]\n"))))
        .isEqualTo("click flask>=2,<3 gunicorn werkzeug");
    assertThat(
            shown(
                near(
                    Map.of(
                        "setup.py",
                        "setup(\n"
                            + "  name='x',\n"
                            + "  install_requires=[\n"
                            + "    'Flask>=1.0',  # web\n"
                            + "    \"gunicorn\",\n"
                            + "  ],\n"
                            + "  extras_require={'dev': ['pytest']})\n"))))
        .isEqualTo("click flask>=1.0 gunicorn werkzeug");
    assertThat(
            shown(
                near(
                    Map.of(
                        "setup.cfg",
                        "[metadata]\n"
                            + "name = x\n"
                            + "[options]\n"
                            + "install_requires =\n"
                            + "    flask==2.0\n"
                            + "    gunicorn\n"
                            + "packages = find:\n"))))
        .isEqualTo("click flask==2.0! gunicorn werkzeug>=2.0");
    Packages conda =
        near(
            Map.of(
                "environment.yml",
                "name: x\n"
                    + "dependencies:\n"
                    + "  - python=3.10\n"
                    + "  - flask=2.2\n"
                    + "  - conda-forge::gunicorn=20.1.0\n"
                    + "  - pip:\n"
                    + "    - environs==9.5\n"));
    assertThat(shown(conda))
        .isEqualTo("click environs==9.5! flask==2.2.* gunicorn==20.1.0! python-dotenv werkzeug");
    assertThat(conda.python()).isEqualTo("3.10");
  }

  @Test
  void readsInstallCommands() {
    Map<String, String> files =
        Map.of(
            "requirements/prod.txt",
            "flask==2.2.2\n",
            "requirements.txt",
            "flask==1.0\npython-dotenv\n",
            "poetry.lock",
            "[[package]]\nname = \"flask\"\nversion = \"3.1.0\"\n");
    assertThat(shown(installed(files, "pip install --no-cache-dir flask==2.0.3 gunicorn")))
        .isEqualTo("click flask==2.0.3! gunicorn werkzeug>=2.0");
    assertThat(shown(installed(files, "pip3 install -i https://x -r requirements/prod.txt")))
        .contains("flask==2.2.2!")
        .doesNotContain("dotenv");
    assertThat(shown(installed(files, "pip install poetry", "poetry install --no-dev")))
        .contains("flask==3.1.0!")
        .contains("poetry");
    assertThat(shown(installed(files, "uv pip install --system -r requirements.txt")))
        .contains("python-dotenv");
    assertThat(shown(installed(files, "apt-get install -y python3-flask")))
        .isEqualTo("click flask werkzeug");
    assertThat(shown(installed(files, "apt-get update", "npm install"))).contains("flask==1.0!");
  }

  @Test
  void nothingFoundIsNothingKnown() {
    assertThat(near(Map.of("app.py", "import flask\n"))).isEqualTo(Packages.UNKNOWN);
  }

  @Test
  void brokenFilesEnd() {
    Packages packages =
        near(
            Map.of(
                "requirements.txt",
                    "-r requirements.txt\n-r other.txt\n-r /etc/passwd\n"
                        + "flask\\\n".repeat(5_000),
                "other.txt", "-r requirements.txt\n".repeat(200),
                "pyproject.toml",
                    "a = " + "[".repeat(20_000) + "\n[project]\ndependencies = [\"x\", \n",
                "Pipfile", "[packages]\nflask = \"" + "*".repeat(500_000)));
    assertThat(packages.complete()).isTrue();
    assertThat(Objects.requireNonNull(packages.requirements())).isNotNull();
  }
}
