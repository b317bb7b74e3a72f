package io.github.flaskdebugguard.rule;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A repository that grows in one respect.
 *
 * @param files the repository at a size
 */
record Growth(String name, IntFunction<Map<String, String>> files) {
  private static final String APP = "from flask import Flask\napp = Flask(__name__)\n";
  private static final List<String> NESTED =
      List.of(
          "brackets",
          "unary",
          "a sum",
          "conditionals",
          "lambdas",
          "a chain",
          "elif",
          "lists of",
          "defaults inside",
          "nested",
          "parentheses",
          "substitutions",
          "expansions",
          "arithmetic",
          "sums of",
          "blocks",
          "Helm template",
          "Helm expression",
          "deep");
  private static final String RUN = "app.run(debug=True)\n";

  @Override
  public String toString() {
    return name;
  }

  /** {@return whether it grows in depth} */
  boolean nests() {
    return NESTED.stream().anyMatch(name::contains);
  }

  static List<Growth> all() {
    return List.of(
        // Python: what is nested, what is long, what is many.
        python("brackets", n -> "x = " + "(".repeat(n) + ")".repeat(n) + "\n"),
        python("brackets that stay open", n -> "x = " + "[".repeat(n) + "\n"),
        python("unary operators", n -> "x = " + "-".repeat(n) + "1\n"),
        python("a sum", n -> "x = 1" + " + 1".repeat(n) + "\n"),
        python("a sum of texts", n -> "x = 'a'" + " + 'a'".repeat(n) + "\n"),
        python("conditionals", n -> "x = " + "1 if x else ".repeat(n) + "1\n"),
        python("conditions", n -> "x = app" + " and app or app".repeat(n) + "\n"),
        python("lambdas", n -> "x = " + "lambda: ".repeat(n) + "1\n"),
        python("a chain", n -> "x = app" + ".a".repeat(n) + "\n"),
        python("adjacent texts", n -> "x = " + "'a' ".repeat(n) + "\n"),
        python("elif", n -> "if app.a: pass\n" + "elif app.a: pass\n".repeat(Math.min(n, 60_000))),
        python("decorators", n -> "@app.route('/')\n".repeat(n) + "def f(): pass\n"),
        python("assignments", n -> lines(n, i -> "x" + i + " = " + i)),
        python("assignments to one name", n -> "x = app.config\n".repeat(n)),
        python("attributes", n -> lines(n, i -> "app.a" + i + " = 1")),
        python("functions", n -> lines(n, i -> "def f" + i + "(): return f" + (i + 1) + "()")),
        python("branches that are not known", n -> lines(n, i -> "if app.u: app.a" + i + " = 1")),
        python("entries", n -> "x = {" + numbers(n, i -> "'" + i + "': " + i + ", ") + "}\n"),
        python("settings", n -> lines(n, i -> "app.config['A" + i + "'] = " + i)),
        python(
            "variables that are read",
            n -> "import os\n" + lines(n, i -> "x = os.getenv('A" + i + "')")),
        python("formatted texts", n -> "x = f'" + "{app}".repeat(n) + "'\n"),
        python("broken lines", n -> "x = = 1\n".repeat(n)),
        python("comments", n -> "# flask-debug-guard: ignore[x]\n".repeat(n)),
        python(
            "classes above each other",
            n -> "class A0: pass\n" + lines(n, i -> "class A" + (i + 1) + "(A" + i + "): pass")),
        // Formats of deployments.
        compose("lists of YAML", n -> "    x-a: " + "[".repeat(n) + "]".repeat(n) + "\n"),
        compose("blocks of YAML", n -> blocks(n)),
        compose("labels", n -> "    labels:\n" + lines(n, i -> "      a" + i + ": b")),
        compose(
            "variables of compose",
            n -> "    environment:\n" + lines(n, i -> "      A" + i + ": ${B" + i + ":-c}")),
        compose(
            "defaults inside defaults",
            n -> "    environment:\n      A: " + "${A:-".repeat(n) + "}".repeat(n) + "\n"),
        compose(
            "services",
            n ->
                lines(
                    Math.min(n, 500),
                    i -> "  s" + i + ":\n    image: a\n    command: python app.py")),
        compose("aliases", n -> "    x-a: &a [b]\n    x-b: [" + "*a, ".repeat(n) + "]\n"),
        docker("environment", n -> lines(n, i -> "ENV A" + i + "=$A" + (i - 1))),
        docker(
            "stages",
            n -> lines(n, i -> "FROM python:3 AS s" + i + "\nCOPY --from=s" + (i - 1) + " /a /a")),
        docker("copies", n -> "COPY app.py /a/\n".repeat(n)),
        docker("commands", n -> "RUN " + "echo a > /b && ".repeat(n) + "true\n"),
        docker("continued lines", n -> "RUN a " + "\\\n".repeat(n) + "\n"),
        docker("nested expansions", n -> "ENV A=" + "${A:-".repeat(n) + "}".repeat(n) + "\n"),
        shell("parentheses of a shell", n -> "( ".repeat(n) + "true" + " )".repeat(n) + "\n"),
        shell("conditions of a shell", n -> "if a; then b; fi\n".repeat(n)),
        shell(
            "branches of a shell",
            n -> lines(n, i -> "[ -n \"$U" + i + "\" ] && export A" + i + "=1")),
        shell("substitutions", n -> "A=" + "$(echo ".repeat(n) + ")".repeat(n) + "\n"),
        shell("expansions of a shell", n -> "A=" + "${A:-".repeat(n) + "}".repeat(n) + "\n"),
        shell("arithmetic", n -> "A=$((" + "(".repeat(n) + "1" + ")".repeat(n) + "))\n"),
        shell("sums of a shell", n -> "A=$((1" + "+1".repeat(n) + "))\n"),
        shell(
            "functions of a shell",
            n -> lines(n, i -> "f" + i + "() { f" + (i + 1) + "; }") + "f0\n"),
        shell("here documents", n -> "cat <<A\n" + "$B\n".repeat(n) + "A\n"),
        shell("here documents that nothing ends", n -> "cat <<A `\n`\nb\n".repeat(n)),
        shell("here documents in substitutions", n -> "A=$(cat <<A\n".repeat(n)),
        shell("quotes", n -> "'\"`".repeat(n)),
        of(
            "Makefile variables",
            n ->
                Map.of(
                    "Makefile",
                    lines(n, i -> "A" + i + " = $(A" + (i + 1) + ")$(A" + (i + 1) + ")")
                        + "run:\n\tpython app.py $(A0)\n",
                    "app.py",
                    APP + RUN)),
        of(
            "Makefile targets",
            n ->
                Map.of(
                    "Makefile",
                    lines(n, i -> "t" + i + ": t" + (i + 1) + "\n\tpython app.py"),
                    "app.py",
                    APP + RUN)),
        of(
            "requirements",
            n -> deployed(RUN, Map.of("requirements.txt", lines(n, i -> "a" + i + "==1")))),
        of(
            "a lock file",
            n ->
                deployed(
                    RUN,
                    Map.of(
                        "poetry.lock",
                        lines(n, i -> "[[package]]\nname = \"a" + i + "\"\nversion = \"1\"")))),
        of(
            "tables of TOML",
            n ->
                deployed(
                    RUN, Map.of("pyproject.toml", lines(n, i -> "[a" + i + "]\nb = [1, [2]]")))),
        of(
            "lists of TOML",
            n ->
                deployed(
                    RUN,
                    Map.of(
                        "pyproject.toml",
                        "[tool.poe.tasks]\na = " + "[".repeat(n) + "]".repeat(n) + "\n"))),
        of(
            "lists of JSON",
            n ->
                deployed(
                    RUN,
                    Map.of(
                        "package.json", "{\"scripts\": " + "[".repeat(n) + "]".repeat(n) + "}"))),
        of(
            "scripts of JSON",
            n ->
                deployed(
                    RUN,
                    Map.of(
                        "package.json",
                        "{\"scripts\": {"
                            + numbers(
                                Math.min(n, 1_000),
                                i -> "\"a" + i + "\": \"npm run a" + (i + 1) + "\", ")
                            + "\"z\": \"\"}}"))),
        of(
            "dotenv",
            n -> deployed(RUN, Map.of(".env", lines(n, i -> "A" + i + "=${A" + (i - 1) + "}")))),
        of(
            "ignore rules",
            n ->
                deployed(
                    RUN,
                    Map.of(
                        ".dockerignore",
                        lines(n, i -> "**/a" + i + "*b"),
                        ".gitignore",
                        lines(n, i -> "a*" + i + "/**")))),
        of(
            "Procfile",
            n ->
                Map.of(
                    "Procfile",
                    lines(Math.min(n, 500), i -> "p" + i + ": python app.py"),
                    "app.py",
                    APP + RUN)),
        of(
            "supervisor",
            n ->
                Map.of(
                    "supervisord.conf",
                    lines(Math.min(n, 500), i -> "[program:p" + i + "]\ncommand=python app.py"),
                    "app.py",
                    APP + RUN)),
        of(
            "uWSGI",
            n ->
                Map.of(
                    "uwsgi.ini",
                    "[uwsgi]\nmodule = app:app\n"
                        + lines(n, i -> "a" + i + " = %(a" + (i + 1) + ")%(a" + (i + 1) + ")"),
                    "app.py",
                    APP)),
        of(
            "systemd",
            n ->
                Map.of(
                    "a.service",
                    "[Service]\nExecStart=/usr/bin/python app.py\n"
                        + lines(n, i -> "Environment=A" + i + "=1"),
                    "app.py",
                    APP + RUN)),
        of(
            "HCL",
            n ->
                Map.of(
                    "main.tf",
                    lines(
                            n,
                            i ->
                                "locals {\n  a"
                                    + i
                                    + " = \"${local.a"
                                    + (i + 1)
                                    + "}${local.a"
                                    + (i + 1)
                                    + "}\"\n}")
                        + "resource \"aws_ecs_task_definition\" \"a\" {\n"
                        + "  container_definitions = local.a0\n"
                        + "}\n",
                    "app.py",
                    APP)),
        of(
            "blocks of HCL",
            n ->
                Map.of(
                    "main.tf",
                    "resource \"aws_ecs_task_definition\" \"a\" {\n"
                        + "b {\n".repeat(n)
                        + "}\n".repeat(n + 1))),
        hcl("lists", "[", "1", "]"),
        hcl("lists that stay open", "[", "", ""),
        hcl("parentheses", "(", "1", ")"),
        hcl("texts", "\"${", "1", "}\""),
        hcl("negations", "!", "a", ""),
        hcl("conditionals", "a ? b : ", "1", ""),
        hcl("indexes", "a[", "0", "]"),
        deep("lists of JavaScript", "ecosystem.config.js", "module.exports = ", "[", "1", "]"),
        deep("objects of JavaScript", "ecosystem.config.js", "module.exports = ", "{a:", "1", "}"),
        deep("texts of JavaScript", "ecosystem.config.js", "module.exports = ", "`${", "1", "}`"),
        deep("JSON", "task-definition.json", "{\"containerDefinitions\":", "{\"a\":", "1", "}"),
        deep("keys of YAML", "k8s.yaml", "", "? ", "a", ""),
        deep("names of TOML", "fly.toml", "", "a.", "a = 1", ""),
        deep("chains of a shell", "start.sh", "#!/bin/sh\n", "a && ", "flask run", ""),
        deep("pipes of a shell", "start.sh", "#!/bin/sh\n", "a | ", "flask run", ""),
        deep("negations of a shell", "start.sh", "#!/bin/sh\n", "! ", "flask run", ""),
        deep("tests of a shell", "start.sh", "#!/bin/bash\n[[ ", "( ", "a", " )"),
        deep("groups of a shell", "start.sh", "#!/bin/bash\n", "{ ", "flask run", "; }"),
        deep("commands of a list", "Dockerfile", "FROM python:3\nCMD ", "[", "", "]"),
        deep("dotenv", ".env", "A=", "${B:-", "a", "}"),
        deep("references of make", "Makefile", "A = ", "$(", "a", ")"),
        deep("conditions of make", "Makefile", "", "ifdef A\n", "A=1\n", "endif\n"),
        deep("parentheses of just", "justfile", "a := ", "(", "'x'", ")"),
        deep("sums of just", "justfile", "a := ", "'x' + ", "'x'", ""),
        deep("elements of uWSGI", "uwsgi.xml", "<uwsgi>", "<a>", "", "</a>"),
        deep("elements of IIS", "web.config", "<configuration>", "<a>", "", "</a>"),
        deep(
            "expressions of workflows",
            ".github/workflows/a.yml",
            "jobs:\n  a:\n    env:\n      A: ${{ ",
            "(",
            "x",
            ")"),
        deep(
            "hashes of Chef",
            "recipes/default.rb",
            "execute 'x' do\n environment(",
            "{a: ",
            "1",
            "}"),
        deep("lists of Puppet", "manifests/init.pp", "exec { 'x': environment => ", "[", "1", "]"),
        deep("conditions of Salt", "web/init.sls", "{% if ", "(", "x", ")"),
        deep("objects of Bicep", "main.bicep", "param x object = ", "{a: ", "1", "}"),
        deep("markers", "requirements.txt", "flask; ", "(", "os_name == 'a'", ")"),
        deep("references of uWSGI", "uwsgi.ini", "[uwsgi]\nx=", "%(", "a", ")"),
        deep("stages of Jenkins", "Jenkinsfile", "pipeline { ", "stage('a') { ", "sh 'a'", "}"),
        deep(
            "references of Serverless",
            "serverless.yml",
            "service: x\nprovider:\n  environment:\n    A: ",
            "${self:custom.x, ",
            "1",
            "}"),
        deep("blocks of Apache", "sites/apache.conf", "", "<IfModule x>\n", "", "</IfModule>\n"),
        deep("blocks of nginx", "nginx.conf", "", "a {", "", "}"),
        deep("conditions of Ansible", "tasks/main.yml", "- command: a\n  when: ", "(", "x", ")"),
        of(
            "Kubernetes objects",
            n ->
                Map.of(
                    "k.yaml",
                    lines(
                        Math.min(n, 4000),
                        i ->
                            "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a"
                                + i
                                + "}\ndata: {A: b}"))),
        of("Helm template", n -> chart("{{ if true }}".repeat(n) + "{{ end }}".repeat(n))),
        of("Helm expression", n -> chart("a: {{ " + "(".repeat(n) + "1" + ")".repeat(n) + " }}")),
        of("Helm ranges", n -> chart("{{ range .Values.l }}{{ end }}".repeat(n))),
        of(
            "Ansible variables",
            n ->
                Map.of(
                    "site.yml",
                    "- hosts: all\n  vars:\n"
                        + lines(
                            n,
                            i -> "    a" + i + ": '{{ a" + (i + 1) + " }}{{ a" + (i + 1) + " }}'")
                        + "  tasks:\n    - command: 'python app.py {{ a0 }}'\n",
                    "app.py",
                    APP + RUN)),
        of(
            "Ansible tasks",
            n ->
                Map.of(
                    "site.yml",
                    "- hosts: all\n  tasks:\n" + lines(n, i -> "    - command: python app.py " + i),
                    "app.py",
                    APP + RUN)),
        of(
            "Jinja blocks",
            n ->
                Map.of(
                    "site.yml",
                    "- hosts: all\n"
                        + "  tasks:\n"
                        + "    - template: {src: a.j2, dest: /etc/systemd/system/a.service}\n",
                    "templates/a.j2",
                    "{% for i in [1,2,3] %}".repeat(n) + "{% endfor %}".repeat(n),
                    "app.py",
                    APP)),
        of(
            "Chef blocks",
            n ->
                Map.of(
                    "cookbooks/a/recipes/default.rb",
                    "if true\n".repeat(n) + "execute 'python app.py'\n" + "end\n".repeat(n),
                    "cookbooks/a/metadata.rb",
                    "name 'a'\n",
                    "app.py",
                    APP)),
        of(
            "a workflow",
            n ->
                Map.of(
                    ".github/workflows/a.yml",
                    "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n"
                        + lines(n, i -> "      - run: python app.py"),
                    "app.py",
                    APP + RUN)),
        of(
            "files",
            n -> {
              Map<String, String> files = new TreeMap<>();
              for (int i = 0; i < Math.min(n, 8_000); i++) {
                files.put("d" + i % 50 + "/f" + i + ".py", "import flask\n");
              }
              return files;
            }),
        of(
            "modules",
            n -> {
              Map<String, String> files = new TreeMap<>(deployed("import m0\n" + RUN, Map.of()));
              for (int i = 0; i < Math.min(n, 4_000); i++) {
                files.put("m" + i + ".py", "import m" + (i + 1) + "\n");
              }
              return files;
            }));
  }

