package io.github.flaskdebugguard.deployment;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A kind of deployment, as {@code docs/deployments.md} lists it.
 *
 * @param name first part of a deployment's id
 * @param files where such deployments are found
 * @param rule which of several values wins, and what is started when nothing says so
 * @param deployed whether a repository has a file of this kind only for what it deploys, so that
 *     its role is production where no name tells another
 */
record DeploymentKind(String name, String files, String rule, boolean deployed) {
  private static final List<DeploymentKind> ALL =
      List.of(
          of(
              "dockerfile",
              "`Dockerfile`, `Dockerfile.*`, `*.Dockerfile`, `Containerfile`",
              "the last stage; `ENTRYPOINT` with `CMD`; the last `ENV` wins"),
          of(
              "compose",
              "`compose.yaml`, `docker-compose*.yml`, also as `-f` chains of scripts",
              "`environment` over `env_file` over the image; override files by compose's merge"),
          live(
              "kubernetes",
              "manifests of workloads",
              "`env` over `envFrom`, the last source wins; `command` and `args` over the image"),
          live("helm", "charts with their values files", "later values files win"),
          live("kustomize", "`kustomization.yaml`", "patches and generators over the bases"),
          live("cloud-run", "Knative `service.yaml`", "the container's `env` over the image"),
          live("procfile", "`Procfile`, `Procfile.*`", "`web` is routed, `release` ends"),
          live(
              "heroku",
              "`heroku.yml`, `app.json`",
              "`run.web`, else CMD of the image; `setup.config` and `env` are initial values"),
          live(
              "app-engine",
              "YAML with `runtime: python*`",
              "`entrypoint`, else gunicorn with `main:app`; a file's values over its includes"),
          live("app-runner", "`apprunner.yaml`", "`run.command`, which goes to no shell"),
          live(
              "fly",
              "`fly.toml`, `fly.*.toml`",
              "`[processes]` over CMD, without a shell; `[env]` over the image"),
          live(
              "render",
              "`render.yaml`",
              "a service's `envVars` over its groups; `sync: false` is unknown"),
          live(
              "railway",
              "`railway.json`, `railway.toml`",
              "`startCommand`, an environment's own first; else the builder's choice"),
          live(
              "nixpacks",
              "`nixpacks.toml`, `railpack.json`",
              "its start command, else the Procfile, else `python main.py`"),
          live(
              "digitalocean",
              "`.do/*.yaml`",
              "a component's `envs` over the app's; `BUILD_TIME` does not count"),
          live(
              "cloud-foundry",
              "`*manifest*.yml` with `applications`",
              "`command`, else the Procfile at `path`; `((name))` is unknown"),
          live(
              "azure",
              "`azure.yaml`, ARM templates, Bicep, `web.config`",
              "the startup command or file, else gunicorn with `application:app` or `app:app`"),
          live(
              "elastic-beanstalk",
              "`.ebextensions/*.config`",
              "the Procfile over `WSGIPath`, else `application:application`; later files win"),
          live("vercel", "`vercel.json`", "`builds`, `functions`, else `api/*.py`; `env` is set"),
          live("replit", "`.replit`", "`[deployment] run` is published, `run` is development"),
          live(
              "zappa",
              "`zappa_settings.*`",
              "`environment_variables` over `aws_environment_variables`; `extends` is followed"),
          live(
              "serverless",
              "`serverless*.yml`",
              "a function's `environment` over the provider's; options are unknown"),
          live(
              "ecs",
              "JSON with container definitions, also as Terraform templates",
              "`environment` over `environmentFiles` over the image; secrets are unknown"),
          live(
              "copilot",
              "`copilot/*/manifest.yml`",
              "an environment's `variables` over the service's, over `env_file`, over the image"),
          live(
              "terraform",
              "`*.tf`",
              "variables: defaults, `terraform.tfvars`, `*.auto.tfvars`, one file per environment"),
          live(
              "cloudformation",
              "CloudFormation and SAM templates",
              "a function's variables over `Globals`; parameters are their defaults"),
          live("systemd", "`*.service`, also as templates", "`EnvironmentFile` over `Environment`"),
          of(
              "supervisor",
              "`[program:x]` sections",
              "a program's `environment` over supervisord's"),
          live(
              "circus",
              "`[watcher:x]` sections",
              "`[env:x]` over `[env]`, over circusd's own with `copy_env` only"),
          live(
              "pm2",
              "`ecosystem*.config.js`, `.json` and `.yml`",
              "`env_NAME` of `--env NAME` over `env`; without `cwd` the folder of the file"),
          of("uwsgi", "uWSGI configurations", "`env` over what is inherited"),
          live("apache", "`WSGIScriptAlias` in `*.conf`", "`SetEnv` does not reach `os.environ`"),
          live("nginx-unit", "JSON with `applications`", "`environment` of the application"),
          live("passenger", "`passenger_wsgi.py`", "the file is imported, `application` is served"),
          of("runit", "`run` scripts of services", "as a shell, in the image that holds them"),
          of(
              "ansible",
              "playbooks, and roles that none uses",
              "defaults, inventory, play, files, role, facts, parameters, extra variables"),
          of(
              "chef",
              "cookbooks: recipes with their templates and attributes",
              "default, normal, override; roles and environments over attribute files"),
          of(
              "puppet",
              "manifests, `*.pp`, with their templates and Hiera's YAML",
              "declared parameters over Hiera over defaults; data files named for an environment"
                  + " win"),
          of(
              "salt",
              "state files with their pillar, `*.sls`",
              "pillar over defaults in templates; pillar files named for an environment win"),
          of(
              "workflow",
              "workflows of GitHub, GitLab, Jenkins, Cloud Build, Azure, CircleCI, Bitbucket and"
                  + " others",
              "deploying commands only; the job's own variables are not the app's"),
          of("shell", "scripts that start a server or deploy", "as the script's shell reads it"),
          of("makefile", "targets that start a server", "development unless named otherwise"),
          of(
              "just",
              "recipes of a `justfile`",
              "exported variables over the caller's, over `.env` where a setting loads it"),
          of(
              "taskfile",
              "tasks of a `Taskfile.yml`",
              "the caller's variables over `env` over `dotenv`"),
          of("npm", "scripts of `package.json`", "development unless named otherwise"),
          of("pipenv", "scripts of `Pipfile`", "development unless named otherwise"),
          of("pyproject", "tables of task runners", "development unless named otherwise"),
          of("tox", "`tox.ini`, `tox.toml`", "`setenv` over what `passenv` lets through"),
          of("nox", "`noxfile.py`", "`env` of a command over what the caller sets"),
          of("invoke", "`tasks.py`, `fabfile.py`", "development unless named otherwise"),
          of("python", "scripts that serve when they are run", "where nothing deploys the app"));

  private static final Set<String> DEPLOYED =
      ALL.stream()
          .filter(DeploymentKind::deployed)
          .map(DeploymentKind::name)
          .collect(Collectors.toUnmodifiableSet());

  private static DeploymentKind of(String name, String files, String rule) {
    return new DeploymentKind(name, files, rule, false);
  }

  private static DeploymentKind live(String name, String files, String rule) {
    return new DeploymentKind(name, files, rule, true);
  }

  /** {@return all kinds, in the order of the documentation} */
  static List<DeploymentKind> all() {
    return ALL;
  }

  /** {@return whether a file of this kind is what is deployed, where no name tells otherwise} */
  static boolean isDeployed(String kind) {
    return DEPLOYED.contains(kind);
  }
}
