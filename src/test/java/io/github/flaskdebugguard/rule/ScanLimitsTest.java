package io.github.flaskdebugguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.verdict.State;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A scan at each limit: what is just below it is read as ever, what is just above is told with its
 * place, and an app beside it keeps its verdict either way.
 */
class ScanLimitsTest {
  /** Beginnings and ends count too, so that some edges are a little lower than the limit. */
  private static final int MARGIN = 20;

  private static final String FLASK = "from flask import Flask\n";
  private static final Map<String, String> NEIGHBOUR =
      Map.of(
          "neighbour/Dockerfile",
          "FROM python:3.12\nRUN pip install flask==3.1.0\nCOPY . /srv\nWORKDIR /srv\n"
              + "CMD [\"python\", \"shop.py\"]\n",
          "neighbour/shop.py",
          FLASK + "app = Flask(__name__)\napp.run(debug=True)\n");

  /**
   * One limit.
   *
   * @param most the largest number that is read
   * @param files a repository with so many of what is counted
   * @param path the file that the problem names; empty when the verdict is unknown instead
   * @param said part of the message or the reason
   */
  record Edge(
      String name, int most, IntFunction<Map<String, String>> files, String path, String said) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Edge> edges() {
    return Stream.of(
        new Edge(
            "characters of YAML",
            Limits.DATA_CHARS,
            n -> Map.of("docker-compose.yml", padded(compose(""), n), "app.py", FLASK),
            "docker-compose.yml",
            "larger than 512 KiB"),
        new Edge(
            "characters of HCL",
            Limits.DATA_CHARS,
            n -> Map.of("main.tf", padded("resource \"aws_ecs_task_definition\" \"a\" {\n}\n", n)),
            "main.tf",
            "larger than 512 KiB"),
        new Edge(
            "brackets of Python",
            Limits.PYTHON_LEVELS - 1,
            n -> app("x = " + "(".repeat(n) + "1" + ")".repeat(n) + "\napp.run(debug=x == 1)\n"),
            "app.py",
            "nested"),
        new Edge(
            "blocks of Python",
            Limits.PYTHON_BLOCKS - 1,
            n -> app(blocks(n) + " ".repeat(n) + "app.run(debug=True)\n"),
            "app.py",
            "nested"),
        new Edge(
            "a chain in Python",
            Limits.PYTHON_CHAIN - 1,
            n -> app("x = a" + ".b".repeat(n) + "\napp.run(debug=True)\n"),
            "app.py",
            "nested"),
        new Edge(
            "levels of YAML",
            Limits.LEVELS - 3,
            n -> Map.of("docker-compose.yml", compose("    x-a: " + nested(n)), "app.py", FLASK),
            "docker-compose.yml",
            "levels"),
        new Edge(
            "aliases of YAML",
            Limits.YAML_ALIASES,
            n ->
                Map.of(
                    "docker-compose.yml",
                    "x-a: &a 1\nx-b: [" + "*a, ".repeat(n) + "]\n" + compose(""),
                    "app.py",
                    FLASK),
            "docker-compose.yml",
            "aliases"),
        new Edge(
            "levels of HCL",
            Limits.LEVELS,
            n ->
                Map.of(
                    "main.tf",
                    "resource \"aws_ecs_task_definition\" \"a\" {\n"
                        + "b {\n".repeat(n - 1)
                        + "}\n".repeat(n)),
            "main.tf",
            "levels of HCL"),
        new Edge(
            "levels of a shell",
            Limits.LEVELS - 1,
            n ->
                program(
                    "start.sh",
                    "#!/bin/sh\n" + "( ".repeat(n) + "true" + " )".repeat(n) + "\npython app.py\n"),
            "start.sh",
            "deep"),
        new Edge(
            "commands of a start script",
            Limits.COMMANDS / 2 - 9,
            n ->
                program(
                    "start.sh",
                    "#!/bin/sh\n" + "export A=1\n".repeat(2 * n) + "exec python app.py\n"),
            "start.sh",
            "limit: the start script has more steps"),
        new Edge(
            "scripts that call each other",
            Limits.SCRIPTS - 2,
            n -> {
              Map<String, String> files = new TreeMap<>(program("s0.sh", "exec sh s1.sh\n"));
              for (int i = 1; i < n; i++) {
                files.put("s" + i + ".sh", "exec sh s" + (i + 1) + ".sh\n");
              }
              files.put("s" + n + ".sh", "exec python app.py\n");
              return files;
            },
            "*",
            "nested more deeply"),
        new Edge(
            "processes of a start",
            Limits.PROCESSES,
            n ->
                program(
                    "start.sh",
                    IntStream.range(0, n)
                        .mapToObj(i -> "PORT=" + i + " python app.py &\n")
                        .collect(Collectors.joining("", "#!/bin/sh\n", "wait\n"))),
            "start.sh",
            "more processes"),
        new Edge(
            "processes that start-up code starts",
            Limits.PROCESSES,
            n ->
                Map.of(
                    "Procfile",
                    "web: python start.py\n",
                    "start.py",
                    IntStream.range(0, n)
                        .mapToObj(i -> "os.system('python app.py " + i + "')\n")
                        .collect(Collectors.joining("", "import os\n", "")),
                    "app.py",
                    FLASK + "app = Flask(__name__)\napp.run(debug=True)\n"),
            "start.py",
            "more processes"),
        new Edge(
            "targets of a Makefile",
            Limits.TARGETS,
            n ->
                Map.of(
                    "Makefile",
                    IntStream.range(0, n)
                        .mapToObj(i -> "t" + i + ":\n\ttrue\n")
                        .collect(Collectors.joining())),
            "Makefile",
            "targets"),
        new Edge(
            "stages of a Dockerfile",
            Limits.STAGES - 1,
            n ->
                Map.of(
                    "Dockerfile",
                    "FROM scratch\n".repeat(n - 1)
                        + "FROM python:3\nCMD [\"python\", \"app.py\"]\n"),
            "Dockerfile",
            "stages"),
        new Edge(
            "instructions of a Dockerfile",
            Limits.ITEMS,
            n ->
                Map.of(
                    "Dockerfile",
                    "FROM python:3\n"
                        + "LABEL a=b\n".repeat(n - 2)
                        + "CMD [\"python\", \"app.py\"]\n",
                    "app.py",
                    FLASK),
            "Dockerfile",
            "instructions"),
        new Edge(
            "files that are written to an image",
            Limits.ITEMS,
            n ->
                Map.of(
                    "Dockerfile",
                    "FROM python:3\n"
                        + ("RUN " + ">a;".repeat(n / 2) + "\n").repeat(2)
                        + "CMD [\"python\", \"app.py\"]\n",
                    "app.py",
                    FLASK),
            "Dockerfile",
            "files are written"),
        new Edge(
            "commands of a RUN line",
            Limits.ITEMS,
            n ->
                Map.of(
                    "Dockerfile",
                    "FROM python:3\nRUN " + "a;".repeat(n) + "\nCMD [\"python\", \"app.py\"]\n",
                    "app.py",
                    FLASK),
            "Dockerfile",
            "commands"),
        new Edge(
            "lines of an ignore file",
            Limits.ELEMENTS,
            n ->
                Map.of(
                    "Dockerfile",
                    "FROM python:3\nCOPY . .\nCMD [\"python\", \"app.py\"]\n",
                    ".dockerignore",
                    "x\n".repeat(n),
                    "app.py",
                    FLASK),
            ".dockerignore",
            "lines"),
        new Edge(
            "rounds of a loop",
            Limits.ROUNDS,
            n -> app("for i in range(" + n + "):\n    pass\napp.run(debug=i > 1)\n"),
            "",
            "limit"),
        new Edge(
            "calls inside each other",
            Limits.CALLS - 2,
            n -> app("def f(n):\n    return n == 0 or f(n - 1)\napp.run(debug=f(" + n + "))\n"),
            "",
            "limit"),
        new Edge(
            "characters of a value",
            Limits.TEXT_CHARS,
            n -> app("app.run(debug=len('a' * " + n + ") > 1)\n"),
            "",
            "limit"),
        new Edge(
            "elements of a list",
            Limits.ELEMENTS,
            n -> app("app.run(debug=len(list(range(" + n + "))) > 1)\n"),
            "",
            "limit"),
        new Edge(
            "effects of a start",
            Limits.EFFECTS - 10,
            n -> app("import os\n" + "os.system('true')\n".repeat(n) + "app.run(debug=True)\n"),
            "",
            "limit"));
  }

