package io.github.flaskdebugguard.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView.Presence;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Units and programs of hosts: where the repository stands and what is started. */
class HostReadersTest {
  private static Deployment only(Map<String, String> files, String kind) {
    List<Deployment> found =
        Deployments.find(new InMemoryRepository(files)).deployments().stream()
            .filter(d -> d.kind().equals(kind))
            .toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  @Test
  void aUnitTellsWhereTheRepositoryStands() {
    Deployment deployment =
        only(
            Map.of(
                "units/ledger.service",
                "[Service]\n"
                    + "WorkingDirectory=/opt/ledger\n"
                    + "Environment=FLASK_DEBUG=off\n"
                    + "ExecStart=/opt/ledger/venv/bin/python app.py\n",
                "app.py",
                "",
                "requirements.txt",
                "flask==2.2.2\n"),
            "systemd");
    assertThat(deployment.id()).isEqualTo("systemd:units/ledger.service#ledger");
    assertThat(deployment.role()).isEqualTo(Role.PRODUCTION);
    assertThat(deployment.command()).isEqualTo("/opt/ledger/venv/bin/python app.py");
    assertThat(deployment.files().presence("/opt/ledger/app.py")).isEqualTo(Presence.FILE);
    assertThat(deployment.packages().requirements()).containsKey("flask");
    ProcessStart start = deployment.starts().getFirst();
    assertThat(start.folder()).isEqualTo("/opt/ledger");
    assertThat(start.environment().get("FLASK_DEBUG"))
        .isInstanceOfSatisfying(Text.Known.class, t -> assertThat(t.value()).isEqualTo("off"));
  }

  @Test
  void aWorkingFolderInsideTheRepositoryMountsItAbove() {
    Deployment deployment =
        only(
            Map.of(
                "web.service",
                "[Service]\n"
                    + "WorkingDirectory=/home/me/shop/backend\n"
                    + "ExecStart=/usr/bin/gunicorn wsgi:app\n",
                "backend/wsgi.py",
                ""),
            "systemd");
    assertThat(deployment.files().presence("/home/me/shop/backend/wsgi.py"))
        .isEqualTo(Presence.FILE);
  }

  @Test
  void aUnitBesideItsServiceMountsThatService() {
    Deployment deployment =
        only(
            Map.of(
                "services/web/deploy/web.service",
                "[Service]\nWorkingDirectory=/srv/web\nExecStart=/usr/bin/gunicorn wsgi:app\n",
                "services/web/wsgi.py",
                "",
                "services/other/x.py",
                ""),
            "systemd");
    assertThat(deployment.files().presence("/srv/web/wsgi.py")).isEqualTo(Presence.FILE);
  }

  @Test
  void aTemplateKeepsItsProgram() {
    Deployment deployment =
        only(
            Map.of(
                "roles/web/templates/web.service.j2",
                "[Service]\n"
                    + "WorkingDirectory={{ app_dir }}\n"
                    + "Environment=FLASK_DEBUG={{ debug }}\n"
                    + "ExecStart={{ venv }}/bin/gunicorn -w 4 wsgi:app\n",
                "wsgi.py",
                ""),
            "systemd");
    ProcessStart start = deployment.starts().getFirst();
    assertThat(start.arguments().getFirst())
        .isInstanceOfSatisfying(
            Text.Known.class, t -> assertThat(t.value()).endsWith("/bin/gunicorn"));
    assertThat(start.environment().get("FLASK_DEBUG")).isInstanceOf(Text.Unknown.class);
    assertThat(deployment.files().presence(start.folder() + "/wsgi.py")).isEqualTo(Presence.FILE);
  }

  @Test
  void anEnvironmentFileOfTheHostIsUnknownAndOneOfTheRepositoryIsRead() {
    String unit =
        "[Service]\n"
            + "WorkingDirectory=/srv/a\n"
            + "EnvironmentFile=/etc/default/a\n"
            + "ExecStart=/usr/bin/python3 app.py\n";
    Deployment host = only(Map.of("a.service", unit, "app.py", ""), "systemd");
    assertThat(host.starts().getFirst().environment().get("FLASK_DEBUG"))
        .isInstanceOf(Text.Unknown.class);
    Deployment installed =
        only(
            Map.of("a.service", unit, "app.py", "", "deploy/etc/default/a", "FLASK_DEBUG=1\n"),
            "systemd");
    assertThat(installed.starts().getFirst().environment().get("FLASK_DEBUG"))
        .isInstanceOf(Text.Known.class);
    Deployment optional =
        only(Map.of("a.service", unit.replace("File=/", "File=-/"), "app.py", ""), "systemd");
    assertThat(optional.starts().getFirst().environment().get("FLASK_DEBUG")).isNull();
  }

  @Test
  void supervisorProgramsOfAHost() {
    Deployment deployment =
        only(
            Map.of(
                "supervisor/site.conf",
                "[program:site]\n"
                    + "directory=/usr/local/src/site\n"
                    + "command=/usr/local/src/site/env/bin/python manage.py run\n"
                    + "environment=FLASK_DEBUG=\"1\",PORT=%(ENV_PORT)s\n",
                "manage.py",
                ""),
            "supervisor");
    assertThat(deployment.id()).isEqualTo("supervisor:supervisor/site.conf#site");
    Environment environment = deployment.starts().getFirst().environment();
    assertThat(environment.get("FLASK_DEBUG")).isInstanceOf(Text.Known.class);
    assertThat(environment.get("PORT")).isInstanceOf(Text.Unknown.class);
    assertThat(deployment.files().presence("/usr/local/src/site/manage.py"))
        .isEqualTo(Presence.FILE);
  }

  @Test
  void aSupervisordInAnImageStartsItsPrograms() {
    Map<String, String> files =
        Map.of(
            "Dockerfile",
                "FROM python:3.11\n"
                    + "WORKDIR /app\n"
                    + "COPY . /app\n"
                    + "COPY site.conf /etc/supervisor/conf.d/\n"
                    + "CMD [\"supervisord\", \"-n\"]\n",
            "site.conf",
                "[program:web]\ncommand=python app.py\ndirectory=/app\nenvironment=FLASK_DEBUG=1\n",
            "app.py", "");
    Deployment deployment = only(files, "dockerfile");
    assertThat(deployment.starts()).hasSize(1);
    assertThat(CommandLine.shown(deployment.starts().getFirst().arguments()))
        .isEqualTo("python app.py");
    assertThat(deployment.starts().getFirst().environment().get("FLASK_DEBUG"))
        .isInstanceOf(Text.Known.class);
    assertThat(Deployments.find(new InMemoryRepository(files)).deployments())
        .noneMatch(d -> d.kind().equals("supervisor"));
  }

  @Test
  void aUwsgiFileThatNothingNamesIsADeployment() {
    Map<String, String> files =
        Map.of(
            "deploy/uwsgi.ini",
            "[uwsgi]\nchdir = /srv/shop\nmodule = shop.wsgi:app\nenv = FLASK_DEBUG=1\n",
            "shop/wsgi.py",
            "");
    Deployment deployment = only(files, "uwsgi");
    ProcessStart start = deployment.starts().getFirst();
    assertThat(CommandLine.shown(start.arguments()))
        .isEqualTo("uwsgi --ini /srv/shop/deploy/uwsgi.ini");
    assertThat(start.folder()).isEqualTo("/srv/shop");
    UwsgiOptions options = UwsgiOptions.of(start, deployment.files());
    assertThat(options.folder()).isEqualTo("/srv/shop");
    assertThat(options.last("module", "wsgi")).isNotNull();
    assertThat(options.environment().get("FLASK_DEBUG")).isInstanceOf(Text.Known.class);
    assertThat(deployment.files().presence("/srv/shop/shop/wsgi.py")).isEqualTo(Presence.FILE);
  }

  @Test
  void aUwsgiFileThatAnImageStartsIsPartOfIt() {
    Map<String, String> files =
        Map.of(
            "Dockerfile",
            "FROM python:3.11\n"
                + "WORKDIR /app\n"
                + "COPY . /app\n"
                + "CMD [\"uwsgi\", \"--ini\", \"uwsgi.ini\"]\n",
            "uwsgi.ini",
            "[uwsgi]\nchdir = %d\nmodule = quotes:app\ncatch-exceptions = true\n",
            "quotes.py",
            "");
    Deployment deployment = only(files, "dockerfile");
    UwsgiOptions options = UwsgiOptions.of(deployment.starts().getFirst(), deployment.files());
    assertThat(options.folder()).isEqualTo("/app");
    assertThat(options.isOn("catch-exceptions")).isTrue();
    assertThat(Deployments.find(new InMemoryRepository(files)).deployments()).hasSize(1);
  }

  @Test
  void brokenFilesOfHostsEnd() {
    Map<String, String> files =
        Map.of(
            "bad/supervisord.conf",
            "[supervisord\n"
                + "[program:web]\n"
                + "command=%(a)s %(ENV_X)s %(\n"
                + "a=%(b)s\n"
                + "environment=A=\"x,B='\n"
                + "[include]\n"
                + "files=*.conf ../../outside/* /etc/*\n"
                + "[x]\n".repeat(20_000),
            "bad/uwsgi.ini",
            "[uwsgi]\n"
                + "ini = uwsgi.ini\n"
                + "inherit = ../bad/uwsgi.ini\n"
                + "a = %(b)\n"
                + "b = %(a)%(b)\n"
                + "for = 1 2 3\n"
                + "for = 4\n"
                + "module = %(a)\n"
                + "env = @(/etc/passwd)\n"
                + "if-env = X\n".repeat(5_000),
            "bad/web.service",
            "[Service]\nExecStart=flask run \\\n"
                + "\\\n".repeat(20_000)
                + "EnvironmentFile=/etc/passwd\nEnvironment=\"A=%%\n",
            "app.py",
            "");
    Deployments found = Deployments.find(new InMemoryRepository(files));
    assertThat(found.deployments()).extracting(Deployment::kind).contains("systemd");
  }
}