  private static Growth of(String name, IntFunction<Map<String, String>> files) {
    return new Growth(name, files);
  }

  /** What stands in one file, n times inside itself. */
  private static Growth deep(
      String name, String path, String before, String open, String inside, String close) {
    return of(
        "deep: " + name,
        n ->
            deployed(RUN, Map.of(path, before + open.repeat(n) + inside + close.repeat(n) + "\n")));
  }

  private static Growth hcl(String name, String open, String inside, String close) {
    return of(
        "deep: " + name + " of HCL",
        n ->
            deployed(
                RUN,
                Map.of(
                    "main.tf",
                    "resource \"aws_ecs_task_definition\" \"a\" {\n  a = "
                        + open.repeat(n)
                        + inside
                        + close.repeat(n)
                        + "\n}\n")));
  }

  private static Growth python(String name, IntFunction<String> code) {
    return of(name, n -> deployed(code.apply(n) + RUN, Map.of()));
  }

  private static Growth compose(String name, IntFunction<String> text) {
    String head = "services:\n  web:\n    image: python:3\n    command: python app.py\n";
    return of(name, n -> Map.of("docker-compose.yml", head + text.apply(n), "app.py", APP + RUN));
  }

  private static Growth docker(String name, IntFunction<String> text) {
    return of(
        "Dockerfile: " + name,
        n ->
            Map.of(
                "Dockerfile",
                "FROM python:3\nWORKDIR /a\nCOPY . .\n"
                    + text.apply(n)
                    + "CMD [\"python\", \"app.py\"]\n",
                "app.py",
                APP + RUN));
  }