  @ParameterizedTest
  @MethodSource("edges")
  void whatIsBelowALimitIsReadAndWhatIsAboveIsTold(Edge edge) {
    ScanResult below = scan(edge.files().apply(edge.most()));
    assertThat(below.problems()).noneMatch(problem -> tells(edge, problem));
    assertThat(below.verdicts()).noneMatch(verdict -> verdict.reason().contains("limit"));

    ScanResult above = scan(edge.files().apply(edge.most() + MARGIN));
    if (edge.path().isEmpty()) {
      assertThat(above.verdicts())
          .anySatisfy(
              verdict -> {
                assertThat(verdict.worst()).isEqualTo(State.UNKNOWN);
                assertThat(verdict.reason()).contains(edge.said());
              });
    } else {
      assertThat(above.problems()).anyMatch(problem -> tells(edge, problem));
    }
  }

  private static boolean tells(Edge edge, Problem problem) {
    return !edge.path().isEmpty()
        && (edge.path().equals("*") || problem.path().equals(edge.path()))
        && (problem.matters() || problem.path().endsWith(".py"))
        && problem.message().contains(edge.said());
  }

  @Test
  void moreDeploymentsThanAreJudgedAreTold() {
    Map<String, String> files = new TreeMap<>();
    for (int i = 0; i <= Limits.DEPLOYMENTS; i++) {
      files.put("a%04d/Procfile".formatted(i), "web: python app.py\n");
      files.put("a%04d/app.py".formatted(i), FLASK + "Flask(__name__).run()\n");
    }
    ScanResult result =
        Scan.run(new InMemoryRepository(files), Scan.Options.DEFAULT, Scan.Listener.NONE);
    assertThat(result.verdicts())
        .filteredOn(verdict -> verdict.deployment().kind().equals("procfile"))
        .hasSize(Limits.DEPLOYMENTS);
    assertThat(result.problems())
        .extracting(Problem::path, Problem::message)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "a2000/Procfile",
                "limit: more than 2000 deployments; this one and 0 more are not judged"));
  }

  private static ScanResult scan(Map<String, String> files) {
    Map<String, String> all = new TreeMap<>(files);
    all.putAll(NEIGHBOUR);
    ScanResult result =
        Scan.run(new InMemoryRepository(all), Scan.Options.DEFAULT, Scan.Listener.NONE);
    List<Verdict> neighbour =
        result.verdicts().stream()
            .filter(each -> each.deployment().id().contains("neighbour/"))
            .toList();
    assertThat(neighbour).hasSize(1);
    assertThat(neighbour.getFirst().debugger()).isEqualTo(State.ON);
    return result;
  }

  private static Map<String, String> app(String code) {
    return Map.of(
        "Dockerfile",
        "FROM python:3.12\nRUN pip install flask==3.1.0\nCOPY . /srv\nWORKDIR /srv\n"
            + "CMD [\"python\", \"app.py\"]\n",
        "app.py",
        FLASK + "app = Flask(__name__)\n" + code);
  }

  private static Map<String, String> program(String name, String script) {
    return Map.of(
        "Procfile",
        "web: sh " + name + "\n",
        name,
        script,
        "app.py",
        FLASK + "app = Flask(__name__)\napp.run(debug=True)\n");
  }

  private static String compose(String more) {
    return "services:\n  web:\n    image: python:3\n    command: python app.py\n" + more + "\n";
  }

  private static String padded(String text, int length) {
    return text + "#".repeat(length - text.length());
  }

  private static String nested(int levels) {
    return "[".repeat(levels) + "]".repeat(levels);
  }

  private static String blocks(int levels) {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < levels; i++) {
      code.append(" ".repeat(i)).append("if app:\n");
    }
    return code.toString();
  }
}