  private static Growth shell(String name, IntFunction<String> text) {
    return of(
        name,
        n ->
            Map.of(
                "Procfile",
                "web: sh start.sh\n",
                "start.sh",
                text.apply(n) + "\nexec python app.py\n",
                "app.py",
                APP + RUN));
  }

  private static Map<String, String> deployed(String code, Map<String, String> more) {
    Map<String, String> files = new TreeMap<>(more);
    files.putIfAbsent(
        "Dockerfile",
        "FROM python:3\n"
            + "WORKDIR /a\n"
            + "COPY . .\n"
            + "RUN pip install -r requirements.txt\n"
            + "CMD [\"python\", \"app.py\"]\n");
    files.put("app.py", APP + code);
    return files;
  }

  private static Map<String, String> chart(String template) {
    return Map.of(
        "c/Chart.yaml",
        "name: a\nversion: 1.0.0\n",
        "c/values.yaml",
        "l: [1, 2]\n",
        "c/templates/a.yaml",
        template + "\n",
        "app.py",
        APP);
  }

  private static String lines(int n, IntFunction<String> line) {
    return IntStream.range(0, n).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String numbers(int n, IntFunction<String> each) {
    return IntStream.range(0, n).mapToObj(each).collect(Collectors.joining());
  }

  private static String blocks(int n) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(n, 900); i++) {
      text.append(" ".repeat(4 + i)).append("a:\n");
    }
    return text.toString();
  }
}
